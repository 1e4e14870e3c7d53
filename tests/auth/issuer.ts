import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** A real OpenID Connect issuer on loopback whose clients get access tokens as JWTs. */
export interface Issuer {
  url: string
  /** A token of the client with this id, for this audience. */
  token(clientId: string, audience?: string): Promise<string>
  close(): Promise<void>
}

/** A client of the issuer and what its tokens say. */
export interface IssuerClient {
  id: string
  claims: Record<string, unknown>
}

/** Starts an issuer whose clients sign in by themselves (client credentials). */
export async function startIssuer(clients: readonly IssuerClient[]): Promise<Issuer> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(url, {
    clients: clients.map(({ id }) => ({
      client_id: id,
      client_secret: `secret-of-${id}`,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_: unknown, indicator: string) => ({
          scope: 'read',
          audience: indicator,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 60,
        }),
      },
    },
    extraTokenClaims: (_: unknown, token: { clientId?: string }) => {
      const client = clients.find(({ id }) => id === token.clientId)
      return { sub: token.clientId, ...client?.claims }
    },
  })
  server.on('request', provider.callback())
  return { url, token: (id, audience) => askToken(url, id, audience), close: () => stop(server) }
}

async function askToken(
  url: string,
  id: string,
  audience = 'https://dataspace.test',
): Promise<string> {
  const answer = await fetch(`${url}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:secret-of-${id}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience }),
  })
  const { access_token: token, ...problem } = (await answer.json()) as { access_token?: string }
  if (token === undefined) throw new Error(`No token for ${id}: ${JSON.stringify(problem)}`)
  return token
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
