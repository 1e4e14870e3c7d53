import type { Counts } from './best-split.ts'
import type { Cells } from './cells.ts'
import type { RandomSource } from './random-source.ts'

/** The stays one tree grows from, as counts of each cell. Reused from tree to tree. */
export interface Bag {
  /** How often each row of `Cells.rows` was drawn. */
  draws: Uint8Array
  /** Number of cells with at least one stay in the bag. */
  size: number
  /** Those cells. */
  cell: Int32Array
  /** By position in `cell`: stays without readmission, each as often as it was drawn. */
  negatives: Int32Array
  /** By position in `cell`: stays with readmission, each as often as it was drawn. */
  positives: Int32Array
  /** By position in `cell`: different stays, however often drawn. */
  stays: Int32Array
  /** Sums of the three over all cells in the bag. */
  total: Counts
}

/** A bag for these cells, still empty. */
export function emptyBag(cells: Cells): Bag {
  return {
    draws: new Uint8Array(cells.rows.length),
    size: 0,
    cell: new Int32Array(cells.count),
    negatives: new Int32Array(cells.count),
    positives: new Int32Array(cells.count),
    stays: new Int32Array(cells.count),
    total: { negatives: 0, positives: 0, stays: 0 },
  }
}

/** Draws as many stays as there are, with replacement, into the bag. */
export function drawBootstrap(bag: Bag, cells: Cells, random: RandomSource): void {
  const { draws } = bag
  draws.fill(0)
  // 255 draws of one stay would need a table and a luck that no computer will ever see.
  for (let i = draws.length; i > 0; i--) {
    const row = random.below(draws.length)
    draws[row] = (draws[row] ?? 0) + 1
  }
  countCells(bag, cells)
}

/** Puts every stay into the bag once. */
export function takeAll(bag: Bag, cells: Cells): void {
  bag.draws.fill(1)
  countCells(bag, cells)
}

/** Adds 1 for a stay drawn at all without a branch, which a processor would guess wrong too often. */
function countCells(bag: Bag, cells: Cells): void {
  const total = { negatives: 0, positives: 0, stays: 0 }
  let size = 0
  for (let cell = 0; cell < cells.count; cell++) {
    const start = cells.starts[cell] ?? 0
    const middle = cells.positiveStarts[cell] ?? 0
    const end = cells.starts[cell + 1] ?? 0
    let negatives = 0
    let positives = 0
    let stays = 0
    for (let i = start; i < middle; i++) {
      const drawn = bag.draws[i] ?? 0
      negatives += drawn
      stays += (drawn + 255) >> 8
    }
    for (let i = middle; i < end; i++) {
      const drawn = bag.draws[i] ?? 0
      positives += drawn
      stays += (drawn + 255) >> 8
    }
    if (stays === 0) continue
    bag.cell[size] = cell
    bag.negatives[size] = negatives
    bag.positives[size] = positives
    bag.stays[size++] = stays
    total.negatives += negatives
    total.positives += positives
    total.stays += stays
  }
  bag.size = size
  bag.total = total
}
