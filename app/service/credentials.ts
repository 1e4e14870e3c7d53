import { createKeyring, hashKey } from '../auth/api-keys.ts'
import { embeddedCredentials } from '../auth/embedded-credentials.ts'
import { createOidc } from '../auth/oidc.ts'
import { hashPassword } from '../auth/passwords.ts'
import type { Tokens } from '../auth/tokens.ts'
import type { Credentials } from '../http/authentication.ts'
import { actorOfUser, type Users } from '../http/parts.ts'
import type { Settings } from '../settings/settings.ts'
import { activeKeys, syncKeys } from '../store/api-keys.ts'
import type { Store } from '../store/store.ts'

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
}): Promise<OpenedCredentials> {
  const { settings, store, users, tokens } = parts
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
  const active = (await activeKeys(store.db)).filter(({ institution }) => members.has(institution))
  return {
    generated: made?.file,
    credentials: {
      apiKey: createKeyring(active),
      tokens,
      user: async ({ userId, username }) => {
        const user = await users.byId(userId)
        return user?.username === username ? actorOfUser(user) : undefined
      },
      oidc: oidcOf(settings, members),
    },
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

const oidcOf = (settings: Settings, institutions: ReadonlySet<string>): Credentials['oidc'] =>
  settings.OIDC_ISSUER === undefined || settings.OIDC_AUDIENCE === undefined
    ? undefined
    : createOidc({
        issuer: settings.OIDC_ISSUER,
        audience: settings.OIDC_AUDIENCE,
        rolesClaim: settings.OIDC_ROLES_CLAIM,
        adminRole: settings.OIDC_ADMIN_ROLE,
        userRole: settings.OIDC_USER_ROLE,
        institutionClaim: settings.OIDC_INSTITUTION_CLAIM,
        institutions,
      })
