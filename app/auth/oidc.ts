import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Actor } from './actor.ts'

/** How tokens of the organisation's identity provider are read. */
export interface OidcSettings {
  issuer: string
  audience: string
  /** Claim with the roles; dots go into objects. */
  rolesClaim: string
  adminRole: string
  userRole: string
  /** Claim with the institution's id. */
  institutionClaim: string
  /** Known institutions: a token that names another is refused. */
  institutions: ReadonlySet<string>
}

/** Checks bearer tokens of an OpenID Connect issuer. */
export interface Oidc {
  /** True for a token that says it is the issuer's; nothing is verified yet. */
  issued(token: string): boolean
  /** The actor, or undefined for a token that is expired, altered, for others, or without a role. */
  verify(token: string): Promise<Actor | undefined>
}

/** Only asymmetric algorithms: with HS256 the public key would be the secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'EdDSA']

/**
 * Verifies tokens against the issuer's published keys (discovered from
 * `<issuer>/.well-known/openid-configuration`, fetched at first use, refreshed when a key is new).
 */
export function createOidc(settings: OidcSettings): Oidc {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined
  const keySet = (): Promise<ReturnType<typeof createRemoteJWKSet>> => {
    keys ??= discover(settings.issuer).catch((error: unknown) => {
      keys = undefined
      throw error
    })
    return keys
  }
  return {
    issued: (token) => {
      try {
        return decodeJwt(token).iss === settings.issuer
      } catch {
        return false
      }
    },
    verify: async (token) => {
      const set = await keySet()
      try {
        const { payload } = await jwtVerify(token, set, {
          issuer: settings.issuer,
          audience: settings.audience,
          algorithms: ALGORITHMS,
          clockTolerance: 30,
          requiredClaims: ['exp', 'sub'],
        })
        return actorOf(payload, settings)
      } catch (error) {
        if (error instanceof errors.JWKSTimeout) throw error
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}

async function discover(issuer: string): Promise<ReturnType<typeof createRemoteJWKSet>> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'error' })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  const found = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown }
  if (found.issuer !== issuer || typeof found.jwks_uri !== 'string')
    throw new Error(`${url} does not describe the issuer ${issuer}`)
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: 5000 })
}

/** The actor a verified token stands for; undefined where it carries neither role of ours. */
export function actorOf(payload: JWTPayload, settings: OidcSettings): Actor | undefined {
  const roles = claim(payload, settings.rolesClaim)
  const held = Array.isArray(roles) ? roles : [roles]
  const role = held.includes(settings.adminRole)
    ? 'admin'
    : held.includes(settings.userRole)
      ? 'user'
      : undefined
  if (role === undefined) return undefined
  const named = claim(payload, settings.institutionClaim)
  if (named !== undefined && (typeof named !== 'string' || !settings.institutions.has(named)))
    return undefined
  const username =
    typeof payload.preferred_username === 'string' ? payload.preferred_username : null
  return { id: `oidc:${payload.sub}`, role, institution: named ?? null, username }
}

const claim = (payload: JWTPayload, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Record<string, unknown>)[part]
          : undefined,
      payload,
    )
