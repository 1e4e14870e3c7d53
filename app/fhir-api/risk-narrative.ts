import type { AssessedRisk } from './assessed-risk.ts'
import { percent } from './risk-prediction.ts'

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** A resource for people whose system shows nothing but its text. Names no patient. */
export function riskNarrative({ probability, level, model }: AssessedRisk) {
  const words = [
    `Risk of unplanned readmission within 30 days of discharge: ${level ?? 'unknown'}`,
    ...(probability === null ? [] : [`probability ${percent(probability)} %`]),
    ...(model === undefined ? [] : [`model ${model.name}, version ${model.version}`]),
  ]
  const text = `${words.join('; ')}. A decision aid, never the sole basis of a decision.`
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><p>${escaped(text)}</p></div>`,
  }
}
