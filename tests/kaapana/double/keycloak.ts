import { type Context, Hono } from 'hono'
import { jwtVerify, SignJWT } from 'jose'
import type { Fault } from './faults.ts'

/** Who may sign in. */
export interface DoubleUser {
  readonly user: string
  readonly password: string
  readonly clientSecret: string
}

/** What the double's Keycloak is told. */
export interface KeycloakOptions extends DoubleUser {
  /** Of the tokens, HS256. */
  readonly secret: Uint8Array
  /** Seconds that a token lasts. */
  readonly tokenSeconds: number
  readonly faults: ReadonlySet<Fault>
  readonly issuer: () => string
}

/** Whether a request's bearer token is one of this Keycloak. */
export async function isValid(authorization: string, secret: Uint8Array): Promise<boolean> {
  const token = /^Bearer (.+)$/.exec(authorization)?.[1]
  if (token === undefined) return false
  return jwtVerify(token, secret).then(
    () => true,
    () => false,
  )
}

/** Discovery, login page and token endpoint of the realm `kaapana`. */
export function keycloak({ faults, issuer, ...options }: KeycloakOptions): Hono {
  const app = new Hono().basePath('/auth/realms/kaapana')
  app.use(async (c, next) =>
    faults.has('keycloak.no-realm') ? c.json({ error: 'Realm does not exist' }, 404) : next(),
  )
  app.get('/.well-known/openid-configuration', (c) => {
    const url = faults.has('keycloak.issuer')
      ? 'https://elsewhere.example/auth/realms/kaapana'
      : issuer()
    return c.json({
      issuer: faults.has('keycloak.issuer-path') ? url.replace('/auth/', '/') : url,
      authorization_endpoint: `${url}/protocol/openid-connect/auth`,
      token_endpoint: `${url}/protocol/openid-connect/token`,
      jwks_uri: `${url}/protocol/openid-connect/certs`,
    })
  })
  app.get('/protocol/openid-connect/auth', (c) =>
    faults.has('keycloak.login-page')
      ? c.html('<p>Invalid parameter: redirect_uri</p>', 400)
      : c.html(
          '<form id="kc-form-login" method="post"><input name="username"><input name="password" type="password"></form>',
        ),
  )
  app.post('/protocol/openid-connect/token', (c) => token(c, { faults, ...options }))
  return app
}

async function token(
  c: Context,
  { faults, ...options }: Omit<KeycloakOptions, 'issuer'>,
): Promise<Response> {
  const { grant_type, client_id, client_secret, username, password } = await c.req.parseBody()
  const refuse = (error: string, error_description: string, status: 400 | 401) =>
    c.json({ error, error_description }, status)
  if (client_id !== 'kaapana' || client_secret !== options.clientSecret)
    return refuse('unauthorized_client', 'Invalid client or Invalid client credentials', 401)
  if (grant_type !== 'password')
    return refuse('unsupported_grant_type', 'Unsupported grant_type', 400)
  if (username !== options.user || password !== options.password)
    return refuse('invalid_grant', 'Invalid user credentials', 401)
  if (faults.has('keycloak.first-password'))
    return refuse('invalid_grant', 'Account is not fully set up', 400)
  const access_token = await new SignJWT({ realm_access: { roles: ['admin'] } })
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(crypto.randomUUID())
    .setExpirationTime(`${options.tokenSeconds}s`)
    .sign(options.secret)
  return c.json({ access_token, expires_in: options.tokenSeconds, token_type: 'Bearer' })
}
