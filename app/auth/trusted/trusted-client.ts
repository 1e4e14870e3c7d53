import type { Actor } from '../actor.ts'

/** What a registered system may do. */
export const CLIENT_USES = ['cds-hooks', 'fhir'] as const
export type ClientUse = (typeof CLIENT_USES)[number]

/**
 * Algorithms of its signatures. SMART asks for one of these two at least and CDS Hooks recommends
 * both; symmetric ones and `none` are forbidden by both, since the key that verifies is public.
 */
export const SIGNING_ALGORITHMS = ['RS384', 'ES384'] as const
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number]

/** A JWK set of public keys (RFC 7517). */
export interface PublicKeySet {
  keys: Record<string, unknown>[]
}

/** A system that proves who it is with JWTs it signs. It acts for one institution. */
export interface TrustedClient {
  id: number
  /** Short and unique; in the audit trail as `client:<name>`. */
  name: string
  issuer: string
  tenant: string | null
  jwksUrl: string | null
  jwks: PublicKeySet | null
  algorithms: readonly string[]
  institution: string
  uses: readonly string[]
  /** SMART scopes it may be given. */
  scopes: readonly string[]
}

/** The actor a client is: like a key, it acts for its institution. */
export const actorOfClient = ({
  name,
  institution,
}: Pick<TrustedClient, 'name' | 'institution'>): Actor => ({
  id: `client:${name}`,
  role: 'institution',
  institution,
  username: null,
})
