import { type RuleCase, set } from './rule-case.ts'

/** Cases of the rules about tracking, pipelines and monitoring. */
export const ML_CASES: readonly RuleCase[] = [
  {
    setting: 'tracking.enabled',
    change: { pipelines: { enabled: true }, tracking: { enabled: false } },
    message: 'must be true while pipelines.enabled is true: retraining registers models, got false',
    fix: set('tracking.enabled', 'true'),
  },
  {
    setting: 'federation.transferImage',
    change: { federation: { enabled: true, transferImage: undefined } },
    message: 'must be set while federation.enabled is true, got nothing',
    fix: `set --stack dev --plaintext --path federation.transferImage public.ecr.aws/aws-cli/aws-cli@sha256:${'0123456789abcdef'.repeat(4)}`,
  },
]
