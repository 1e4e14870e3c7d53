import { type Bag, drawBootstrap, emptyBag, takeAll } from './bag.ts'
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
  const outOfBag = {
    score: new Float64Array(cells.rows.length),
    trees: new Uint16Array(cells.rows.length),
  }
  const cellScores = new CellScores(cells)
  for (let tree = 0; tree < settings.trees; tree++) {
    const random = new RandomSource(settings.seed, tree)
    if (settings.bootstrap) drawBootstrap(bag, cells, random)
    else takeAll(bag, cells)
    grower.grow(bag, random, builder)
    if (settings.bootstrap) {
      addOutOfBag(outOfBag, bag, { cells, scores: cellScores.of(builder.lastTree()) })
    }
    onTree?.(tree + 1)
  }
  for (let i = 0; i < outOfBag.score.length; i++) {
    outOfBag.score[i] = (outOfBag.score[i] as number) / (outOfBag.trees[i] as number)
  }
  return { forest: builder.finish(), outOfBag }
}

/** Scores cells by one tree at a time. */
class CellScores {
  /** One value a feature for each cell, cell by cell. */
  private readonly values: Uint16Array
  private readonly width: number
  private readonly scores: Float64Array

  constructor({ codes, bins, count }: Cells) {
    this.width = codes.length
    this.values = new Uint16Array(count * this.width)
    codes.forEach((column, feature) => {
      column.forEach((code, cell) => {
        this.values[cell * this.width + feature] = bins[feature]?.lowest[code] ?? 0
      })
    })
    this.scores = new Float64Array(count)
  }

  /** The value of the leaf that each cell ends in. */
  of({ roots, feature, threshold, left, value }: Forest): Float64Array {
    const { values, width, scores } = this
    const root = roots[0] as number
    for (let cell = 0; cell < scores.length; cell++) {
      const offset = cell * width
      let node = root
      let test = feature[node] as number
      while (test >= 0) {
        const isRight = (values[offset + test] as number) >= (threshold[node] as number)
        node = (left[node] as number) + (isRight ? 1 : 0)
        test = feature[node] as number
      }
      scores[cell] = value[node] as number
    }
    return scores
  }
}

/** Without a branch on the draw, which a processor would guess wrong in every third row. */
function addOutOfBag(
  { score, trees }: OutOfBag,
  { draws }: Bag,
  { cells, scores }: { cells: Cells; scores: Float64Array },
): void {
  for (let cell = 0; cell < cells.count; cell++) {
    const cellScore = scores[cell] as number
    const end = cells.starts[cell + 1] as number
    for (let i = cells.starts[cell] as number; i < end; i++) {
      const isOut = ((draws[i] as number) - 1) >>> 31
      score[i] = (score[i] as number) + isOut * cellScore
      trees[i] = (trees[i] as number) + isOut
    }
  }
}
