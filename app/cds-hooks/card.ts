import type { ForestPrediction } from '../forest/predictor.ts'
import type { Uncertainty } from '../serving/uncertainty.ts'
import { detailOf, summaryOf } from './card-text.ts'
import { type Coding, OVERRIDE_REASONS } from './override-reasons.ts'
import { suggestionId } from './suggestion.ts'

/** A prediction and what is known of the model it came from. */
export interface Estimate {
  /** The prediction's id, also that of its audit row. */
  id: string
  forest: ForestPrediction
  /** Share of the model's training stays that were followed by a readmission. */
  baseRate: number
  uncertainty: Uncertainty | undefined
  /** Whom the model learned from, and how well it tells held-out stays apart. */
  learnedFrom: string
  auc: number | null
  /** Records that could not be read. */
  unread: number
}

/** A card (CDS Hooks 2.0, "Card Attributes"), with the members that this service uses. */
export interface Card {
  uuid?: string
  summary: string
  detail: string
  indicator: 'info' | 'warning'
  source: { label: string; url: string; topic: Required<Coding> }
  suggestions?: { label: string; uuid: string }[]
  selectionBehavior?: 'at-most-one'
  overrideReasons?: readonly Required<Coding>[]
  links?: { label: string; url: string; type: 'absolute' }[]
}

/** What every card is about; the code is that of the FHIR interface's RiskAssessment. */
const TOPIC = {
  system: 'urn:uuid:98f2412c-a0ae-4676-9c90-6d367af1d8c5',
  code: 'readmission-risk-30-days',
  display: 'Risk of readmission within 30 days',
} as const

const sourceAt = (origin: string): Card['source'] => ({
  label: 'HealthAlliance DataSpace',
  url: `${origin}/console/model`,
  topic: TOPIC,
})

/**
 * The card of an estimate. HIGH is a warning and the rest is information; nothing is critical, since
 * an estimate of 30 days calls for no act within minutes. The one suggestion has no action: it lets a
 * clinician say that he agrees, which CDS Hooks knows for suggestions alone.
 *
 * @param origin address of this service
 */
export function cardOf(estimate: Estimate, origin: string): Card {
  const { id, forest } = estimate
  return {
    uuid: id,
    summary: summaryOf(estimate),
    detail: detailOf(estimate),
    indicator: forest.level === 'HIGH' ? 'warning' : 'info',
    source: sourceAt(origin),
    suggestions: [{ label: 'Agree with this level', uuid: suggestionId(id) }],
    selectionBehavior: 'at-most-one',
    overrideReasons: OVERRIDE_REASONS,
    links: [
      {
        label: 'This estimate in the audit trail',
        url: `${origin}/console/audit?prediction=${id}`,
        type: 'absolute',
      },
    ],
  }
}

/** The card that says why there is no estimate. It has no id: there is nothing to decide on. */
export const unableCard = (
  { unable, reasons }: { unable: string; reasons: readonly string[] },
  origin: string,
): Card => ({
  summary: 'No estimate of readmission risk: the records do not suffice',
  detail: [
    unable,
    'For those who look after the records:',
    ...reasons.map((one) => `- ${one}`),
  ].join('\n\n'),
  indicator: 'info',
  source: sourceAt(origin),
})
