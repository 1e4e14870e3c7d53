import { type Forest, ForestBuilder } from '../forest/forest.ts'
import { type ContributedTree, isLeaf, rightChildren } from './contributed-tree.ts'

/** Readmitted and other stays of all institutions: what a leaf's counts are weighed against. */
export interface Totals {
  negatives: number
  positives: number
}

/** Trees of one institution with its totals. */
export interface Share extends Totals {
  trees: readonly ContributedTree[]
}

/** Sum of the shares' totals. */
export const totalsOf = (shares: readonly Totals[]): Totals => ({
  negatives: shares.reduce((sum, { negatives }) => sum + negatives, 0),
  positives: shares.reduce((sum, { positives }) => sum + positives, 0),
})

/**
 * How many of `trees` trees come from each institution: in proportion to its readmitted stays
 * (better than equal numbers or those by stays, doi:10.1186/s12911-025-03322-y), at least one each,
 * the largest remainders rounded up.
 */
export function treeNumbers(shares: readonly Totals[], trees: number): number[] {
  const all = totalsOf(shares).positives
  const exact = shares.map(({ positives }) => (trees * positives) / all)
  const numbers = exact.map((value) => Math.max(1, Math.floor(value)))
  const byRemainder = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  let left = trees - numbers.reduce((a, b) => a + b, 0)
  for (const { index } of byRemainder) {
    if (left-- <= 0) break
    numbers[index] = (numbers[index] as number) + 1
  }
  return numbers
}

/** The forest of pooled mode: the first trees of every institution, as many as it has a share of. */
export function poolTrees(shares: readonly Share[], trees: number): Forest {
  const numbers = treeNumbers(shares, trees)
  const chosen = shares.flatMap((share, index) => share.trees.slice(0, numbers[index]))
  return forestOf(chosen, totalsOf(shares))
}

/** Trees with counts as a forest with class-balanced values. */
function forestOf(trees: readonly ContributedTree[], totals: Totals): Forest {
  const builder = new ForestBuilder()
  for (const tree of trees) addTree(builder, tree, totals)
  return builder.finish()
}

function addTree(builder: ForestBuilder, tree: ContributedTree, totals: Totals): void {
  const right = rightChildren(tree)
  const { negatives, positives } = nodeCounts(tree, right)
  const summary = (node: number) => ({
    value: balanced(negatives[node] as number, positives[node] as number, totals),
    cover: (negatives[node] as number) + (positives[node] as number),
  })
  const open = [{ node: 0, placed: builder.addRoot(summary(0)) }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, placed } = next
    if (isLeaf(tree, node)) continue
    const children = [node + 1, right[node] as number] as const
    const child = builder.split(
      placed,
      {
        feature: tree.feature[node] as number,
        // Half a unit below the edge, as the trainer cuts.
        threshold: (tree.edge[node] as number) - 0.5,
      },
      [summary(children[0]), summary(children[1])],
    )
    open.push({ node: children[1], placed: child + 1 }, { node: children[0], placed: child })
  }
}

/** Counts of every node: those of the leaves below it. */
function nodeCounts(tree: ContributedTree, right: Int32Array) {
  const negatives = [...tree.negatives]
  const positives = [...tree.positives]
  for (let node = right.length - 1; node >= 0; node--) {
    if (isLeaf(tree, node)) continue
    for (const side of [negatives, positives]) {
      side[node] = (side[node + 1] as number) + (side[right[node] as number] as number)
    }
  }
  return { negatives, positives }
}

/**
 * The share of readmitted stays at odds of one to one in all institutions together: a leaf that
 * holds the network's mix has 0.5, whatever its own institution's base rate.
 */
function balanced(negatives: number, positives: number, totals: Totals): number {
  const readmitted = positives / totals.positives
  const others = negatives / totals.negatives
  return readmitted / (readmitted + others)
}
