import { FEATURES, type Feature } from '../forest/features.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { cappedStays } from './capped-stays.ts'
import { microEpsilon, type PrivateContract } from './contract.ts'
import { binsBetween, GRID_EDGES } from './domain.ts'
import { geometricNoise, noiseRate, type UniformSource } from './geometric-noise.ts'

/** The grid's bins, in the order of FEATURES. */
export const GRID_BINS = binsBetween(GRID_EDGES)

const SIZES = GRID_BINS.map(({ lowest }) => lowest.length)

/** Number of cells of the grid. */
export const GRID_CELLS = SIZES.reduce((product, size) => product * size, 1)

/** Stays of both outcomes in each cell of the grid. */
export interface GridCounts {
  negatives: number[]
  positives: number[]
}

/** The bin of each feature that a cell is in. */
export function binsOfCell(cell: number): number[] {
  const bins: number[] = []
  let rest = cell
  for (const size of SIZES.toReversed()) {
    bins.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return bins
}

/** Counts of a table's rows. */
export function countCells(table: ReadmissionTable, rows: Uint32Array): GridCounts {
  const counts: GridCounts = {
    negatives: new Array<number>(GRID_CELLS).fill(0),
    positives: new Array<number>(GRID_CELLS).fill(0),
  }
  for (const row of rows) {
    let cell = 0
    FEATURES.forEach((feature, index) => {
      const code = GRID_BINS[index]?.codeOf[table.features[feature][row] as number] as number
      cell = cell * (SIZES[index] as number) + code
    })
    const side = table.readmitted[row] === 1 ? counts.positives : counts.negatives
    side[cell] = (side[cell] as number) + 1
  }
  return counts
}

/**
 * Counts an institution's stays on the public grid, with noise on every count of every cell, empty
 * ones included. The grid is one tree whose splits nobody's data decides, and each stay is in one
 * leaf of it; a patient has at most `staysPerPatient` stays there. So the counts are differentially
 * private for the contract's epsilon and each patient: whether he is in the data changes the
 * probability of no outcome by more than the factor exp(epsilon).
 */
export function privateGrid(
  { table, rows }: { table: ReadmissionTable; rows: Uint32Array },
  contract: PrivateContract,
  uniform?: UniformSource,
): GridCounts {
  const { staysPerPatient, seed } = contract
  const { negatives, positives } = countCells(
    table,
    cappedStays(table, rows, { most: staysPerPatient, seed }),
  )
  const rate = noiseRate(microEpsilon(contract), staysPerPatient)
  const noisy = (count: number): number => count + geometricNoise(rate, uniform)
  return { negatives: negatives.map(noisy), positives: positives.map(noisy) }
}

/** Counts of both outcomes together by bin of each feature. */
export function marginalsOf({ negatives, positives }: GridCounts): Record<Feature, number[]> {
  const marginals = GRID_BINS.map(({ lowest }) => new Array<number>(lowest.length).fill(0))
  negatives.forEach((count, cell) => {
    const stays = count + (positives[cell] as number)
    binsOfCell(cell).forEach((bin, feature) => {
      const counts = marginals[feature] as number[]
      counts[bin] = (counts[bin] as number) + stays
    })
  })
  return Object.fromEntries(
    FEATURES.map((feature, index) => [feature, marginals[index]]),
  ) as Record<Feature, number[]>
}
