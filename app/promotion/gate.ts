import type { EvaluationReport } from '../evaluation/report.ts'
import { CANDIDATE_RULES } from './candidate-rules.ts'
import { COMPARISON_RULES } from './comparison-rules.ts'
import {
  DEFAULT_GATE_SETTINGS,
  type Finding,
  type GateRule,
  type GateSettings,
} from './gate-settings.ts'

/** Every rule of the gate, in the order of a decision's reasons. */
export const GATE_RULES: readonly GateRule[] = [...CANDIDATE_RULES, ...COMPARISON_RULES]

/** What one rule said. */
export interface GateReason extends Finding {
  rule: string
}

/** Whether to promote, and what every rule said, those that passed included. */
export interface PromotionDecision {
  promote: boolean
  reasons: GateReason[]
}

/** A candidate and the model it would replace, judged on the same held-out stays. */
export interface PromotionInput {
  candidate: EvaluationReport
  /** Null where no model is serving yet: the rules that compare then pass. */
  serving: EvaluationReport | null
  /** Defaults: DEFAULT_GATE_SETTINGS. */
  settings?: Partial<GateSettings>
}

/**
 * Decides whether a candidate may replace the serving model: only if every rule passes. Pure, so
 * that a decision can be made again from the two reports that are kept.
 */
export function decidePromotion({
  candidate,
  serving,
  settings,
}: PromotionInput): PromotionDecision {
  const input = { candidate, serving, settings: { ...DEFAULT_GATE_SETTINGS, ...settings } }
  const reasons = GATE_RULES.map(({ rule, judge }) => ({ rule, ...judge(input) }))
  return { promote: reasons.every(({ passed }) => passed), reasons }
}
