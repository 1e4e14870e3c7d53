/**
 * Trees in flat arrays, one entry a node, all trees one after the other. The children of a node are
 * neighbours, so one index stands for both.
 */
export interface Forest {
  /** Root of each tree. */
  roots: Int32Array
  /** Index into FEATURES of the value a node looks at; -1 at a leaf. */
  feature: Int8Array
  /** Lower values go left, equal and higher ones right. 0 at a leaf. */
  threshold: Float64Array
  /** Index of the left child; the right one follows it. 0 at a leaf. */
  left: Int32Array
  /** Class-balanced share of readmitted stays among those that passed the node, 0 to 1. */
  value: Float64Array
  /** Different stays that passed the node in training. */
  cover: Int32Array
}

/** What is known of a node when it is added. */
export interface NodeSummary {
  value: number
  cover: number
}

/** Builds a forest node by node. */
export class ForestBuilder {
  private size = 0
  private readonly roots: number[] = []
  private feature = new Int8Array(1024)
  private threshold = new Float64Array(1024)
  private left = new Int32Array(1024)
  private value = new Float64Array(1024)
  private cover = new Int32Array(1024)

  /** Adds the root of the next tree, a leaf until it is split, and returns its index. */
  addRoot(summary: NodeSummary): number {
    this.roots.push(this.size)
    return this.add(summary)
  }

  /** Makes an inner node of a leaf; returns the index of its left child. */
  split(
    node: number,
    test: { feature: number; threshold: number },
    [left, right]: readonly [NodeSummary, NodeSummary],
  ): number {
    const child = this.add(left)
    this.add(right)
    this.feature[node] = test.feature
    this.threshold[node] = test.threshold
    this.left[node] = child
    return child
  }

  /** The tree added last, as a view that lasts until the next node is added. */
  lastTree(): Forest {
    const { feature, threshold, left, value, cover } = this
    return { roots: Int32Array.of(this.roots.at(-1) ?? 0), feature, threshold, left, value, cover }
  }

  /** The forest of all nodes added so far. */
  finish(): Forest {
    const { size } = this
    return {
      roots: Int32Array.from(this.roots),
      feature: this.feature.slice(0, size),
      threshold: this.threshold.slice(0, size),
      left: this.left.slice(0, size),
      value: this.value.slice(0, size),
      cover: this.cover.slice(0, size),
    }
  }

  private add({ value, cover }: NodeSummary): number {
    if (this.size === this.feature.length) this.grow()
    this.feature[this.size] = -1
    this.value[this.size] = value
    this.cover[this.size] = cover
    return this.size++
  }

  private grow(): void {
    const capacity = this.size * 2
    const { feature, threshold, left, value, cover } = this
    this.feature = new Int8Array(capacity)
    this.feature.set(feature)
    this.threshold = new Float64Array(capacity)
    this.threshold.set(threshold)
    this.left = new Int32Array(capacity)
    this.left.set(left)
    this.value = new Float64Array(capacity)
    this.value.set(value)
    this.cover = new Int32Array(capacity)
    this.cover.set(cover)
  }
}
