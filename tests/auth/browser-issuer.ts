import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A real OpenID Connect issuer on loopback at which people sign in with a browser. */
export interface BrowserIssuer {
  url: string
  /** What a browser does that opens `url` as this account: where it is sent back to. */
  signIn(url: string, account: string): Promise<string>
  close(): Promise<void>
}

/** Client of the issuer: the service under test. */
export const CLIENT = { id: 'console', secret: 'secret-of-the-console' } as const

/**
 * Starts an issuer with accounts and the claims their user information holds. Claims are not in the
 * ID token, as with most providers.
 */
export async function startBrowserIssuer(options: {
  redirectUri: string
  accounts: Record<string, Record<string, unknown>>
}): Promise<BrowserIssuer> {
  const { redirectUri, accounts } = options
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(url, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        grant_types: ['authorization_code'],
        redirect_uris: [redirectUri],
        response_types: ['code'],
      },
    ],
    pkce: { required: () => true },
    claims: { profile: ['preferred_username', 'roles', 'institution'], openid: ['sub'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, preferred_username: id, ...accounts[id] }),
    }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: CLIENT.id,
        ...(ctx.oidc.session?.accountId && { accountId: ctx.oidc.session.accountId }),
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response)
    const accountId = String(request.headers['x-account'])
    return provider.interactionFinished(request, response, { login: { accountId } })
  })
  return {
    url,
    signIn: (start, account) => follow(start, account, redirectUri),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Follows redirects with cookies until the provider sends the browser back to the client. */
async function follow(start: string, account: string, redirectUri: string): Promise<string> {
  const jar = new Map<string, string>()
  let url = start
  for (let step = 0; step < 10; step += 1) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'x-account': account,
      },
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`${url}: ${answer.status} ${await answer.text()}`)
    url = new URL(location, url).href
    if (url.startsWith(redirectUri)) return url
  }
  throw new Error('The provider never sent the browser back')
}
