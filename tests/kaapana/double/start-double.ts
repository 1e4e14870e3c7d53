import { randomBytes } from 'node:crypto'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { type Certificate, makeCertificate } from './certificate.ts'
import type { Fault } from './faults.ts'
import { type DoubleUser, isValid, keycloak } from './keycloak.ts'
import { services } from './services.ts'
import { DoubleState } from './state.ts'

/** A running double of Kaapana. */
export interface KaapanaDouble {
  /** `https://localhost:<port>` */
  readonly baseUrl: URL
  /** Port of the redirect to HTTPS. */
  readonly httpPort: number
  /** Its certificate, which is its own authority. */
  readonly certificate: Certificate
  readonly credentials: DoubleUser
  readonly faults: Set<Fault>
  readonly state: DoubleState
  /** Method and path of every request, in order. */
  readonly requests: string[]
  stop(): Promise<void>
}

/** How the double is. */
export interface DoubleOptions {
  /** @default one for localhost, for a year */
  readonly certificate?: Certificate
  /** Seconds that a token lasts. @default 300 */
  readonly tokenSeconds?: number
}

/**
 * Starts Keycloak, the proxy that asks for a sign-in and the services behind it, as one server on
 * loopback with TLS, and the redirect beside it. All routes are those of Kaapana 0.6.0.
 */
export async function startDouble(options: DoubleOptions = {}): Promise<KaapanaDouble> {
  const { certificate = makeCertificate({}), tokenSeconds = 300 } = options
  const password = (): string => randomBytes(12).toString('hex')
  const credentials = { user: 'kaapana', password: password(), clientSecret: password() }
  const secret = randomBytes(32)
  const [faults, state, requests] = [new Set<Fault>(), new DoubleState(), [] as string[]]
  let origin = ''
  const issuer = () => `${origin}/auth/realms/kaapana`
  const app = frontDoor({ credentials, secret, tokenSeconds, faults, state, requests, issuer })
  const https = createHttpsServer(certificate, getRequestListener(app.fetch))
  const http = redirectServer(faults, () => origin)
  const [port, httpPort] = await Promise.all([https, http].map(listen))
  origin = `https://localhost:${port}`
  return {
    baseUrl: new URL(origin),
    httpPort: httpPort ?? 0,
    certificate,
    credentials,
    faults,
    state,
    requests,
    stop: async () => {
      await Promise.all([https, http].map(close))
    },
  }
}

interface Ground {
  readonly credentials: DoubleUser
  readonly secret: Uint8Array
  readonly tokenSeconds: number
  readonly faults: ReadonlySet<Fault>
  readonly state: DoubleState
  readonly requests: string[]
  readonly issuer: () => string
}

/** The proxy with what it lets through: everything to Keycloak, the rest with a token. */
function frontDoor({ credentials, state, requests, ...ground }: Ground): Hono {
  const { secret, faults, issuer } = ground
  const app = new Hono()
  app.use(async (c, next) => {
    requests.push(`${c.req.method} ${c.req.path}`)
    if (faults.has(`hang ${c.req.path}`)) await new Promise(() => {})
    if (faults.has(`down ${c.req.path}`)) return c.text('Bad Gateway', 502)
    return next()
  })
  app.route('/', keycloak({ ...credentials, ...ground }))
  app.use(async (c, next) => {
    const authorization = c.req.header('authorization') ?? ''
    const allowed = !faults.has('proxy.token') && (await isValid(authorization, secret))
    if (allowed || faults.has('proxy.open')) return next()
    // The proxy lets /auth/ through, and the policies behind it refuse the console.
    if (c.req.path.startsWith('/auth/')) return c.html('<h1>403</h1>', 403)
    return c.redirect(`${issuer()}/protocol/openid-connect/auth?client_id=kaapana`, 302)
  })
  const behind = services(state, faults)
  app.all('*', (c) => {
    const missing = faults.has(`missing ${c.req.path}`)
    return behind.fetch(missing ? new Request(new URL('/', c.req.url)) : c.req.raw)
  })
  return app
}

function redirectServer(
  faults: ReadonlySet<Fault>,
  origin: () => string,
): ReturnType<typeof createHttpServer> {
  return createHttpServer((request, response) => {
    if (faults.has('http.page')) return void response.end('<html></html>')
    const scheme = faults.has('http.loop') ? 'http://localhost' : origin()
    response.writeHead(301, { location: `${scheme}${request.url}` }).end()
  })
}

type Server = ReturnType<typeof createHttpServer> | ReturnType<typeof createHttpsServer>

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
