import { z } from 'zod'
import type { KaapanaFetch } from './kaapana-fetch.ts'
import { SessionError } from './session-error.ts'

/** Who signs in, and through which client of the realm. */
export interface Credentials {
  readonly user: string
  readonly password: string
  /** Secret of the client `kaapana`: `global.oidc_client_secret` of the release. */
  readonly clientSecret: string
}

/** A token, and when it ends. */
export interface Token {
  readonly accessToken: string
  /** Milliseconds since 1970. */
  readonly expires: number
}

const Answer = z.object({ access_token: z.string(), expires_in: z.number() })
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() })

/** Path of the realm's endpoints. */
export const REALM = '/auth/realms/kaapana'

/** What a refusal of Keycloak means, by what it says. */
const FIXES: readonly [RegExp, string][] = [
  [/not fully set up/i, 'The first sign-in changes the password: do it once in a browser.'],
  [/user credentials/i, 'User or password are wrong.'],
  [/client/i, 'The client secret is wrong: it is global.oidc_client_secret of the release.'],
]

/**
 * A token for a user by password (OAuth 2.0, section 4.3), which is how Kaapana's own tests sign in.
 *
 * @throws SessionError with what Keycloak says
 */
export async function requestToken(
  fetch: KaapanaFetch,
  {
    baseUrl,
    credentials,
    signal,
  }: { baseUrl: URL; credentials: Credentials; signal?: AbortSignal },
): Promise<Token> {
  const { user, password, clientSecret } = credentials
  const url = new URL(`${REALM}/protocol/openid-connect/token`, baseUrl)
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: 'kaapana',
      client_secret: clientSecret,
      username: user,
      password,
    }),
    ...(signal !== undefined && { signal }),
  })
  const json: unknown = await response.json().catch(() => undefined)
  const answer = Answer.safeParse(json)
  if (response.ok && answer.success) {
    const { access_token, expires_in } = answer.data
    return { accessToken: access_token, expires: Date.now() + expires_in * 1000 }
  }
  throw new SessionError(`No token for ${user}: ${refusal(json, response.status)}`)
}

function refusal(json: unknown, status: number): string {
  const parsed = Refusal.safeParse(json)
  if (!parsed.success) return `Keycloak answers ${status}, and not as a token endpoint does.`
  const { error, error_description = error } = parsed.data
  const fix = FIXES.find(([pattern]) => pattern.test(`${error} ${error_description}`))?.[1]
  return `Keycloak answers ${status}, "${error_description}".${fix === undefined ? '' : ` ${fix}`}`
}
