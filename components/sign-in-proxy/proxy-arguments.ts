import * as pulumi from '@pulumi/pulumi'
import type { SignInRef } from './sign-in-ref.ts'

/** Port of the proxy. */
export const SIGN_IN_PORT = 4180

/** Folder of the client's secret and of the key of cookies. */
export const SIGN_IN_SECRETS = '/run/secrets/sign-in'

/** What the program's arguments depend on. */
export interface ProxySettings {
  readonly signIn: SignInRef
  readonly hostName: string
  readonly upstream: pulumi.Input<string>
  readonly sessionHours: number
  readonly trustedProxies: readonly string[]
}

/**
 * Arguments of oauth2-proxy 7.15, none of them secret.
 * https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview
 */
export function proxyArguments(settings: ProxySettings): pulumi.Input<string>[] {
  const { signIn, hostName, upstream, sessionHours } = settings
  return [
    `--http-address=0.0.0.0:${SIGN_IN_PORT}`,
    '--provider=oidc',
    `--oidc-issuer-url=${signIn.issuer}`,
    `--client-id=${signIn.clientId}`,
    `--redirect-url=https://${hostName}/oauth2/callback`,
    '--oidc-groups-claim=groups',
    ...signIn.allowedGroups.map((group) => `--allowed-group=${group}`),
    // Who may come in is told by groups, not by the domain of an address.
    '--email-domain=*',
    `--client-secret-file=${SIGN_IN_SECRETS}/client-secret`,
    `--cookie-secret-file=${SIGN_IN_SECRETS}/cookie-secret`,
    '--code-challenge-method=S256',
    '--skip-provider-button=true',
    // The prefix binds the cookie to this host and to TLS, whatever a neighbouring host sets.
    '--cookie-name=__Host-sign-in',
    '--cookie-secure=true',
    '--cookie-httponly=true',
    '--cookie-samesite=lax',
    `--cookie-expire=${sessionHours}h`,
    // Asks the provider again, so that who leaves a group is out before the session ends.
    '--cookie-refresh=15m',
    '--reverse-proxy=true',
    ...settings.trustedProxies.map((block) => `--trusted-proxy-ip=${block}`),
    '--pass-host-header=true',
    // Names and addresses of people are the provider's to log.
    '--request-logging=false',
    '--auth-logging=false',
    pulumi.interpolate`--upstream=${upstream}/`,
  ]
}
