import { FEATURE_BOUNDS, FEATURES, type Feature } from '../forest/features.ts'

/**
 * One tree as it leaves an institution: its nodes in preorder, so that the left child of a node
 * follows it and the right one follows the left one's descendants. Counts stand at the leaves alone.
 */
export interface ContributedTree {
  /** Index into FEATURES of what a node looks at; -1 at a leaf. */
  feature: number[]
  /** Lower values go left. A public edge of the feature; 0 at a leaf. */
  edge: number[]
  /** Stays without readmission in a leaf, rounded or with noise; 0 at an inner node. */
  negatives: number[]
  /** Stays with readmission, likewise. */
  positives: number[]
}

/** A tree without nodes. */
export const emptyTree = (): ContributedTree => ({
  feature: [],
  edge: [],
  negatives: [],
  positives: [],
})

/** Adds a node after those before it; returns its index. */
export function addNode(
  tree: ContributedTree,
  node: { feature: number; edge: number; negatives: number; positives: number },
): number {
  tree.negatives.push(node.negatives)
  tree.positives.push(node.positives)
  tree.edge.push(node.edge)
  return tree.feature.push(node.feature) - 1
}

/** Whether a node is a leaf. */
export const isLeaf = ({ feature }: ContributedTree, node: number): boolean =>
  (feature[node] as number) < 0

/** The right child of every inner node; 0 for a leaf. Throws RangeError for an unfinished tree. */
export function rightChildren(tree: ContributedTree): Int32Array {
  const right = new Int32Array(tree.feature.length)
  const waiting: number[] = []
  for (let node = 0; node < right.length; node++) {
    if (!isLeaf(tree, node)) {
      waiting.push(node)
      continue
    }
    const parent = waiting.pop()
    const isLast = node === right.length - 1
    if ((parent === undefined) !== isLast) throw new RangeError('its nodes do not form one tree')
    if (parent !== undefined) right[parent] = node + 1
  }
  if (waiting.length > 0 || right.length === 0) throw new RangeError('it is not complete')
  return right
}

/** The values that reach a node, by feature: from the first up to but without the second. */
export type Box = readonly (readonly [number, number])[]

/** All values of the domain. */
export const WHOLE_DOMAIN: Box = FEATURES.map((name: Feature) => {
  const { min, max } = FEATURE_BOUNDS[name]
  return [min, max + 1] as const
})

/** The boxes of both children. */
export function splitBox(box: Box, feature: number, edge: number): readonly [Box, Box] {
  const [from, to] = box[feature] as readonly [number, number]
  return [box.with(feature, [from, edge]), box.with(feature, [edge, to])]
}
