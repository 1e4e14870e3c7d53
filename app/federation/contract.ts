import { createPublicKey } from 'node:crypto'
import { z } from 'zod'
import { DOMAIN_HASH } from './domain.ts'
import { FederationError } from './federation-error.ts'
import { MICRO } from './geometric-noise.ts'
import { hashOf } from './seal.ts'

/** Counts that leave an institution in pooled mode are multiples of this. */
export const ROUNDING = 5

const institution = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/)

const shape = {
  schema: z.literal(1),
  /** Tells one training from another; whoever makes the contract chooses it. */
  round: z.string().regex(/^[\w.-]{1,64}$/),
  /** Who takes part, lower-case ids in order. */
  institutions: z.array(institution).min(2).max(100),
  /** DOMAIN_HASH of whoever made the contract. */
  domain: z.string().regex(/^[0-9a-f]{64}$/),
  /** Seed of all that is random and public. */
  seed: z.int().min(0).max(0xffffffff),
  /** Trees of the merged forest; in pooled mode also those that each institution grows. */
  trees: z.int().min(1).max(500),
  maxDepth: z.int().min(1).max(10),
  /**
   * Fewest patients in a leaf. In pooled mode each institution keeps it for each of its leaves; in
   * private mode the coordinator does, for stays after noise, and it protects nobody.
   */
  minLeaf: z.int().min(10).max(10_000).multipleOf(ROUNDING),
  /** Ed25519 keys, PEM, by institution: one that is named must sign what it sends. */
  publicKeys: z.record(institution, z.string()),
}

const pooled = z.strictObject({
  ...shape,
  mode: z.literal('pooled'),
  epsilon: z.null(),
  staysPerPatient: z.null(),
})

const privateMode = z.strictObject({
  ...shape,
  mode: z.literal('private'),
  /** What one round costs each patient, at most. */
  epsilon: z.number().min(0.01).max(10).multipleOf(1e-4),
  /** Stays of one patient that are counted, at most. */
  staysPerPatient: z.int().min(1).max(10),
})

const contract = z
  .discriminatedUnion('mode', [pooled, privateMode])
  .refine(({ institutions }) => new Set(institutions).size === institutions.length, {
    message: 'institutions must differ',
  })
  .refine(
    ({ institutions, publicKeys }) =>
      Object.keys(publicKeys).every((one) => institutions.includes(one)),
    { message: 'publicKeys must be of institutions that take part' },
  )
  .refine(({ publicKeys }) => Object.values(publicKeys).every(isEd25519), {
    message: 'publicKeys must be Ed25519 keys in PEM',
  })

/** What all sides of one federated training have agreed on. It holds nothing of anybody's data. */
export type FederationContract = z.output<typeof contract>

/** A contract in private mode. */
export type PrivateContract = Extract<FederationContract, { mode: 'private' }>
/** A contract in pooled mode. */
export type PooledContract = Extract<FederationContract, { mode: 'pooled' }>

/** What whoever makes a contract chooses. */
export interface ContractTerms {
  institutions: readonly string[]
  /** @default a hash of the other terms */
  round?: string | undefined
  /** Private mode with this epsilon. @default null: pooled mode */
  epsilon?: number | null | undefined
  /** Private mode only. @default 1 */
  staysPerPatient?: number | undefined
  /** @default 42 */
  seed?: number | undefined
  /** @default 100 */
  trees?: number | undefined
  /** @default 8, in private mode 6 */
  maxDepth?: number | undefined
  /** @default 50, in private mode 100 */
  minLeaf?: number | undefined
  publicKeys?: Readonly<Record<string, string>> | undefined
}

/** Makes a contract. Throws FederationError naming every term that is out of bounds. */
export function makeContract(terms: ContractTerms): FederationContract {
  const { epsilon = null } = terms
  const isPrivate = epsilon !== null
  // Leaves of private mode are larger: noise on the cells within must even out.
  const { maxDepth = isPrivate ? 6 : 8, minLeaf = isPrivate ? 100 : 50 } = terms
  const content = {
    schema: 1,
    mode: isPrivate ? 'private' : 'pooled',
    institutions: [...terms.institutions].sort(),
    domain: DOMAIN_HASH,
    seed: terms.seed ?? 42,
    trees: terms.trees ?? 100,
    maxDepth,
    minLeaf,
    epsilon,
    staysPerPatient: isPrivate ? (terms.staysPerPatient ?? 1) : null,
    publicKeys: terms.publicKeys ?? {},
  }
  return readContract({ round: terms.round ?? hashOf(content).slice(0, 12), ...content })
}

/** Checks a contract as it came. Throws FederationError naming every fault. */
export function readContract(value: unknown): FederationContract {
  const result = contract.safeParse(value)
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    )
    throw new FederationError(`contract: ${faults.join('; ')}`)
  }
  if (result.data.domain !== DOMAIN_HASH) {
    throw new FederationError(
      'contract: domain: it speaks of other features, bounds or edges; both sides need the same release',
    )
  }
  return result.data
}

/** What a file says it belongs to. */
export const contractHash = (agreed: FederationContract): string => hashOf(agreed)

/** Epsilon of a contract in millionths. */
export const microEpsilon = ({ epsilon }: PrivateContract): number => Math.round(epsilon * MICRO)

function isEd25519(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'ed25519'
  } catch {
    return false
  }
}
