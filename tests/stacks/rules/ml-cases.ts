import { type RuleCase, set } from './rule-case.ts'

/** Cases of the rules about tracking, pipelines and monitoring. */
export const ML_CASES: readonly RuleCase[] = [
  {
    setting: 'tracking.enabled',
    change: { pipelines: { enabled: true }, tracking: { enabled: false } },
    message: 'must be true while pipelines.enabled is true: retraining registers models, got false',
    fix: set('tracking.enabled', 'true'),
  },
]
