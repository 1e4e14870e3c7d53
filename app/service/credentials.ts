import type { Actor } from '../auth/actor.ts'
import { actorOfKey, createKeyring, hashKey, isMadeKey } from '../auth/api-keys.ts'
import { embeddedCredentials } from '../auth/embedded-credentials.ts'
import { createOidc, type OidcSettings } from '../auth/oidc.ts'
import { hashPassword } from '../auth/passwords.ts'
import { createSessions } from '../auth/sessions.ts'
import type { Tokens } from '../auth/tokens.ts'
import type { Credentials } from '../http/authentication.ts'
import { ownOrigin, signedOrigin } from '../http/own-origin.ts'
import { actorOfUser, type Users } from '../http/parts.ts'
import type { Settings } from '../settings/settings.ts'
import { environmentKeys, findActiveKey, syncKeys } from '../store/api-keys.ts'
import type { Store } from '../store/store.ts'
import type { OpenedClients } from './trusted-clients.ts'

/** Credentials of a running service, and where a person finds those it made itself. */
export interface OpenedCredentials {
  credentials: Credentials
  /** File of generated credentials; undefined where all were given. */
  generated: string | undefined
}

/**
 * Brings keys and first administrator into the database. What the environment gives counts; an
 * embedded service that was given no key and no administrator makes its own, once.
 */
export async function openCredentials(parts: {
  settings: Settings
  store: Store
  users: Users
  tokens: Tokens
  trusted: Pick<OpenedClients, 'assertions' | 'system'>
}): Promise<OpenedCredentials> {
  const { settings, store, users, tokens, trusted } = parts
  const given = settings.apiKeys.size > 0 || settings.ADMIN_USERNAME !== undefined
  const made =
    store.kind === 'embedded' && !given
      ? embeddedCredentials(settings.DATA_DIR, settings.institutions)
      : undefined
  const keys = made?.apiKeys ?? settings.apiKeys
  if (keys.size > 0)
    await syncKeys(
      store.db,
      [...keys].map(([institution, key]) => ({ institution, keySha256: hashKey(key) })),
    )
  await addFirstAdministrator(users, made?.admin ?? administratorOf(settings))
  const members = new Set(settings.institutions.map(({ id }) => id))
  const active = (await environmentKeys(store.db)).filter(({ institution }) =>
    members.has(institution),
  )
  const origin = { publicUrl: settings.PUBLIC_URL, trustedProxies: settings.TRUSTED_PROXIES }
  return {
    generated: made?.file,
    credentials: {
      apiKey: keyReader(createKeyring(active), store, members),
      tokens,
      user: async ({ userId, username, passwordVersion = 0 }) => {
        const user = await users.byId(userId)
        const isSame = user?.username === username && user.passwordVersion === passwordVersion
        return isSame ? actorOfUser(user) : undefined
      },
      oidc: oidcOf(settings),
      sessions: createSessions({
        store,
        idleSeconds: settings.SESSION_IDLE_MINUTES * 60,
        lifetimeSeconds: settings.SESSION_HOURS * 3600,
      }),
      ownOrigin: (c) => ownOrigin(c, origin),
      assertions: trusted.assertions,
      system: trusted.system,
      signedOrigin: (c) => signedOrigin(c, origin),
    },
  }
}

/**
 * Keys of the environment are compared in memory. Those that administrators made are looked up for
 * every request: so a new one works, and a revoked one does not, at once and at every replica.
 */
function keyReader(
  environment: (key: string) => Actor | undefined,
  { pool }: Store,
  members: ReadonlySet<string>,
): Credentials['apiKey'] {
  return (key) => {
    const known = environment(key)
    if (known !== undefined || !isMadeKey(key)) return known
    return findActiveKey(pool, hashKey(key)).then((found) =>
      found === undefined || !members.has(found.institution) ? undefined : actorOfKey(found),
    )
  }
}

const administratorOf = (settings: Settings): { username: string; password: string } | undefined =>
  settings.ADMIN_USERNAME !== undefined && settings.ADMIN_PASSWORD !== undefined
    ? { username: settings.ADMIN_USERNAME, password: settings.ADMIN_PASSWORD }
    : undefined

/** Only where he does not exist: a password changed since then is not set back. */
async function addFirstAdministrator(
  users: Users,
  admin: { username: string; password: string } | undefined,
): Promise<void> {
  if (admin === undefined || (await users.byName(admin.username)) !== undefined) return
  const passwordHash = await hashPassword(admin.password)
  await users.create({ username: admin.username, passwordHash, role: 'admin', institution: null })
}

const oidcOf = (settings: Settings): Credentials['oidc'] => {
  const wanted = oidcSettings(settings)
  return wanted && createOidc(wanted)
}

/** How tokens of the identity provider are read; undefined where none is configured. */
export const oidcSettings = (settings: Settings): OidcSettings | undefined =>
  settings.OIDC_ISSUER === undefined || settings.OIDC_AUDIENCE === undefined
    ? undefined
    : {
        issuer: settings.OIDC_ISSUER,
        audience: settings.OIDC_AUDIENCE,
        rolesClaim: settings.OIDC_ROLES_CLAIM,
        adminRole: settings.OIDC_ADMIN_ROLE,
        userRole: settings.OIDC_USER_ROLE,
        institutionClaim: settings.OIDC_INSTITUTION_CLAIM,
        institutions: new Set(settings.institutions.map(({ id }) => id)),
      }
