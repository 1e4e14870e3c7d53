import { encodeCells } from '../forest/cells.ts'
import { FEATURES, type Feature } from '../forest/features.ts'
import type { Forest } from '../forest/forest.ts'
import { parseForestSettings } from '../forest/forest-settings.ts'
import { growForest } from '../forest/grow-forest.ts'
import { createPredictor } from '../forest/predictor.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import type { PrivateContract } from './contract.ts'
import { FederationError } from './federation-error.ts'
import { binsOfCell, GRID_BINS, type GridCounts } from './grid.ts'
import { UNCALIBRATED } from './uncalibrated.ts'

/** Cell by cell sum of all institutions' counts. */
export function sumGrids(grids: readonly GridCounts[]): GridCounts {
  const add = (side: keyof GridCounts): number[] =>
    (grids[0]?.[side] ?? []).map((_, cell) =>
      grids.reduce((sum, grid) => sum + (grid[side][cell] as number), 0),
    )
  return { negatives: add('negatives'), positives: add('positives') }
}

/**
 * The nearest counts that are none below 0 and have the same sum: cutting noise off at 0 alone would
 * add a stay to every empty cell. The projection onto a simplex (Duchi et al. 2008), then whole
 * numbers by largest remainder.
 */
export function withoutNegatives(counts: readonly number[]): number[] {
  const total = Math.max(
    0,
    counts.reduce((a, b) => a + b, 0),
  )
  if (total === 0) return counts.map(() => 0)
  const descending = counts.toSorted((a, b) => b - a)
  let sum = 0
  let shift = 0
  descending.forEach((count, index) => {
    sum += count
    const candidate = (sum - total) / (index + 1)
    if (count > candidate) shift = candidate
  })
  const exact = counts.map((count) => Math.max(0, count - shift))
  const whole = exact.map((value) => Math.floor(value + 1e-9))
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - (whole[index] as number) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  let left = total - whole.reduce((a, b) => a + b, 0)
  for (const { index } of byRemainder) {
    if (left-- <= 0) break
    whole[index] = (whole[index] as number) + 1
  }
  return whole
}

/** A forest and where its scores are divided for counting. */
export interface GridForest {
  forest: Forest
  /** Ascending, within 0 and 1, both left out. */
  edges: number[]
}

/**
 * Grows a forest from private counts. All it reads is already private, so the forest is, too, and
 * growing it costs nothing more.
 */
export function forestOfGrid(counts: GridCounts, contract: PrivateContract): GridForest {
  const { trees, maxDepth, minLeaf, seed } = contract
  const table = tableOf(counts)
  const rows = Uint32Array.from({ length: table.rows }, (_, row) => row)
  const settings = parseForestSettings({ trees, maxDepth, minLeaf, seed })
  try {
    const { forest } = growForest(encodeCells(table, rows, GRID_BINS), settings)
    return { forest, edges: scoreEdges(forest, table) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new FederationError('merge: too few stays are left under the noise to learn from', {
      cause: error,
    })
  }
}

/** Slices that scores are counted in: few, so that each has more stays than noise. */
const SLICES = 10

/** Scores between which equal numbers of the counted stays fall. */
function scoreEdges(forest: Forest, { features }: ReadmissionTable): number[] {
  const scores = createPredictor({ forest, manifest: UNCALIBRATED }).scoreMany(features).sort()
  const edges = Array.from({ length: SLICES - 1 }, (_, index) => {
    const score = scores[Math.floor(((index + 1) * scores.length) / SLICES)] as number
    return Number(score.toFixed(4))
  })
  return [...new Set(edges)].filter((edge) => edge > 0 && edge < 1)
}

/** A table of as many stays as were counted, each at the lower edge of its bins. */
function tableOf({ negatives, positives }: GridCounts): ReadmissionTable {
  const cells: number[] = []
  const labels: number[] = []
  for (const [label, counts] of [negatives, positives].entries()) {
    withoutNegatives(counts).forEach((count, cell) => {
      for (let stay = 0; stay < count; stay++) {
        cells.push(cell)
        labels.push(label)
      }
    })
  }
  const binsOfCells = cells.map(binsOfCell)
  const column = (index: number): Uint16Array =>
    Uint16Array.from(binsOfCells, (bins) => GRID_BINS[index]?.lowest[bins[index] as number] ?? 0)
  return {
    rows: cells.length,
    patient: Int32Array.from(cells.keys()),
    patients: cells.length,
    patientKeys: Uint32Array.from(cells.keys()),
    institution: new Uint16Array(cells.length),
    institutions: ['all'],
    features: Object.fromEntries(
      FEATURES.map((feature, index) => [feature, column(index)]),
    ) as Record<Feature, Uint16Array>,
    readmitted: Uint8Array.from(labels),
    dropped: { expired: 0, genderUnknown: 0 },
  }
}
