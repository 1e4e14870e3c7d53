import { hkdfSync } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'

/** SMART recommends 300 seconds, and no more. */
export const TOKEN_SECONDS = 300

const ISSUER = 'dataspace'
const AUDIENCE = 'dataspace/fhir'
const TYPE = 'at+jwt'

/** What an access token of a system says. */
export interface SystemClaims {
  /** Number of its registration: a revoked one ends its tokens. */
  client: number
  scopes: readonly string[]
}

/** Signs and reads access tokens of systems. They open the FHIR interface and nothing else. */
export interface SystemTokens {
  sign(claims: SystemClaims): Promise<string>
  /** The claims, or undefined for a token that is not one of ours, altered or expired. */
  verify(token: string): Promise<SystemClaims | undefined>
}

/**
 * Tokens under a key of their own, so that none can be taken for a user's, whatever they say.
 *
 * @param secret key that all replicas share, at least 32 bytes
 */
export function createSystemTokens(secret: Uint8Array): SystemTokens {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'dataspace smart access', 32))
  return {
    sign: ({ client, scopes }) =>
      new SignJWT({ client, scope: scopes.join(' ') })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(`${TOKEN_SECONDS}s`)
        .sign(key),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: ['HS256'],
          typ: TYPE,
          requiredClaims: ['exp'],
        })
        const { client, scope } = payload
        if (typeof client !== 'number' || typeof scope !== 'string') return undefined
        return { client, scopes: scope.split(' ') }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
