import { z } from 'zod'
import { FEATURES } from '../forest/features.ts'
import type { Forest } from '../forest/forest.ts'
import { checkContribution } from './check-contribution.ts'
import { contractHash, type FederationContract } from './contract.ts'
import type { Contribution } from './contribution.ts'
import { FederationError, NotAccepted } from './federation-error.ts'
import { forestOfGrid, type GridForest, sumGrids } from './grid-forest.ts'
import { poolTrees, type Share, type Totals, totalsOf } from './merge-trees.ts'
import { isIntact, type Sealed, seal } from './seal.ts'

const numbers = z.array(z.number())

const forestSchema = z.strictObject({
  roots: numbers,
  feature: numbers,
  threshold: numbers,
  left: numbers,
  value: numbers,
  cover: numbers,
})

/** A forest in JSON. */
export type ForestJson = z.output<typeof forestSchema>

const draftSchema = z.strictObject({
  schema: z.literal(1),
  contract: z.string(),
  /** Seals of the contributions that were merged, in order of institution. */
  contributions: z.array(z.string()),
  merged: forestSchema,
  /** Where scores are divided for counts with noise; none in pooled mode. */
  edges: z.array(z.number().gt(0).lt(1)).max(100),
  /** What each institution would have alone, from its own contribution; pooled mode only. */
  alone: z.record(z.string(), forestSchema),
  sha256: z.string(),
  signature: z.string().optional(),
})

/** What the coordinator gives to the institutions to judge: forests without calibration. */
export type Draft = z.output<typeof draftSchema>

/** What was merged, and from what. */
export interface Merged {
  draft: Draft
  contributions: Contribution[]
}

/**
 * Checks and merges contributions. All of the contract's institutions have to be there once.
 *
 * @throws NotAccepted that names every contribution that is refused, and why.
 */
export function mergeContributions(
  files: readonly { name: string; content: unknown }[],
  contract: FederationContract,
): Merged {
  const checked = files.map(({ name, content }) => ({
    name,
    ...checkContribution(content, contract),
  }))
  const accepted = checked.flatMap((one) => (one.accepted ? [one.contribution] : []))
  const reasons = [
    ...checked.flatMap((one) => (one.accepted ? [] : [`${one.name}: ${one.reason}`])),
    ...presenceFaults(accepted, contract),
  ]
  if (reasons.length > 0) throw new NotAccepted(`not merged:\n  ${reasons.join('\n  ')}`)
  accepted.sort((a, b) => (a.institution < b.institution ? -1 : 1))
  const { forest, edges } = mergedForest(accepted, contract)
  const draft = seal({
    schema: 1 as const,
    contract: contractHash(contract),
    contributions: accepted.map(({ sha256 }) => sha256),
    merged: forestJson(forest),
    edges,
    alone:
      contract.mode === 'private'
        ? {}
        : Object.fromEntries(
            accepted.map((one) => [
              one.institution,
              forestJson(poolTrees([shareOf(one)], contract.trees)),
            ]),
          ),
  })
  return { draft, contributions: accepted }
}

function presenceFaults(accepted: readonly Contribution[], contract: FederationContract): string[] {
  return contract.institutions.flatMap((institution) => {
    const count = accepted.filter((one) => one.institution === institution).length
    if (count === 1) return []
    return [`${institution}: ${count === 0 ? 'no contribution that is accepted' : 'sent twice'}`]
  })
}

function mergedForest(
  contributions: readonly Contribution[],
  contract: FederationContract,
): GridForest {
  if (contract.mode === 'pooled') {
    return { forest: poolTrees(contributions.map(shareOf), contract.trees), edges: [] }
  }
  const grids = contributions.flatMap(({ forest }) => (forest.kind === 'grid' ? [forest] : []))
  return forestOfGrid(sumGrids(grids), contract)
}

function shareOf(contribution: Contribution): Share {
  const { forest } = contribution
  return { ...outcomesOf(contribution), trees: forest.kind === 'trees' ? forest.trees : [] }
}

const outcomesOf = ({ stays, readmitted }: Contribution): Totals => ({
  negatives: stays - readmitted,
  positives: readmitted,
})

/** Share of readmitted stays over all contributions. */
export function prevalenceOf(contributions: readonly Contribution[]): number {
  const { negatives, positives } = totalsOf(contributions.map(outcomesOf))
  return Number((positives / (positives + negatives)).toFixed(8))
}

/** Reads a draft as it came from the coordinator. Throws FederationError. */
export function readDraft(value: unknown, contract: FederationContract): Draft {
  const result = draftSchema.safeParse(value)
  if (!result.success || !isIntact(result.data as Sealed)) {
    throw new FederationError('draft: it is no draft, or was changed')
  }
  if (result.data.contract !== contractHash(contract)) {
    throw new FederationError('draft: it was made for another contract')
  }
  return result.data
}

/** Values are rounded as model files round them, so that what is judged is what will serve. */
function forestJson(forest: Forest): ForestJson {
  return {
    roots: [...forest.roots],
    feature: [...forest.feature],
    threshold: [...forest.threshold],
    left: [...forest.left],
    value: Array.from(forest.value, (value) => Number(value.toFixed(6))),
    cover: [...forest.cover],
  }
}

/** A forest from JSON. Throws FederationError for one that a walk could leave or never end in. */
export function forestFromJson(json: ForestJson): Forest {
  const size = json.feature.length
  const columns = [json.threshold, json.left, json.value, json.cover]
  const isSound =
    json.roots.length > 0 &&
    columns.every(({ length }) => length === size) &&
    json.roots.every((root) => Number.isInteger(root) && root >= 0 && root < size) &&
    json.feature.every((feature, node) => {
      const left = json.left[node] as number
      if (feature === -1) return true
      const isKnown = Number.isInteger(feature) && feature >= 0 && feature < FEATURES.length
      // Children come after their parents, so every walk ends.
      return isKnown && Number.isInteger(left) && left > node && left + 1 < size
    })
  if (!isSound) throw new FederationError('draft: its forest is malformed')
  return {
    roots: Int32Array.from(json.roots),
    feature: Int8Array.from(json.feature),
    threshold: Float64Array.from(json.threshold),
    left: Int32Array.from(json.left),
    value: Float64Array.from(json.value),
    cover: Int32Array.from(json.cover),
  }
}
