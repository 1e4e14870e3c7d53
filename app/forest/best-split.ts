import { type Bins, MAXIMUM_BINS } from './bins.ts'

/** Class counts of a node, the negative and positive copies and the different stays. */
export interface Counts {
  negatives: number
  positives: number
  stays: number
}

/** A cut of a node in two: codes up to `code` go left. */
export interface Split {
  feature: number
  code: number
  threshold: number
  left: Counts
  /** Higher is better; comes to the same order as the decrease of Gini impurity. */
  quality: number
}

/** What a search for splits keeps to. */
export interface SplitRule {
  classWeights: readonly [number, number]
  minLeaf: number
}

/** Class counts by code of one feature in one node: three numbers a bin. */
export class Histogram {
  private readonly counts = new Int32Array(MAXIMUM_BINS * 3)

  clear(bins: number): void {
    this.counts.fill(0, 0, bins * 3)
  }

  add(
    codes: Uint8Array,
    items: Int32Array,
    bag: { negatives: Int32Array; positives: Int32Array; stays: Int32Array },
  ): void {
    const { counts } = this
    const { negatives, positives, stays } = bag
    for (let i = 0; i < items.length; i++) {
      const item = items[i] as number
      const slot = (codes[item] as number) * 3
      counts[slot] = (counts[slot] as number) + (negatives[item] as number)
      counts[slot + 1] = (counts[slot + 1] as number) + (positives[item] as number)
      counts[slot + 2] = (counts[slot + 2] as number) + (stays[item] as number)
    }
  }

  /**
   * The best cut of this feature, `undefined` if none leaves enough stays on both sides, or
   * `'constant'` if all stays have one value. The first of equally good cuts wins.
   */
  bestSplit(feature: number, { total, bins, rule }: SplitSearch): Split | 'constant' | undefined {
    const { counts } = this
    const [negativeWeight, positiveWeight] = rule.classWeights
    let [negatives, positives, stays] = [0, 0, 0]
    let previous = -1
    let best: Split | undefined
    for (let code = 0; code < bins.lowest.length; code++) {
      const here = counts[code * 3 + 2] as number
      if (here === 0) continue
      if (stays >= rule.minLeaf && total.stays - stays >= rule.minLeaf) {
        const quality =
          concentration(negatives * negativeWeight, positives * positiveWeight) +
          concentration(
            (total.negatives - negatives) * negativeWeight,
            (total.positives - positives) * positiveWeight,
          )
        if (best === undefined || quality > best.quality) {
          best = {
            feature,
            quality,
            left: { negatives, positives, stays },
            ...cut(bins, previous, code),
          }
        }
      }
      negatives += counts[code * 3] as number
      positives += counts[code * 3 + 1] as number
      stays += here
      if (previous === -1 && stays === total.stays) return 'constant'
      previous = code
    }
    return best
  }
}

/** The node and feature a search looks at. */
export interface SplitSearch {
  total: Counts
  bins: Bins
  rule: SplitRule
}

/** Sum of squared class weights over their sum: what maximising leaves of the Gini impurity. */
function concentration(negatives: number, positives: number): number {
  return (negatives * negatives + positives * positives) / (negatives + positives)
}

/**
 * The cut midway between two codes that follow each other in a node. scikit-learn sends a value
 * equal to the midpoint left and ml-random-forest right; half a unit above the whole number, both
 * agree. Where bins span several values the cut keeps to their edges.
 */
function cut(bins: Bins, below: number, above: number): { code: number; threshold: number } {
  const midpoint = Math.floor(((bins.highest[below] ?? 0) + (bins.lowest[above] ?? 0)) / 2)
  let code = below
  while ((bins.lowest[code + 1] ?? Number.POSITIVE_INFINITY) <= midpoint) code++
  return { code, threshold: Math.max(midpoint, bins.highest[code] ?? 0) + 0.5 }
}
