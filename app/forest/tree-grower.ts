import type { Bag } from './bag.ts'
import { type Counts, Histogram, type Split, type SplitRule } from './best-split.ts'
import type { Bins } from './bins.ts'
import type { Cells } from './cells.ts'
import type { ForestBuilder, NodeSummary } from './forest.ts'
import type { ForestSettings } from './forest-settings.ts'
import type { RandomSource } from './random-source.ts'

/** A node whose stays are `items[start..end)`. */
interface OpenNode {
  node: number
  depth: number
  start: number
  end: number
  counts: Counts
}

/** Grows trees from bags of cells; its buffers are reused from tree to tree. */
export class TreeGrower {
  private readonly cells: Cells
  private readonly settings: ForestSettings
  private readonly rule: SplitRule
  private readonly histogram = new Histogram()
  private readonly items: Int32Array
  private readonly moved: Int32Array
  private readonly codes: Uint8Array[]
  private readonly untried: number[] = []

  constructor(cells: Cells, settings: ForestSettings) {
    this.cells = cells
    this.settings = settings
    this.rule = { classWeights: cells.classWeights, minLeaf: settings.minLeaf }
    this.items = new Int32Array(cells.count)
    this.moved = new Int32Array(cells.count)
    this.codes = cells.codes.map(() => new Uint8Array(cells.count))
  }

  /** Adds one tree, grown from the bag, to the builder. */
  grow(bag: Bag, random: RandomSource, builder: ForestBuilder): void {
    this.load(bag)
    const counts = bag.total
    const root = builder.addRoot(this.summary(counts))
    const open: OpenNode[] = [{ node: root, depth: 0, start: 0, end: bag.size, counts }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const split = this.isFinal(next) ? undefined : this.chooseSplit(next, bag, random)
      if (split === undefined) continue
      const { left: leftCounts } = split
      const rightCounts = minus(next.counts, leftCounts)
      const middle = this.partition(next, split)
      const child = builder.split(next.node, split, [
        this.summary(leftCounts),
        this.summary(rightCounts),
      ])
      const depth = next.depth + 1
      open.push({ node: child + 1, depth, start: middle, end: next.end, counts: rightCounts })
      open.push({ node: child, depth, start: next.start, end: middle, counts: leftCounts })
    }
  }

  /** Copies the codes of the bag's cells next to each other: that is what the loops below read. */
  private load(bag: Bag): void {
    for (let i = 0; i < bag.size; i++) this.items[i] = i
    this.codes.forEach((codes, feature) => {
      const source = this.cells.codes[feature] as Uint8Array
      for (let i = 0; i < bag.size; i++) codes[i] = source[bag.cell[i] as number] as number
    })
  }

  private isFinal({ depth, counts }: OpenNode): boolean {
    return (
      depth === this.settings.maxDepth ||
      counts.stays < 2 * this.settings.minLeaf ||
      counts.negatives === 0 ||
      counts.positives === 0
    )
  }

  /**
   * Draws features without replacement until `featuresPerSplit` are seen and at least one of them
   * varies in this node, as scikit-learn's BestSplitter does.
   */
  private chooseSplit(open: OpenNode, bag: Bag, random: RandomSource): Split | undefined {
    const items = this.items.subarray(open.start, open.end)
    let best: Split | undefined
    let visited = 0
    let varying = 0
    const untried = this.untried
    untried.length = 0
    for (let feature = 0; feature < this.codes.length; feature++) untried.push(feature)
    while (untried.length > 0 && (visited < this.settings.featuresPerSplit || varying === 0)) {
      const drawn = random.below(untried.length)
      const feature = untried[drawn] as number
      untried[drawn] = untried[untried.length - 1] as number
      untried.pop()
      visited++
      const bins = this.cells.bins[feature] as Bins
      this.histogram.clear(bins.lowest.length)
      this.histogram.add(this.codes[feature] as Uint8Array, items, bag)
      const split = this.histogram.bestSplit(feature, { total: open.counts, bins, rule: this.rule })
      if (split === 'constant') continue
      varying++
      if (split !== undefined && (best === undefined || split.quality > best.quality)) best = split
    }
    return best
  }

  /** Moves the items that go left to the front, keeping the order on both sides. */
  private partition({ start, end }: OpenNode, { feature, code }: Split): number {
    const { items, moved } = this
    const codes = this.codes[feature] as Uint8Array
    let left = start
    let right = 0
    for (let i = start; i < end; i++) {
      const item = items[i] as number
      if ((codes[item] as number) <= code) items[left++] = item
      else moved[right++] = item
    }
    for (let i = 0; i < right; i++) items[left + i] = moved[i] as number
    return left
  }

  private summary({ negatives, positives, stays }: Counts): NodeSummary {
    const [negativeWeight, positiveWeight] = this.rule.classWeights
    const weighted = positives * positiveWeight
    return { value: weighted / (negatives * negativeWeight + weighted), cover: stays }
  }
}

const minus = (all: Counts, part: Counts): Counts => ({
  negatives: all.negatives - part.negatives,
  positives: all.positives - part.positives,
  stays: all.stays - part.stays,
})
