import { type Bins, binValues } from './bins.ts'
import { FEATURES } from './features.ts'
import type { ReadmissionTable } from './readmission-table.ts'

/**
 * Stays merged into cells of identical feature codes. A tree cannot tell the stays of a cell apart,
 * so it grows from cells: the public table's 80,000 stays are 12,000 of them.
 */
export interface Cells {
  /** Number of cells. */
  count: number
  bins: Bins[]
  /** One array a feature: the code of each cell. */
  codes: Uint8Array[]
  /** The rows of the table, sorted by cell, and within one by label: negatives first. */
  rows: Uint32Array
  /** Where each cell starts in `rows`, with one more entry for the end of the last. */
  starts: Int32Array
  /** Where the positives of each cell start in `rows`. */
  positiveStarts: Int32Array
  /** Weight of a negative and of a positive stay: n / (2 n_class), as 'balanced' in scikit-learn. */
  classWeights: readonly [number, number]
}

/**
 * Encodes the given rows of a table. The order of the cells depends on their content alone.
 * `bins`, one a feature, are those of the rows' own values unless others are given.
 * Throws RangeError unless both labels occur.
 */
export function encodeCells(
  table: ReadmissionTable,
  rows: Uint32Array,
  bins: Bins[] = FEATURES.map((feature) => binValues(table.features[feature], rows)),
): Cells {
  const keys = cellKeys(table, rows, bins)
  const { distinct, cells } = rankKeys(keys)
  const sorted = sortByCell(table.readmitted, rows, { cells, count: distinct.length })
  const positives = rows.reduce((sum, row) => sum + (table.readmitted[row] ?? 0), 0)
  const negatives = rows.length - positives
  if (positives === 0 || negatives === 0) {
    throw new RangeError('stays with and without readmission are needed, got only one of the two')
  }
  return {
    ...sorted,
    count: distinct.length,
    bins,
    codes: decodeKeys(distinct, bins),
    classWeights: [rows.length / (2 * negatives), rows.length / (2 * positives)],
  }
}

/** One number a row that stands for its codes: at most 256^5, so a double holds it exactly. */
function cellKeys(table: ReadmissionTable, rows: Uint32Array, bins: Bins[]): Float64Array {
  const keys = new Float64Array(rows.length)
  FEATURES.forEach((feature, index) => {
    const column = table.features[feature]
    const { codeOf, lowest } = bins[index] as Bins
    for (let i = 0; i < rows.length; i++) {
      const code = codeOf[column[rows[i] ?? 0] ?? 0] ?? 0
      keys[i] = (keys[i] ?? 0) * lowest.length + code
    }
  })
  return keys
}

/** The distinct keys in ascending order, and the rank of each row's key among them. */
function rankKeys(keys: Float64Array): { distinct: Float64Array; cells: Int32Array } {
  const seen = new Map<number, number>()
  const cells = new Int32Array(keys.length)
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] as number
    let index = seen.get(key)
    if (index === undefined) {
      index = seen.size
      seen.set(key, index)
    }
    cells[row] = index
  }
  const distinct = Float64Array.from(seen.keys()).sort()
  const rankOf = new Int32Array(distinct.length)
  for (let rank = 0; rank < distinct.length; rank++) {
    rankOf[seen.get(distinct[rank] as number) as number] = rank
  }
  for (let row = 0; row < cells.length; row++) cells[row] = rankOf[cells[row] as number] as number
  return { distinct, cells }
}

function decodeKeys(keys: Float64Array, bins: Bins[]): Uint8Array[] {
  const codes = bins.map(() => new Uint8Array(keys.length))
  keys.forEach((key, cell) => {
    let rest = key
    for (let index = bins.length - 1; index >= 0; index--) {
      const size = bins[index]?.lowest.length ?? 1
      const column = codes[index]
      if (column !== undefined) column[cell] = rest % size
      rest = Math.floor(rest / size)
    }
  })
  return codes
}

/** Counting sort of the rows by cell and label; rows that agree in both keep their order. */
function sortByCell(
  labels: Uint8Array,
  rows: Uint32Array,
  { cells, count }: { cells: Int32Array; count: number },
): Pick<Cells, 'rows' | 'starts' | 'positiveStarts'> {
  const next = new Int32Array(2 * count + 1)
  const slot = (i: number): number => 2 * (cells[i] ?? 0) + (labels[rows[i] ?? 0] ?? 0)
  for (let i = 0; i < rows.length; i++) next[slot(i) + 1] = (next[slot(i) + 1] ?? 0) + 1
  for (let i = 0; i < 2 * count; i++) next[i + 1] = (next[i + 1] ?? 0) + (next[i] ?? 0)
  const starts = Int32Array.from({ length: count + 1 }, (_, cell) => next[2 * cell] ?? 0)
  const positiveStarts = Int32Array.from({ length: count }, (_, cell) => next[2 * cell + 1] ?? 0)
  const sorted = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const position = next[slot(i)] ?? 0
    sorted[position] = rows[i] ?? 0
    next[slot(i)] = position + 1
  }
  return { rows: sorted, starts, positiveStarts }
}
