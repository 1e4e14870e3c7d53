/**
 * Why a person overrides a prediction: a closed list, since the audit trail forgets nothing and must
 * hold no words about a patient. What the model cannot know comes first.
 */
export const DECISION_REASONS = [
  'clinical-findings',
  'social-situation',
  'follow-up-arranged',
  'treatment-goal-changed',
  'patient-preference',
  'input-wrong',
  'input-outdated',
  'outside-training-population',
  'other',
] as const

/** Why a person overrides a prediction. */
export type DecisionReason = (typeof DECISION_REASONS)[number]
