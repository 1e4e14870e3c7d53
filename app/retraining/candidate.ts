import { judgeModel } from '../evaluation/judge-model.ts'
import type { EvaluationReport } from '../evaluation/report.ts'
import { parseForestSettings } from '../forest/forest-settings.ts'
import { readModel } from '../forest/read-model.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { runTraining, type TrainingProgress } from '../forest/training.ts'
import { decidePromotion, type PromotionDecision } from '../promotion/gate.ts'
import { samplePatients } from './sample-patients.ts'

/** A trained candidate beside the serving model, and whether it may replace it. */
export interface Candidate {
  /** The candidate's model file. */
  bytes: Uint8Array<ArrayBuffer>
  /** Both judged on the same held-out patients of the same table. */
  report: EvaluationReport
  serving: EvaluationReport
  decision: PromotionDecision
  /** Stays it was made from, held-out ones included. */
  samples: number
}

/**
 * Trains a candidate on at most `patients` patients of the table (and judges it on all held-out
 * ones), judges the serving model on the same, and asks the promotion gate.
 *
 * @throws RangeError where the table has too few stays of either outcome to judge on
 */
export function makeCandidate(input: {
  table: ReadmissionTable
  patients: number
  servingModel: Uint8Array
  onProgress?: (progress: TrainingProgress) => void
}): Candidate {
  const { table, patients, servingModel, onProgress } = input
  const sampled = samplePatients(table, patients)
  const { bytes } = runTraining({
    table: sampled,
    settings: parseForestSettings({}),
    onProgress: ({ stage, fraction }) => onProgress?.({ stage, fraction: fraction * 0.8 }),
  })
  onProgress?.({ stage: 'evaluating', fraction: 0.8 })
  const report = judgeModel(readModel(bytes), sampled)
  onProgress?.({ stage: 'evaluating', fraction: 0.9 })
  const serving = judgeModel(readModel(servingModel), sampled)
  const decision = decidePromotion({ candidate: report, serving })
  return { bytes, report, serving, decision, samples: sampled.rows }
}
