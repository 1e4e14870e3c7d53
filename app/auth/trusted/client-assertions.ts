import { hash } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import type { ClientKeys } from './client-keys.ts'
import type { ClientUse, TrustedClient } from './trusted-client.ts'

/** Clocks may differ by so much. */
const TOLERANCE_SECONDS = 30
/** A used token is remembered so much longer than it is valid: the database has a clock of its own. */
const MARGIN_SECONDS = 120
/** Longer ones are refused before anything is done with them. */
const LONGEST_TOKEN = 8192
const LONGEST_JTI = 256

/** How a kind of signed token is judged. */
export interface AssertionRules {
  use: ClientUse
  /** Addresses of ours that the token may be meant for; one must be in its `aud`. */
  audiences: string[]
  /** Furthest that its end may lie ahead, in seconds. */
  longestSeconds: number
  /** Claims it must have besides `iss`, `aud`, `exp` and `jti`. */
  requires: ('iat' | 'sub')[]
}

/** Who sent a token, or in words for the operator's log why it is refused. */
export type Judged = { client: TrustedClient } | Refused

/** Why a token was refused. No word of it is from the token. */
export interface Refused {
  refused: string
  /** Name of the registration it claimed, if there is one. */
  by?: string
  cause?: Error
}

/** Judges tokens that registered clients sign. */
export interface ClientAssertions {
  /** Each token is good once, at whatever replica. Rejects only where the database is down. */
  judge(token: string, rules: AssertionRules): Promise<Judged>
}

/** What judging needs of the rest of the service. */
export interface AssertionParts {
  clientOf(issuer: string, tenant: string | undefined): Promise<TrustedClient | undefined>
  keys: ClientKeys
  /** Notes a used token; false where it was used before. */
  use(used: { client: number; jtiSha256: Buffer; expiresAt: Date }): Promise<boolean>
}

/**
 * Tokens as CDS Hooks 2.0 ("Trusting CDS Clients") and SMART ("Client Authentication: Asymmetric")
 * describe them: `typ` JWT, a `kid`, a `jku` only where it is the registered one, RS384 or ES384.
 */
export const createClientAssertions = (parts: AssertionParts): ClientAssertions => ({
  judge: async (token, rules) => {
    const claimed = claimsOf(token)
    if (claimed === undefined) return { refused: 'not a JWT of ours to judge' }
    const { header, payload } = claimed
    const { iss, tenant } = payload
    const client = await parts.clientOf(
      typeof iss === 'string' ? iss : '',
      typeof tenant === 'string' ? tenant : undefined,
    )
    if (client === undefined) return { refused: 'issuer not registered, or revoked' }
    const { name } = client
    if (!client.uses.includes(rules.use)) return { refused: `not for ${rules.use}`, by: name }
    if (header.jku !== undefined && header.jku !== client.jwksUrl)
      return { refused: 'jku is not the registered address', by: name }
    const verified = await verify(token, { client, rules, keys: parts.keys })
    if ('refused' in verified) return { ...verified, by: name }
    const { exp = 0, jti = '' } = verified.payload
    const fresh = await parts.use({
      client: client.id,
      jtiSha256: hash('sha256', jti, 'buffer'),
      expiresAt: new Date((exp + TOLERANCE_SECONDS + MARGIN_SECONDS) * 1000),
    })
    return fresh ? { client } : { refused: 'jti used before', by: name }
  },
})

function claimsOf(
  token: string,
): { header: { jku?: unknown }; payload: JWTPayload & { iss?: string } } | undefined {
  if (token.length > LONGEST_TOKEN) return undefined
  try {
    const header = decodeProtectedHeader(token)
    // Without kid a set of one key would do for jose; both specifications require it.
    if (typeof header.kid !== 'string' || header.kid === '') return undefined
    return { header, payload: decodeJwt(token) }
  } catch {
    return undefined
  }
}

async function verify(
  token: string,
  on: { client: TrustedClient; rules: AssertionRules; keys: ClientKeys },
): Promise<{ payload: JWTPayload } | Refused> {
  const { client, rules, keys } = on
  try {
    const { payload } = await jwtVerify(token, await keys.of(client), {
      algorithms: [...client.algorithms],
      issuer: client.issuer,
      audience: rules.audiences,
      typ: 'JWT',
      clockTolerance: TOLERANCE_SECONDS,
      requiredClaims: ['exp', 'jti', ...rules.requires],
    })
    const problem = problemOf(payload, rules)
    return problem === undefined ? { payload } : { refused: problem }
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      return { refused: error.message }
    if (error instanceof errors.JOSEError) return { refused: error.code }
    return { refused: 'its keys cannot be fetched', cause: error as Error }
  }
}

/** What jose does not look at. */
function problemOf(payload: JWTPayload, rules: AssertionRules): string | undefined {
  const { exp = 0, iat = 0, jti, iss, sub } = payload
  const seconds = Date.now() / 1000
  if (exp - seconds > rules.longestSeconds + TOLERANCE_SECONDS)
    return `valid for longer than ${rules.longestSeconds} seconds`
  if (iat - seconds > TOLERANCE_SECONDS) return 'iat lies in the future'
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_JTI) return 'jti is no text'
  if (rules.requires.includes('sub') && sub !== iss) return 'sub is not iss'
  return undefined
}
