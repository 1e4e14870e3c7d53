import { hkdfSync } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import * as client from 'openid-client'
import type { Actor } from './actor.ts'
import { actorOf, type OidcSettings } from './oidc.ts'

/** How this service is known to the organisation's identity provider. */
export interface OidcClientSettings extends OidcSettings {
  clientId: string
  /** None for a public client: PKCE then stands alone. */
  clientSecret: string | undefined
}

/** What became of a sign-in at the identity provider. */
export type OidcResult =
  | { actor: Actor; returnTo: string }
  | { refused: 'expired' | 'failed' | 'no-role' }

/** Sign-in of browsers by authorization code with PKCE (RFC 6749, 7636, 9700). */
export interface OidcSignIn {
  /** Where to send the browser, and the sealed text it must bring back in a cookie. */
  start(redirectUri: string, returnTo: string): Promise<{ url: string; sealed: string }>
  /** Judges the browser that comes back to `url`. Rejects where the provider cannot be asked. */
  finish(url: URL, sealed: string | undefined): Promise<OidcResult>
  /** Where a browser ends its session at the provider; undefined where it has no such page. */
  signOutUrl(): Promise<string | undefined>
}

/** A sign-in must be done within so long. */
export const SIGN_IN_SECONDS = 600

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' } as const

/**
 * Sign-in at an issuer. What a sign-in under way needs travels with the browser, encrypted, so that
 * any replica can finish it and nothing is kept of those that never are.
 *
 * @param secret key that all replicas share, at least 32 bytes
 */
export function createOidcSignIn(settings: OidcClientSettings, secret: Uint8Array): OidcSignIn {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', 'dataspace oidc sign-in', 32))
  let known: Promise<client.Configuration> | undefined
  const provider = (): Promise<client.Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    start: async (redirectUri, returnTo) => {
      const config = await provider()
      const verifier = client.randomPKCECodeVerifier()
      const state = client.randomState()
      const nonce = client.randomNonce()
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      const sealed = await new EncryptJWT({ verifier, state, nonce, returnTo })
        .setProtectedHeader(ALGORITHM)
        .setExpirationTime(`${SIGN_IN_SECONDS}s`)
        .encrypt(key)
      return { url: url.href, sealed }
    },
    finish: async (url, sealed) => {
      const begun = sealed === undefined ? undefined : await unseal(sealed, key)
      if (begun === undefined) return { refused: 'expired' }
      return await finish({ config: await provider(), settings, url, begun })
    },
    signOutUrl: async () => {
      const config = await provider()
      return config.serverMetadata().end_session_endpoint === undefined
        ? undefined
        : client.buildEndSessionUrl(config).href
    },
  }
}

interface Begun {
  verifier: string
  state: string
  nonce: string
  returnTo: string
}

async function unseal(sealed: string, key: Uint8Array): Promise<Begun | undefined> {
  try {
    const { payload } = await jwtDecrypt<Begun>(sealed, key)
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

async function finish(input: {
  config: client.Configuration
  settings: OidcClientSettings
  url: URL
  begun: Begun
}): Promise<OidcResult> {
  const { config, settings, url, begun } = input
  let tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>
  try {
    tokens = await client.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: begun.verifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
      idTokenExpected: true,
    })
  } catch (error) {
    if (isRefusal(error)) return { refused: 'failed' }
    throw error
  }
  const claims = tokens.claims()
  if (claims === undefined) return { refused: 'failed' }
  // Many providers put roles into the user information alone.
  const actor =
    actorOf(claims, settings) ??
    actorOf(
      { ...(await client.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims },
      settings,
    )
  return actor === undefined ? { refused: 'no-role' } : { actor, returnTo: begun.returnTo }
}

/** The provider said no, or what came back is not an answer to our question. */
const isRefusal = (error: unknown): boolean =>
  error instanceof client.AuthorizationResponseError ||
  error instanceof client.ResponseBodyError ||
  (error instanceof client.ClientError && error.code !== 'OAUTH_TIMEOUT')

function discover(settings: OidcClientSettings): Promise<client.Configuration> {
  const { issuer, clientId, clientSecret } = settings
  // An issuer on loopback, as in tests and on a developer's machine, has no TLS.
  const execute = issuer.startsWith('http:') ? [client.allowInsecureRequests] : []
  return client.discovery(
    new URL(issuer),
    clientId,
    clientSecret,
    clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
    { execute, timeout: 5 },
  )
}
