import { FEATURE_BOUNDS, FEATURES, type Feature } from './features.ts'
import type { Forest } from './forest.ts'

/** Number of doubles a leaf keeps: its value and one contribution a feature. */
export const LEAF_WIDTH = 1 + FEATURES.length

/**
 * A forest as the machine likes it. Values become codes (the number of thresholds they reach, by
 * table), a node is two integers next to each other, and a leaf is its own left child: every walk
 * takes the same number of steps and needs no branch.
 */
export interface CompiledForest {
  roots: Int32Array
  /** Steps from a root to the deepest leaf. */
  depth: number
  /** Two entries a node: `feature << 16 | code` of the test, and the left child. */
  nodes: Int32Array
  /** Row of each leaf in `leaves`. */
  leafOf: Int32Array
  /** Room for the leaf of each tree, rounded up to a multiple of four; every walk overwrites it. */
  leafRow: Int32Array
  /** LEAF_WIDTH entries a leaf: value, then what each feature contributed on the way from the root. */
  leaves: Float64Array
  /** By feature: the code of each allowed value. */
  codeOf: Uint16Array[]
  /** By feature: number of different codes. */
  codes: number[]
  /** Mean value of the roots: the score before anything is known of a patient. */
  baseline: number
}

/** A code no value reaches: the test of a leaf, which always goes left, to itself. */
const NEVER = 0xffff

/** Compiles a forest for serving. */
export function compileForest(forest: Forest): CompiledForest {
  const thresholds = FEATURES.map((_, index) => distinctThresholds(forest, index))
  const size = forest.feature.length
  const nodes = new Int32Array(2 * size)
  const leafOf = new Int32Array(size)
  let leafCount = 0
  for (let node = 0; node < size; node++) {
    const feature = forest.feature[node] as number
    if (feature < 0) {
      nodes[2 * node] = NEVER
      nodes[2 * node + 1] = node
      leafOf[node] = leafCount++ * LEAF_WIDTH
    } else {
      const threshold = forest.threshold[node] as number
      nodes[2 * node] = (feature << 16) | (thresholds[feature]?.indexOf(threshold) ?? 0)
      nodes[2 * node + 1] = forest.left[node] as number
    }
  }
  const leaves = new Float64Array(leafCount * LEAF_WIDTH)
  const depth = fillLeaves(forest, { leafOf, leaves })
  const sum = forest.roots.reduce((total, root) => total + (forest.value[root] as number), 0)
  return {
    roots: forest.roots,
    depth,
    nodes,
    leafOf,
    leafRow: new Int32Array(Math.ceil(forest.roots.length / 4) * 4),
    leaves,
    codeOf: FEATURES.map((feature, index) => codeTable(feature, thresholds[index] ?? [])),
    codes: thresholds.map((cuts) => cuts.length + 1),
    baseline: sum / forest.roots.length,
  }
}

function distinctThresholds({ feature, threshold }: Forest, wanted: number): number[] {
  const distinct = new Set<number>()
  feature.forEach((index, node) => {
    if (index === wanted) distinct.add(threshold[node] as number)
  })
  return [...distinct].sort((a, b) => a - b)
}

function codeTable(feature: Feature, thresholds: number[]): Uint16Array {
  return Uint16Array.from(
    { length: FEATURE_BOUNDS[feature].max + 1 },
    (_, value) => thresholds.filter((threshold) => value >= threshold).length,
  )
}

/** Walks every path once: a step's change of value is the contribution of the feature it tested. */
function fillLeaves(
  forest: Forest,
  { leafOf, leaves }: { leafOf: Int32Array; leaves: Float64Array },
): number {
  let deepest = 0
  for (const root of forest.roots) {
    const open = [{ node: root, depth: 0, sums: FEATURES.map(() => 0) }]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { node, depth, sums } = next
      const value = forest.value[node] as number
      const feature = forest.feature[node] as number
      if (feature < 0) {
        leaves.set([value, ...sums], leafOf[node])
        deepest = Math.max(deepest, depth)
        continue
      }
      const left = forest.left[node] as number
      for (const child of [left, left + 1]) {
        const change = (forest.value[child] as number) - value
        open.push({
          node: child,
          depth: depth + 1,
          sums: sums.with(feature, (sums[feature] ?? 0) + change),
        })
      }
    }
  }
  return deepest
}
