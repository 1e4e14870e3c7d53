import type { FederatedModel } from '../../app/federation/finish.ts'
import { EXIT } from '../exit-codes.ts'
import { decisionText } from './decision-text.ts'

/** Writes the files that were asked for, and says how it went. */
export async function tell(
  model: FederatedModel,
  options: { output?: string; report?: string; json?: boolean },
): Promise<void> {
  const { writeWhole } = await import('../../app/federation/sealed-file.ts')
  const { renderReport } = await import('../../app/evaluation/html/render.ts')
  const { bytes, report, decision, institutions } = model
  if (options.output !== undefined) await writeWhole(options.output, bytes)
  if (options.report !== undefined)
    await writeWhole(options.report, Buffer.from(renderReport(report)))
  if (options.json) console.log(JSON.stringify({ decision, institutions, overall: report.overall }))
  else console.log(decisionText(model))
  process.exitCode = decision.promote ? EXIT.ok : EXIT.finding
}
