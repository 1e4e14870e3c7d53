import { evaluateForest } from '../evaluation/evaluate-forest.ts'
import type { EvaluationReport } from '../evaluation/report.ts'
import { parseForestSettings } from '../forest/forest-settings.ts'
import { splitByPatient } from '../forest/patient-split.ts'
import { readModel } from '../forest/read-model.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { runTraining, type TrainingProgress } from '../forest/training.ts'
import { samplePatients } from './sample-patients.ts'

/** A trained candidate beside the serving model. */
export interface Candidate {
  /** The candidate's model file. */
  bytes: Uint8Array<ArrayBuffer>
  /** Both judged on the same held-out patients of the same table. */
  report: EvaluationReport
  serving: EvaluationReport
  /** Stays it was made from, held-out ones included. */
  samples: number
}

/**
 * Trains a candidate on at most `patients` patients of the table (and judges it on all held-out
 * ones) and judges the serving model on the same.
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
  checkEnough(table)
  const sampled = samplePatients(table, patients)
  const { bytes } = runTraining({
    table: sampled,
    settings: parseForestSettings({}),
    onProgress: ({ stage, fraction }) => onProgress?.({ stage, fraction: fraction * 0.8 }),
  })
  onProgress?.({ stage: 'evaluating', fraction: 0.8 })
  const report = evaluateForest({ model: readModel(bytes), table: sampled })
  onProgress?.({ stage: 'evaluating', fraction: 0.9 })
  const serving = evaluateForest({ model: readModel(servingModel), table: sampled })
  return { bytes, report, serving, samples: sampled.rows }
}

/** Says in one sentence what the trainer would find out step by step. */
function checkEnough(table: ReadmissionTable): void {
  const { train, test } = splitByPatient(table)
  const readmitted = (rows: Uint32Array): number =>
    rows.reduce((sum, row) => sum + (table.readmitted[row] as number), 0)
  const isEnough = [train, test].every(
    (rows) => readmitted(rows) > 0 && readmitted(rows) < rows.length,
  )
  if (isEnough) return
  const told = (rows: Uint32Array): string =>
    `${rows.length} stays (${readmitted(rows)} readmitted)`
  throw new RangeError(
    `Too few stays to learn from and to judge on: ${told(test)} of held-out patients and ` +
      `${told(train)} of other patients; each needs readmitted stays and others`,
  )
}
