import { type CompiledForest, LEAF_WIDTH } from './compiled-forest.ts'

/** The leaf that codes end in, starting at a root. */
function leafAt({ nodes, depth }: CompiledForest, root: number, codes: Int32Array): number {
  let node = root
  for (let step = 0; step < depth; step++) {
    const test = nodes[2 * node] as number
    const isRight = (codes[test >> 16] as number) > (test & 0xffff)
    node = (nodes[2 * node + 1] as number) + (isRight ? 1 : 0)
  }
  return node
}

/** Mean score of the codes over all trees. */
export function scoreCodes(compiled: CompiledForest, codes: Int32Array): number {
  const { roots, leafOf, leaves } = compiled
  let score = 0
  for (let tree = 0; tree < roots.length; tree++) {
    const leaf = leafAt(compiled, roots[tree] as number, codes)
    score += leaves[leafOf[leaf] as number] as number
  }
  return score / roots.length
}

/** Adds score and contributions of the codes, each times `weight`, to the LEAF_WIDTH sums. */
export function explainCodes(
  compiled: CompiledForest,
  codes: Int32Array,
  { sums, weight }: { sums: Float64Array; weight: number },
): void {
  const { roots, leafOf, leaves } = compiled
  const scale = weight / roots.length
  for (let tree = 0; tree < roots.length; tree++) {
    const row = leafOf[leafAt(compiled, roots[tree] as number, codes)] as number
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
  const { roots, leafOf, leaves } = compiled
  let positive = 0
  let last = false
  for (const root of roots) {
    const row = leafOf[leafAt(compiled, root, codes)] as number
    last = (leaves[row] as number) > 0.5
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
        const isRight = (packed[row * 5 + (test >> 16)] as number) > (test & 0xffff)
        node = (nodes[2 * node + 1] as number) + (isRight ? 1 : 0)
      }
      scores[row] = (scores[row] as number) + (leaves[leafOf[node] as number] as number)
    }
  }
  for (let row = 0; row < rows; row++) scores[row] = (scores[row] as number) / roots.length
  return scores
}
