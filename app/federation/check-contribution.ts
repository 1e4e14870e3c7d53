import { FEATURES } from '../forest/features.ts'
import { contractHash, type FederationContract, ROUNDING } from './contract.ts'
import {
  type Box,
  type ContributedTree,
  isLeaf,
  rightChildren,
  splitBox,
  WHOLE_DOMAIN,
} from './contributed-tree.ts'
import { type Contribution, contributionSchema } from './contribution.ts'
import { DOMAIN_HASH, GRID_EDGES, PUBLIC_EDGES } from './domain.ts'
import { isIntact, isSignedBy } from './seal.ts'

/** A contribution that may be merged, or why it may not. */
export type Checked =
  | { accepted: true; contribution: Contribution }
  | { accepted: false; reason: string }

/**
 * Checks what came from an institution, believing none of it: schema, seal, signature, contract,
 * domain, and every tree's form, edges, depth, leaf sizes and counts. The coordinator cannot see
 * whether the counts are true; the institutions' judgement of the merged forest is for that.
 */
export function checkContribution(value: unknown, contract: FederationContract): Checked {
  const result = contributionSchema.safeParse(value)
  if (!result.success) {
    const [first] = result.error.issues
    return refused(`schema: ${first?.path.join('.') || 'root'}: ${first?.message}`)
  }
  const contribution = result.data
  const reason = identityFault(contribution, contract) ?? contentFault(contribution, contract)
  return reason === undefined ? { accepted: true, contribution } : refused(reason)
}

const refused = (reason: string): Checked => ({ accepted: false, reason })

/** Why a file is not what this contract's institution made for it, if it is not. */
export function identityFault(
  file: Pick<Contribution, 'contract' | 'institution' | 'sha256' | 'signature'>,
  contract: FederationContract,
): string | undefined {
  if (!isIntact(file)) return 'seal: its content does not match its SHA-256; it was changed'
  if (!contract.institutions.includes(file.institution))
    return `institution: ${file.institution} does not take part`
  const key = contract.publicKeys[file.institution]
  if (key !== undefined && !isSignedBy(file, key))
    return `signature: it is not signed with the key of ${file.institution}`
  if (file.contract !== contractHash(contract)) return 'contract: it was made for another round'
  return undefined
}

function contentFault(file: Contribution, contract: FederationContract): string | undefined {
  const wanted = contract.mode === 'private' ? 'grid' : 'trees'
  if (file.domain !== DOMAIN_HASH) return 'domain: it speaks of other features, bounds or edges'
  if (file.mode !== contract.mode || file.forest.kind !== wanted)
    return `mode: got ${file.mode} with ${file.forest.kind}, agreed ${contract.mode}`
  if (file.epsilon !== contract.epsilon)
    return `epsilon: got ${file.epsilon}, agreed ${contract.epsilon}`
  if (file.minLeaf !== contract.minLeaf)
    return `minLeaf: got ${file.minLeaf}, agreed ${contract.minLeaf}`
  if (file.readmitted < 10 || file.readmitted >= file.stays)
    return `counts: ${file.readmitted} of ${file.stays} stays readmitted cannot be learned from`
  return file.forest.kind === 'grid'
    ? gridFault(file, file.forest)
    : treesFault(file, file.forest, contract)
}

function gridFault(
  file: Contribution,
  { negatives, positives }: { negatives: number[]; positives: number[] },
): string | undefined {
  const sum = (counts: number[]): number => counts.reduce((a, b) => a + b, 0)
  const readmitted = sum(positives)
  const isSum =
    Math.abs(readmitted - file.readmitted) <= 5 &&
    Math.abs(readmitted + sum(negatives) - file.stays) <= 5
  return isSum && file.trees === 1 ? undefined : 'counts: the cells do not sum to the totals'
}

function treesFault(
  file: Contribution,
  { trees, marginals }: Extract<Contribution['forest'], { kind: 'trees' }>,
  contract: FederationContract,
): string | undefined {
  if (trees.length !== contract.trees || file.trees !== contract.trees)
    return `trees: got ${trees.length}, agreed ${contract.trees}`
  for (const [number, tree] of trees.entries()) {
    const fault = treeFault(tree, { ...contract, stays: file.stays, readmitted: file.readmitted })
    if (fault !== undefined) return `tree ${number}: ${fault}`
  }
  for (const name of FEATURES) {
    const stays = marginals[name]
    const fits = stays.length === GRID_EDGES[name].length + 1
    const isLarge = stays.every((count) => count === 0 || count >= contract.minLeaf)
    const isRound = stays.every((count) => count % ROUNDING === 0)
    if (!fits || !isLarge || !isRound) return `marginals: ${name}: not rounded counts of the grid`
  }
  return undefined
}

interface TreeLimits {
  maxDepth: number
  minLeaf: number
  stays: number
  readmitted: number
}

function treeFault(tree: ContributedTree, limits: TreeLimits): string | undefined {
  const { feature, edge, negatives, positives } = tree
  if ([edge, negatives, positives].some(({ length }) => length !== feature.length))
    return 'its columns differ in length'
  let right: Int32Array
  try {
    right = rightChildren(tree)
  } catch (error) {
    return (error as Error).message
  }
  return nodeFault(tree, right, limits) ?? sumFault(tree, limits)
}

/** A fault on the way from the root: an edge out of the domain, too deep, a leaf too small. */
function nodeFault(
  tree: ContributedTree,
  right: Int32Array,
  { maxDepth, minLeaf }: TreeLimits,
): string | undefined {
  const open: { node: number; depth: number; box: Box }[] = [
    { node: 0, depth: 0, box: WHOLE_DOMAIN },
  ]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth, box } = next
    const [negatives, positives] = [tree.negatives[node] ?? 0, tree.positives[node] ?? 0]
    const edge = tree.edge[node] as number
    if (isLeaf(tree, node)) {
      if (negatives + positives < minLeaf)
        return `a leaf of ${negatives + positives} stays, at least ${minLeaf} are agreed`
      if (negatives % ROUNDING !== 0 || positives % ROUNDING !== 0 || edge !== 0)
        return 'a leaf with counts that are not rounded'
      continue
    }
    if (depth === maxDepth) return `deeper than ${maxDepth} splits`
    const index = tree.feature[node] as number
    const name = FEATURES[index] as (typeof FEATURES)[number]
    const [from, to] = box[index] as readonly [number, number]
    if (!PUBLIC_EDGES[name].includes(edge) || edge <= from || edge >= to)
      return `cuts ${name} at ${edge}, which is no public edge there`
    if (negatives !== 0 || positives !== 0) return 'counts at an inner node'
    const [low, high] = splitBox(box, index, edge)
    open.push({ node: right[node] as number, depth: depth + 1, box: high })
    open.push({ node: node + 1, depth: depth + 1, box: low })
  }
  return undefined
}

/** A bag holds no stay twice, so its leaves cannot sum to more than the totals but for rounding. */
function sumFault(tree: ContributedTree, { stays, readmitted }: TreeLimits): string | undefined {
  const leaves = tree.feature.filter((feature) => feature < 0).length
  const slack = 5 + Math.ceil(ROUNDING / 2) * leaves
  const sum = (counts: number[]): number => counts.reduce((a, b) => a + b, 0)
  const positives = sum(tree.positives)
  if (positives > readmitted + slack) return `${positives} readmitted stays of ${readmitted}`
  const all = positives + sum(tree.negatives)
  return all > stays + 2 * slack ? `${all} stays of ${stays}` : undefined
}
