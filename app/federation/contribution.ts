import { z } from 'zod'
import { FEATURES, type Feature } from '../forest/features.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { contractHash, type FederationContract, ROUNDING } from './contract.ts'
import { DOMAIN_HASH } from './domain.ts'
import { FederationError } from './federation-error.ts'
import type { UniformSource } from './geometric-noise.ts'
import { countCells, GRID_CELLS, marginalsOf, privateGrid } from './grid.ts'
import { patientParts } from './patient-parts.ts'
import { pooledTrees } from './pooled-trees.ts'
import { seal } from './seal.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0).max(1e9)
/** With noise a count may be below 0. */
const noisy = z.int().min(-1e9).max(1e9)

const tree = z.strictObject({
  feature: z.array(
    z
      .int()
      .min(-1)
      .max(FEATURES.length - 1),
  ),
  edge: z.array(count),
  negatives: z.array(count),
  positives: z.array(count),
})

const grid = z.strictObject({
  kind: z.literal('grid'),
  negatives: z.array(noisy).length(GRID_CELLS),
  positives: z.array(noisy).length(GRID_CELLS),
})

const trees = z.strictObject({
  kind: z.literal('trees'),
  trees: z.array(tree).max(500),
  /** Stays by bin of the public grid, rounded, 0 where fewer than `minLeaf`. */
  marginals: z.strictObject(
    Object.fromEntries(FEATURES.map((name) => [name, z.array(count)])) as Record<
      Feature,
      z.ZodArray<z.ZodInt>
    >,
  ),
})

/** The schema of a contribution's file; nothing beside it may be there. */
export const contributionSchema = z.strictObject({
  schema: z.literal(1),
  /** `contractHash` of what it was made for. */
  contract: hash,
  institution: z.string(),
  mode: z.enum(['pooled', 'private']),
  /** DOMAIN_HASH of who made it. */
  domain: hash,
  minLeaf: count,
  /** Trees it holds; the grid of private mode is one. */
  trees: count,
  forest: z.discriminatedUnion('kind', [grid, trees]),
  /** Stays it was trained on, rounded to 10; in private mode the sum of the noisy counts. */
  stays: count,
  /** Those followed by readmission, likewise. */
  readmitted: count,
  epsilon: z.number().nullable(),
  sha256: hash,
  signature: z.string().optional(),
})

/** All that leaves an institution by training: no row, no edge of its own, no fingerprint of its data. */
export type Contribution = z.output<typeof contributionSchema>

/** What training a contribution takes. */
export interface ContributionInput {
  contract: FederationContract
  institution: string
  /** Stays of this institution alone. */
  table: ReadmissionTable
  /** Ed25519 key, PEM, where the contract names its public half. */
  privateKey?: string | undefined
  onProgress?: ((fraction: number) => void) | undefined
  /** @default the system's cryptographic generator */
  uniform?: UniformSource | undefined
}

/**
 * Trains an institution's contribution. In private mode the ledger has to have taken the patients'
 * epsilon before (see `trainInstitution`).
 *
 * @throws FederationError where the institution does not take part or has too few patients.
 */
export function makeContribution(input: ContributionInput): Contribution {
  const { contract, institution, table, privateKey } = input
  if (!contract.institutions.includes(institution)) {
    const known = contract.institutions.join(', ')
    throw new FederationError(`institution: got "${institution}", the contract is of ${known}`)
  }
  const part = { table, rows: patientParts(table).train, onProgress: input.onProgress }
  const { counted, forest } =
    contract.mode === 'private'
      ? ofGrid(privateGrid(part, contract, input.uniform))
      : ofTrees(part, pooledTrees(part, contract), contract.minLeaf)
  return seal(
    {
      schema: 1 as const,
      contract: contractHash(contract),
      institution,
      mode: contract.mode,
      domain: DOMAIN_HASH,
      minLeaf: contract.minLeaf,
      trees: forest.kind === 'grid' ? 1 : forest.trees.length,
      forest,
      stays: toTen(counted.stays),
      readmitted: toTen(counted.readmitted),
      epsilon: contract.epsilon,
    },
    privateKey,
  )
}

function ofGrid(counts: ReturnType<typeof privateGrid>) {
  const readmitted = sum(counts.positives)
  return {
    forest: { kind: 'grid' as const, ...counts },
    counted: { readmitted, stays: readmitted + sum(counts.negatives) },
  }
}

function ofTrees(
  { table, rows }: { table: ReadmissionTable; rows: Uint32Array },
  grown: ReturnType<typeof pooledTrees>,
  minLeaf: number,
) {
  const counts = countCells(table, rows)
  const exact = marginalsOf(counts)
  const marginals = Object.fromEntries(
    FEATURES.map((name) => [name, exact[name].map((stays) => publishable(stays, minLeaf))]),
  ) as Record<Feature, number[]>
  return {
    forest: { kind: 'trees' as const, trees: grown, marginals },
    counted: { readmitted: sum(counts.positives), stays: rows.length },
  }
}

const publishable = (stays: number, minLeaf: number): number =>
  stays < minLeaf ? 0 : Math.round(stays / ROUNDING) * ROUNDING

const toTen = (value: number): number => Math.max(0, Math.round(value / 10) * 10)

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
