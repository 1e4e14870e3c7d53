import { type CompiledForest, LEAF_WIDTH } from './compiled-forest.ts'

/** Trees walked side by side: while one waits for memory, the others go on. */
const ABREAST = 4

/** Where the leaf of each tree starts in `leaves`, for the codes of one stay. */
function leafRows(compiled: CompiledForest, codes: Int32Array): Int32Array {
  const { roots, nodes, depth, leafOf, leafRow } = compiled
  const last = roots.length - 1
  for (let tree = 0; tree <= last; tree += ABREAST) {
    let a = roots[tree] as number
    let b = roots[Math.min(tree + 1, last)] as number
    let c = roots[Math.min(tree + 2, last)] as number
    let d = roots[Math.min(tree + 3, last)] as number
    for (let step = 0; step < depth; step++) {
      a = childOf(nodes, a, codes)
      b = childOf(nodes, b, codes)
      c = childOf(nodes, c, codes)
      d = childOf(nodes, d, codes)
    }
    leafRow[tree] = leafOf[a] as number
    leafRow[tree + 1] = leafOf[b] as number
    leafRow[tree + 2] = leafOf[c] as number
    leafRow[tree + 3] = leafOf[d] as number
  }
  return leafRow
}

/** Without a branch: the sign bit of the difference is 1 where the code is above that of the test. */
function childOf(nodes: Int32Array, node: number, codes: Int32Array): number {
  const test = nodes[2 * node] as number
  const isRight = ((test & 0xffff) - (codes[test >> 16] as number)) >>> 31
  return (nodes[2 * node + 1] as number) + isRight
}

/** Mean score of the codes over all trees. */
export function scoreCodes(compiled: CompiledForest, codes: Int32Array): number {
  const { roots, leaves } = compiled
  const rows = leafRows(compiled, codes)
  let score = 0
  for (let tree = 0; tree < roots.length; tree++) score += leaves[rows[tree] as number] as number
  return score / roots.length
}

/** Adds score and contributions of the codes, each times `weight`, to the LEAF_WIDTH sums. */
export function explainCodes(
  compiled: CompiledForest,
  codes: Int32Array,
  { sums, weight }: { sums: Float64Array; weight: number },
): void {
  const { roots, leaves } = compiled
  const rows = leafRows(compiled, codes)
  const scale = weight / roots.length
  for (let tree = 0; tree < roots.length; tree++) {
    const row = rows[tree] as number
    for (let i = 0; i < LEAF_WIDTH; i++) {
      sums[i] = (sums[i] as number) + scale * (leaves[row + i] as number)
    }
  }
}

/**
 * The class most trees vote for, as `RandomForestClassifier.predict` counts: a tree votes 1 if its
 * leaf's share is above one half, and with equal votes the class wins that was first to reach them,
 * which is the one the last tree did not vote for.
 */
export function voteCodes(compiled: CompiledForest, codes: Int32Array): 0 | 1 {
  const { roots, leaves } = compiled
  const rows = leafRows(compiled, codes)
  let positive = 0
  let last = false
  for (let tree = 0; tree < roots.length; tree++) {
    last = (leaves[rows[tree] as number] as number) > 0.5
    if (last) positive++
  }
  if (positive * 2 === roots.length) return last ? 0 : 1
  return positive * 2 > roots.length ? 1 : 0
}

/** Mean scores of many rows; `codes` holds one array a feature. Tree by tree, so each stays cached. */
export function scoreColumns(compiled: CompiledForest, codes: Uint16Array[]): Float64Array {
  const { roots, nodes, depth, leafOf, leaves } = compiled
  const [age, conditions, medications, encounters, gender] = codes as [
    Uint16Array,
    Uint16Array,
    Uint16Array,
    Uint16Array,
    Uint16Array,
  ]
  const rows = age.length
  const packed = new Int32Array(rows * 5)
  for (let row = 0; row < rows; row++) {
    packed[row * 5] = age[row] as number
    packed[row * 5 + 1] = conditions[row] as number
    packed[row * 5 + 2] = medications[row] as number
    packed[row * 5 + 3] = encounters[row] as number
    packed[row * 5 + 4] = gender[row] as number
  }
  const scores = new Float64Array(rows)
  for (const root of roots) {
    for (let row = 0; row < rows; row++) {
      let node = root
      for (let step = 0; step < depth; step++) {
        const test = nodes[2 * node] as number
        const isRight = ((test & 0xffff) - (packed[row * 5 + (test >> 16)] as number)) >>> 31
        node = (nodes[2 * node + 1] as number) + isRight
      }
      scores[row] = (scores[row] as number) + (leaves[leafOf[node] as number] as number)
    }
  }
  for (let row = 0; row < rows; row++) scores[row] = (scores[row] as number) / roots.length
  return scores
}
