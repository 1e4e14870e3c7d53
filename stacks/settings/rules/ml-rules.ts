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

/** Rules about tracking, pipelines and monitoring. */
export const ML_RULES: readonly Rule[] = [pipelinesRegisterModels]
