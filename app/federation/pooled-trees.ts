import { drawBootstrap, emptyBag } from '../forest/bag.ts'
import { type Cells, encodeCells } from '../forest/cells.ts'
import { FEATURES } from '../forest/features.ts'
import type { Forest } from '../forest/forest.ts'
import { parseForestSettings } from '../forest/forest-settings.ts'
import { growForest } from '../forest/grow-forest.ts'
import { RandomSource } from '../forest/random-source.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { type PooledContract, ROUNDING } from './contract.ts'
import { addNode, type ContributedTree, emptyTree } from './contributed-tree.ts'
import { binsBetween, PUBLIC_EDGES } from './domain.ts'
import { FederationError } from './federation-error.ts'

/** What an institution trains from. */
export interface TrainingPart {
  table: ReadmissionTable
  rows: Uint32Array
  /** Called with the share that is done. */
  onProgress?: ((fraction: number) => void) | undefined
}

/**
 * Grows an institution's trees for pooled mode. They cut at public edges alone; then every leaf that
 * rests on fewer than `minLeaf` different patients is joined with its neighbour, and what is left
 * are counts of different stays, rounded. A bootstrap's copies count once.
 *
 * @throws FederationError where the institution has too few patients.
 */
export function pooledTrees(
  { table, rows, onProgress }: TrainingPart,
  contract: PooledContract,
): ContributedTree[] {
  const { trees, maxDepth, minLeaf, seed } = contract
  const cells = encodeBoth(table, rows)
  const settings = parseForestSettings({ trees, maxDepth, minLeaf, seed })
  const { forest } = growForest(cells, settings, (grown) => onProgress?.((0.7 * grown) / trees))
  const bag = emptyBag(cells)
  return Array.from(forest.roots, (root, tree) => {
    drawBootstrap(bag, cells, new RandomSource(seed, tree))
    const drawn = cells.rows.filter((_, position) => (bag.draws[position] as number) > 0)
    onProgress?.(0.7 + (0.3 * tree) / trees)
    return countedTree(new TreePruner({ table, forest, minLeaf }), root, drawn)
  })
}

function encodeBoth(table: ReadmissionTable, rows: Uint32Array): Cells {
  try {
    return encodeCells(table, rows, binsBetween(PUBLIC_EDGES))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new FederationError('training: stays with and without readmission are needed', {
      cause: error,
    })
  }
}

function countedTree(pruner: TreePruner, root: number, drawn: Uint32Array): ContributedTree {
  const pruned = pruner.prune(root, drawn)
  if (pruned.patients < pruner.minLeaf) {
    throw new FederationError(
      `training: got ${pruned.patients} patients in a tree, at least ${pruner.minLeaf} are needed`,
    )
  }
  const tree = emptyTree()
  write(tree, pruned)
  return tree
}

/** A node with enough patients; without children it is a leaf. */
interface PrunedNode {
  negatives: number
  positives: number
  patients: number
  split?: { feature: number; edge: number; left: PrunedNode; right: PrunedNode }
}

/** Joins leaves of too few patients. */
class TreePruner {
  readonly minLeaf: number
  private readonly table: ReadmissionTable
  private readonly forest: Forest
  /** Last node that counted a patient, by patient. */
  private readonly counted: Int32Array
  private nodes = 0

  constructor(given: { table: ReadmissionTable; forest: Forest; minLeaf: number }) {
    this.table = given.table
    this.forest = given.forest
    this.minLeaf = given.minLeaf
    this.counted = new Int32Array(given.table.patients)
  }

  prune(node: number, rows: Uint32Array): PrunedNode {
    const { forest, table, minLeaf } = this
    const here = this.count(rows)
    const feature = forest.feature[node] as number
    if (feature < 0) return here
    const threshold = forest.threshold[node] as number
    const column = table.features[FEATURES[feature] as (typeof FEATURES)[number]]
    const child = forest.left[node] as number
    const left = this.prune(
      child,
      rows.filter((row) => (column[row] as number) < threshold),
    )
    const right = this.prune(
      child + 1,
      rows.filter((row) => (column[row] as number) >= threshold),
    )
    if (Math.min(left.patients, right.patients) < minLeaf) return here
    return { ...here, split: { feature, edge: Math.ceil(threshold), left, right } }
  }

  private count(rows: Uint32Array): PrunedNode {
    const { table, counted } = this
    const mark = ++this.nodes
    let positives = 0
    let patients = 0
    for (const row of rows) {
      positives += table.readmitted[row] as number
      const patient = table.patient[row] as number
      if (counted[patient] === mark) continue
      counted[patient] = mark
      patients++
    }
    return { negatives: rows.length - positives, positives, patients }
  }
}

function write(tree: ContributedTree, { split, negatives, positives }: PrunedNode): void {
  if (split === undefined) {
    const counts = { negatives: rounded(negatives), positives: rounded(positives) }
    addNode(tree, { feature: -1, edge: 0, ...counts })
    return
  }
  addNode(tree, { feature: split.feature, edge: split.edge, negatives: 0, positives: 0 })
  write(tree, split.left)
  write(tree, split.right)
}

/** With `minLeaf` a multiple of ROUNDING, the two counts of a leaf never sum to less than it. */
const rounded = (count: number): number => Math.round(count / ROUNDING) * ROUNDING
