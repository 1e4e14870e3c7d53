import { createHash } from 'node:crypto'
import { CALIBRATION_FOLDS, fitCalibration, type ScoredStays } from './calibration.ts'
import { type Cells, encodeCells } from './cells.ts'
import { featureHistograms } from './feature-histogram.ts'
import { FEATURES } from './features.ts'
import { fingerprint } from './fingerprint.ts'
import type { Forest } from './forest.ts'
import type { ForestSettings } from './forest-settings.ts'
import { growForest, type OutOfBag } from './grow-forest.ts'
import { DEFAULT_OWNER, writeCard } from './model-card.ts'
import { measureModel } from './model-metrics.ts'
import { MODEL_SCHEMA, type ModelManifest, type Provenance } from './model-schema.ts'
import { splitByPatient, TEST_SHARE } from './patient-split.ts'
import type { ServedModel } from './predictor.ts'
import { provenanceOf } from './provenance.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import { levelThresholds } from './risk-level.ts'
import { roundForest, writeModel } from './write-model.ts'

/** Name of every model made here; versions tell them apart. */
export const MODEL_NAME = 'readmission-forest'

/** Held-out stays that metrics are taken from, at most: more of them tell nothing new. */
const MOST_JUDGED = 30_000

/** What a model's file says of itself beyond what follows from table and settings. */
export interface ModelLabels {
  /** @default the first 12 digits of a hash of table and settings */
  version?: string | undefined
  /** Where the table comes from. @default what its fingerprint tells, else "not stated" */
  provenance?: Partial<Provenance> | undefined
  /** Who answers for the model. @default DEFAULT_OWNER */
  owner?: string | undefined
  /** Time of making, ISO 8601; without it the same input gives the same bytes. @default none */
  created?: string | undefined
}

/** What training is doing. */
export type TrainingStage = 'reading' | 'growing' | 'calibrating' | 'evaluating'

/** How far training has come. */
export interface TrainingProgress {
  stage: TrainingStage
  /** Share of the whole that is done, 0 to 1. */
  fraction: number
}

/** A trained model: the bytes of its file, and what they say. */
export interface TrainedModel {
  bytes: Uint8Array<ArrayBuffer>
  manifest: ModelManifest
}

/** What one training takes. */
export interface TrainingInput {
  table: ReadmissionTable
  settings: ForestSettings
  labels?: ModelLabels
  onProgress?: (progress: TrainingProgress) => void
}

/**
 * Trains a model: holds out a fifth of the patients, grows the forest on the others, calibrates on
 * their out-of-bag scores, and judges the result on the held-out ones. The forest that is kept has
 * never seen them, so that later candidates can be compared with it on patients new to both.
 * Throws RangeError where a side of the split lacks stays of either outcome, and without bootstrap,
 * which leaves nothing out of the bag to calibrate on.
 */
export function runTraining(input: TrainingInput): TrainedModel {
  const { table, settings, labels = {}, onProgress } = input
  if (!settings.bootstrap) {
    throw new RangeError(
      'forest settings: bootstrap: got false, allowed true, calibration needs it',
    )
  }
  const { train, test } = splitByPatient(table)
  const fitted = fitForest(input, train)
  onProgress?.({ stage: 'evaluating', fraction: 0.85 })
  const print = fingerprint(table)
  const version = labels.version ?? versionOf(print, settings)
  const identity = { name: MODEL_NAME, version, fingerprint: print }
  const metrics = measureModel({
    model: { forest: fitted.forest, manifest: fitted.served },
    identity,
    table,
    heldOut: judged(table, test),
    outOfBag: fitted.scored,
  })
  const manifest: ModelManifest = {
    schema: MODEL_SCHEMA,
    ...identity,
    features: [...FEATURES],
    trainingPrevalence: fitted.served.calibration.prevalence,
    ...fitted.served,
    histograms: featureHistograms(table, train),
    card: writeCard({
      table,
      cells: fitted.cells,
      settings,
      metrics,
      provenance: provenanceOf(print, labels.provenance),
      owner: labels.owner ?? DEFAULT_OWNER,
    }),
    created: labels.created ?? null,
  }
  return { bytes: writeModel({ forest: fitted.forest, manifest }), manifest }
}

/** What the training stays give: a forest, and what turns its scores into probabilities and levels. */
interface Fitted {
  cells: Cells
  forest: Forest
  scored: ScoredStays
  served: ServedModel['manifest']
}

function fitForest({ table, settings, onProgress }: TrainingInput, train: Uint32Array): Fitted {
  const cells = encodeCells(table, train)
  const { forest, outOfBag } = growForest(cells, settings, (trees) => {
    onProgress?.({ stage: 'growing', fraction: 0.1 + (0.7 * trees) / settings.trees })
  })
  onProgress?.({ stage: 'calibrating', fraction: 0.8 })
  const prevalence = share(train, table.readmitted)
  const scored = scoredStays(table, cells, outOfBag)
  const served = {
    calibration: fitCalibration(scored, prevalence),
    thresholds: levelThresholds(prevalence),
    maleShare: share(train, table.features.gender_encoded),
  }
  return { cells, forest: roundForest(forest), scored, served }
}

/** The training stays that some tree did not learn from; folds keep the stays of a patient together. */
function scoredStays(table: ReadmissionTable, cells: Cells, outOfBag: OutOfBag): ScoredStays {
  const positions = Uint32Array.from(cells.rows.keys()).filter(
    (position) => (outOfBag.trees[position] as number) > 0,
  )
  const rowAt = (position: number): number => cells.rows[position] as number
  return {
    scores: Float64Array.from(positions, (position) => outOfBag.score[position] as number),
    labels: Uint8Array.from(positions, (position) => table.readmitted[rowAt(position)] as number),
    fold: Uint8Array.from(positions, (position) => {
      const patient = table.patient[rowAt(position)] as number
      return (table.patientKeys[patient] as number) % CALIBRATION_FOLDS
    }),
  }
}

/** Of a very large table, the stays of the held-out patients with the lowest keys. */
function judged(table: ReadmissionTable, test: Uint32Array): Uint32Array {
  if (test.length <= MOST_JUDGED) return test
  return splitByPatient(table, (TEST_SHARE * MOST_JUDGED) / test.length).test
}

function share(rows: Uint32Array, column: Uint8Array | Uint16Array): number {
  const ones = rows.reduce((sum, row) => sum + (column[row] as number), 0)
  return Number((ones / rows.length).toFixed(8))
}

function versionOf(print: string, settings: ForestSettings): string {
  return createHash('sha256')
    .update(print)
    .update(JSON.stringify(settings))
    .digest('hex')
    .slice(0, 12)
}
