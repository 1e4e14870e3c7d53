import { errors, jwtVerify, SignJWT } from 'jose'

const ISSUER = 'dataspace'
const HOURS = 8

/** What a token of ours says. Whether its user still exists is asked of the store at each use. */
export interface TokenClaims {
  /** The user's name. */
  username: string
  /** The user's id: a deleted user's token does not serve one who later takes his name. */
  userId: number
  /** How often his password had been changed: a change ends the tokens before it. @default 0 */
  passwordVersion?: number
}

/** Signs and reads the service's own tokens (JWT, HS256, 8 hours). */
export interface Tokens {
  sign(claims: TokenClaims & { role: string }): Promise<string>
  /** The claims, or undefined for a token that is not ours, altered or expired. */
  verify(token: string): Promise<TokenClaims | undefined>
}

/** Tokens signed with `key`, at least 32 bytes. */
export function createTokens(key: Uint8Array): Tokens {
  if (key.byteLength < 32)
    throw new Error(`The token key must have 32 bytes, got ${key.byteLength}`)
  return {
    sign: ({ username, userId, role, passwordVersion = 0 }) =>
      new SignJWT({ uid: userId, role, pwv: passwordVersion })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(ISSUER)
        .setSubject(username)
        .setIssuedAt()
        .setExpirationTime(`${HOURS}h`)
        .sign(key),
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(token, key, { issuer: ISSUER, algorithms: ['HS256'] })
        if (payload.sub === undefined || typeof payload.uid !== 'number') return undefined
        const passwordVersion = typeof payload.pwv === 'number' ? payload.pwv : 0
        return { username: payload.sub, userId: payload.uid, passwordVersion }
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined
        throw error
      }
    },
  }
}
