import { drawBootstrap, emptyBag, takeAll } from './bag.ts'
import type { Cells } from './cells.ts'
import { type Forest, ForestBuilder } from './forest.ts'
import type { ForestSettings } from './forest-settings.ts'
import { RandomSource } from './random-source.ts'
import { TreeGrower } from './tree-grower.ts'

/** Scores of stays by the trees that did not learn from them, by position in `Cells.rows`. */
export interface OutOfBag {
  /** Mean score; meaningless where `trees` is 0. */
  score: Float64Array
  /** Number of trees the mean is over. */
  trees: Uint16Array
}

/**
 * Grows a random forest. The trees depend on the cells and the settings alone, never on time,
 * machine or order of growth. `onTree` is called after each tree with the number of trees so far.
 */
export function growForest(
  cells: Cells,
  settings: ForestSettings,
  onTree?: (trees: number) => void,
): { forest: Forest; outOfBag: OutOfBag } {
  const builder = new ForestBuilder()
  const grower = new TreeGrower(cells, settings)
  const bag = emptyBag(cells)
  const sums = new OutOfBagSums(cells)
  for (let tree = 0; tree < settings.trees; tree++) {
    const random = new RandomSource(settings.seed, tree)
    if (settings.bootstrap) drawBootstrap(bag, cells, random)
    else takeAll(bag, cells)
    grower.grow(bag, random, builder)
    if (settings.bootstrap) sums.add(builder.lastTree(), bag.draws)
    onTree?.(tree + 1)
  }
  const score = sums.score.map((sum, row) => sum / (sums.trees[row] as number))
  return { forest: builder.finish(), outOfBag: { score, trees: sums.trees } }
}

/** Adds up what each tree gives the stays it did not learn from. */
class OutOfBagSums {
  readonly score: Float64Array
  readonly trees: Uint16Array
  private readonly cells: Cells
  /** One value a feature for each cell, cell by cell. */
  private readonly values: Uint16Array

  constructor(cells: Cells) {
    this.cells = cells
    this.score = new Float64Array(cells.rows.length)
    this.trees = new Uint16Array(cells.rows.length)
    const width = cells.codes.length
    this.values = new Uint16Array(cells.count * width)
    cells.codes.forEach((column, feature) => {
      column.forEach((code, cell) => {
        this.values[cell * width + feature] = cells.bins[feature]?.lowest[code] ?? 0
      })
    })
  }

  /** Adds one tree, given the draws it grew from. */
  add(tree: Forest, draws: Uint8Array): void {
    const { cells, score, trees } = this
    for (let cell = 0; cell < cells.count; cell++) {
      const start = cells.starts[cell] as number
      const end = cells.starts[cell + 1] as number
      let out = 0
      for (let i = start; i < end; i++) out += ((draws[i] as number) - 1) >>> 31
      if (out === 0) continue
      const cellScore = this.scoreOf(cell, tree)
      // Without a branch on the draw, which a processor would guess wrong in every third row.
      for (let i = start; i < end; i++) {
        const isOut = ((draws[i] as number) - 1) >>> 31
        score[i] = (score[i] as number) + isOut * cellScore
        trees[i] = (trees[i] as number) + isOut
      }
    }
  }

  /** The value of the leaf that a cell ends in. */
  private scoreOf(cell: number, { roots, feature, threshold, left, value }: Forest): number {
    const offset = cell * this.cells.codes.length
    let node = roots[0] as number
    let test = feature[node] as number
    while (test >= 0) {
      const isRight = (this.values[offset + test] as number) >= (threshold[node] as number)
      node = (left[node] as number) + (isRight ? 1 : 0)
      test = feature[node] as number
    }
    return value[node] as number
  }
}
