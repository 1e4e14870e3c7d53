import { auc } from '../../app/evaluation/metrics.ts'
import { takeRows } from '../../app/evaluation/rows.ts'
import { makeContract } from '../../app/federation/contract.ts'
import { makeContribution } from '../../app/federation/contribution.ts'
import { forestFromJson, mergeContributions } from '../../app/federation/draft.ts'
import { UNCALIBRATED } from '../../app/federation/uncalibrated.ts'
import { encodeCells } from '../../app/forest/cells.ts'
import { FEATURES, type Feature } from '../../app/forest/features.ts'
import type { Forest } from '../../app/forest/forest.ts'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { growForest } from '../../app/forest/grow-forest.ts'
import { splitByPatient } from '../../app/forest/patient-split.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
import { readTable } from '../../app/forest/read-table.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { readmissionCsv } from '../shared-data.ts'
import { atLeast, type Bench, type BenchRow } from './bench.ts'

/** Every patient judges once: fold by fold another fifth of the hash is held out. */
const FOLDS = 5
const EPSILON = 1

/** The table with its patients' keys turned by a share of their range. */
function turned(table: ReadmissionTable, fold: number): ReadmissionTable {
  const by = Math.floor((fold * 2 ** 32) / FOLDS)
  return { ...table, patientKeys: table.patientKeys.map((key) => (key + by) % 2 ** 32) }
}

function rowsOf(table: ReadmissionTable, institution: string, rows?: Uint32Array): Uint32Array {
  const index = table.institutions.indexOf(institution)
  const all = rows ?? Uint32Array.from({ length: table.rows }, (_, row) => row)
  return all.filter((row) => table.institution[row] === index)
}

/** One institution's part of a table. */
function partOf(table: ReadmissionTable, institution: string): ReadmissionTable {
  const rows = rowsOf(table, institution)
  const features = Object.fromEntries(
    FEATURES.map((name) => [name, Uint16Array.from(rows, (row) => table.features[name][row] ?? 0)]),
  ) as Record<Feature, Uint16Array>
  return {
    ...table,
    rows: rows.length,
    features,
    patient: Int32Array.from(rows, (row) => table.patient[row] ?? 0),
    institution: new Uint16Array(rows.length),
    institutions: [institution],
    readmitted: Uint8Array.from(rows, (row) => table.readmitted[row] ?? 0),
  }
}

function scoreOf(table: ReadmissionTable, forest: Forest, rows: Uint32Array): number {
  const stays = takeRows(table, rows)
  const predictor = createPredictor({ forest, manifest: UNCALIBRATED })
  return auc(stays.labels, predictor.scoreMany(stays.features))
}

/** As `dataspace train` would, with the leaves of a federation. */
const grown = (table: ReadmissionTable, rows: Uint32Array, seed: number): Forest =>
  growForest(encodeCells(table, rows), parseForestSettings({ minLeaf: 50, seed })).forest

function federated(table: ReadmissionTable, seed: number, epsilon: number | null): Forest {
  const contract = makeContract({ institutions: table.institutions, seed, epsilon })
  const files = table.institutions.map((institution) => ({
    name: institution,
    content: makeContribution({ contract, institution, table: partOf(table, institution) }),
  }))
  return forestFromJson(mergeContributions(files, contract).draft.merged)
}

/** Differences of AUC on the same held-out stays, fold by fold. */
type Differences = Record<string, number[]>

function judgeFold(table: ReadmissionTable, seed: number, found: Differences): void {
  const { train, test } = splitByPatient(table)
  const add = (name: string, value: number): void => {
    found[name] = [...(found[name] ?? []), value]
  }
  const merged = federated(table, seed, null)
  const central = scoreOf(table, grown(table, train, seed), test)
  add('central', central)
  add('merged', scoreOf(table, merged, test) - central)
  add('private', scoreOf(table, federated(table, seed, EPSILON), test) - central)
  for (const institution of table.institutions) {
    const alone = grown(table, rowsOf(table, institution, train), seed)
    const judging = rowsOf(table, institution, test)
    add(institution, scoreOf(table, merged, judging) - scoreOf(table, alone, judging))
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((a, b) => a + b, 0) / values.length

function standardError(values: readonly number[]): number {
  const centre = mean(values)
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(variance / (values.length - 1) / values.length)
}

function rowOf(name: string, values: readonly number[], target?: number): BenchRow {
  const folds = values.map((value) => value.toFixed(4)).join(', ')
  const error = values.length > 1 ? `standard error ${standardError(values).toFixed(4)}; ` : ''
  return {
    name,
    measured: mean(values),
    unit: 'AUC',
    notes: `${error}by fold ${folds}`,
    ...(target !== undefined && { target: atLeast(target) }),
  }
}

/** Federated training on the shipped table against one forest of all stays, and each alone. */
export const bench: Bench = {
  name: 'federation',
  title: 'Federated training, three institutions (an artificial assignment of patients)',
  run: async ({ quick, progress }) => {
    const file = readmissionCsv()
    if (file === undefined) {
      throw new Error('The shipped table is not at hand: set DATASPACE_TEST_DATA to its folder')
    }
    const table = await readTable(file)
    const found: Differences = {}
    for (let fold = 0; fold < (quick ? 1 : FOLDS); fold++) {
      judgeFold(turned(table, fold), 42 + fold, found)
      progress(`fold ${fold + 1}: merged ${found.merged?.at(-1)?.toFixed(4)} against central`)
    }
    return [
      rowOf('Central: one forest of all stays', found.central ?? []),
      rowOf('Merged, at least 50 patients a leaf, less central', found.merged ?? [], -0.003),
      rowOf(`Merged, epsilon ${EPSILON} a patient, less central`, found.private ?? [], -0.01),
      ...table.institutions
        .toSorted()
        .map((one) => rowOf(`At ${one}: merged less its own forest alone`, found[one] ?? [], 0)),
    ]
  },
}
