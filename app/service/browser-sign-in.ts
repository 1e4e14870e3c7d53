import { createOidcSignIn, type OidcSignIn } from '../auth/oidc-sign-in.ts'
import type { Settings } from '../settings/settings.ts'
import { oidcSettings } from './credentials.ts'

/** Sign-in of browsers at the identity provider; undefined where OIDC_CLIENT_ID is not set. */
export function browserSignIn(settings: Settings, tokenKey: Uint8Array): OidcSignIn | undefined {
  const { OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings
  const tokens = oidcSettings(settings)
  if (clientId === undefined || tokens === undefined) return undefined
  return createOidcSignIn({ ...tokens, clientId, clientSecret }, tokenKey)
}
