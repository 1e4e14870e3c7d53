import { type Rule, when } from './rule.ts'

const pipelinesRegisterModels: Rule = {
  reads: ['pipelines', 'tracking'],
  check: ({ pipelines, tracking }) =>
    when(pipelines.enabled && !tracking.enabled, {
      path: ['tracking', 'enabled'],
      message:
        'must be true while pipelines.enabled is true: retraining registers models, got false',
      set: 'true',
    }),
}

const federationMovesFiles: Rule = {
  reads: ['federation'],
  check: ({ federation: { enabled, transferImage } }) =>
    when(enabled && transferImage === undefined, {
      path: ['federation', 'transferImage'],
      message: 'must be set while federation.enabled is true, got nothing',
      set: `public.ecr.aws/aws-cli/aws-cli@sha256:${'0123456789abcdef'.repeat(4)}`,
    }),
}

/** Rules about tracking, pipelines and monitoring. */
export const ML_RULES: readonly Rule[] = [pipelinesRegisterModels, federationMovesFiles]
