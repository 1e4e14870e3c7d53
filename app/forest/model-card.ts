import type { Cells } from './cells.ts'
import type { ForestSettings } from './forest-settings.ts'
import type { ModelCard, ModelMetrics, Provenance } from './model-schema.ts'
import { SPLIT_SEED, TEST_SHARE } from './patient-split.ts'
import type { ReadmissionTable } from './readmission-table.ts'

/** Who answers for a model unless told otherwise. */
export const DEFAULT_OWNER = 'HealthAlliance DataSpace'

/** What every model is for. */
export const INTENDED_USE =
  'Decision support at discharge: ranks inpatients by risk of readmission within 30 days, ' +
  'so that a team can offer follow-up to those who need it most. A clinician decides; the model ' +
  'must not be used to deny care, to discharge, or to rate staff or institutions.'

/** Where every model ends. */
export const LIMITS = [
  'Five coarse features: an area under the ROC curve of about .63 is what they can give.',
  'The score is class-balanced and no probability; only the calibrated probability is one.',
  'Calibration holds for hospitals like those of training; watch drift and recalibrate elsewhere.',
  'Contributions say what the forest used, not what causes readmission.',
  'Trees are aggregates over at least the minimum number of stays a leaf, which is no formal ' +
    'guarantee of anonymity.',
]

/** Stays that take no part in training. */
export const EXCLUSIONS = [
  'Stays that ended in death or in discharge to a hospice.',
  'Stays without a recorded gender of male or female took no part in training.',
]

/** What a card is written from. */
export interface CardInput {
  table: ReadmissionTable
  cells: Cells
  settings: ForestSettings
  metrics: ModelMetrics
  provenance: Provenance
  owner: string
}

/** Writes the model card: what the model is for, what it has seen, how good it is, where it ends. */
export function writeCard(input: CardInput): ModelCard {
  const { table, cells, settings, metrics, provenance, owner } = input
  const readmitted = cells.rows.reduce((sum, row) => sum + (table.readmitted[row] as number), 0)
  return {
    intendedUse: INTENDED_USE,
    population: provenance.population,
    exclusions: [...EXCLUSIONS],
    trainingWindow: provenance.window,
    data: {
      ...provenance,
      stays: table.rows,
      patients: table.patients,
      institutions: [...table.institutions],
      droppedExpired: table.dropped.expired,
      droppedGenderUnknown: table.dropped.genderUnknown,
    },
    split: {
      by: 'patient',
      rule: `held out if MurmurHash3 (32 bits, seed ${SPLIT_SEED}) of the patient id < ${TEST_SHARE} * 2^32`,
      testShare: TEST_SHARE,
    },
    training: { stays: cells.rows.length, readmitted, cells: cells.count },
    settings,
    metrics,
    limits: [...LIMITS],
    owner,
  }
}
