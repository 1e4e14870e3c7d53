import { z } from 'zod'
import { isSafeOrigin } from '../http/own-origin.ts'
import {
  apiKeyVariable,
  FOUNDING_INSTITUTIONS,
  type Institution,
} from '../institutions/institutions.ts'
import { secret } from './fields.ts'
import { readSecretFiles } from './secret-files.ts'
import { VARIABLES } from './variables.ts'

const schema = z.object(VARIABLES)

/** What a command needs that works on the database alone. */
const databaseSchema = schema.pick({
  DATA_DIR: true,
  DATABASE_URL: true,
  DATABASE_USERNAME: true,
  DATABASE_PASSWORD: true,
  DATABASE_PASSWORD_FILE: true,
})

/** Where the database is and who may open it. */
export type DatabaseSettings = z.infer<typeof databaseSchema>

/** The service's settings: every variable by its name, plus what belongs together. */
export type Settings = Omit<z.infer<typeof schema>, 'INSTITUTIONS'> & {
  /** The network's institutions. */
  institutions: readonly Institution[]
  /** API keys by institution id, as given in INSTITUTION_API_KEY_<ID>; none has a default. */
  apiKeys: ReadonlyMap<string, string>
}

/** All problems of the environment at once, a line each. */
export class SettingsError extends Error {
  override name = 'SettingsError'
  constructor(problems: string[]) {
    super(
      [
        `The service cannot start: ${problems.length} problem(s) in the environment.`,
        ...problems.map((problem) => `  - ${problem}`),
        'Each variable is explained in .env.example.',
      ].join('\n'),
    )
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the settings from environment variables, secrets also from files. An empty variable counts
 * as not set.
 *
 * @throws SettingsError naming every variable that is wrong, what is allowed, and never its value.
 */
export const readSettings = (environment: Environment): Settings =>
  readWith(environment, serviceContradictions)

/**
 * Reads the settings of a command that works beside the service on its database: it signs no tokens,
 * so that with AUDIT_KEY it needs no JWT_SECRET.
 *
 * @throws SettingsError as {@link readSettings} does.
 */
export const readCommandSettings = (environment: Environment): Settings =>
  readWith(environment, commandContradictions)

function readWith(
  environment: Environment,
  contradictions: (values: z.infer<typeof schema>) => string[],
): Settings {
  const { values: given, problems } = readSecretFiles(withoutEmpty(environment))
  const parsed = schema.safeParse(given)
  if (parsed.success) problems.push(...contradictions(parsed.data))
  else problems.push(...parsed.error.issues.map(inWords))
  const institutions = (parsed.success && parsed.data.INSTITUTIONS) || FOUNDING_INSTITUTIONS
  const apiKeys = readApiKeys({ given, institutions, problems })
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems)
  const { INSTITUTIONS: _, ...values } = parsed.data
  return { ...values, institutions, apiKeys }
}

/**
 * Reads the settings of a command that works on the database alone: it needs no other secret.
 *
 * @throws SettingsError as {@link readSettings} does.
 */
export function readDatabaseSettings(environment: Environment): DatabaseSettings {
  const { values, problems } = readSecretFiles(withoutEmpty(environment))
  const parsed = databaseSchema.safeParse(values)
  if (parsed.success) problems.push(...databaseContradictions(parsed.data))
  else problems.push(...parsed.error.issues.map(inWords))
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems)
  return parsed.data
}

const inWords = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')}: ${message}`

const withoutEmpty = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  )

function databaseContradictions(values: DatabaseSettings): string[] {
  const { DATABASE_URL: url, DATABASE_USERNAME: user, DATABASE_PASSWORD: password } = values
  const problems: string[] = []
  if (url === undefined && (user ?? password) !== undefined)
    problems.push('DATABASE_URL: required with DATABASE_USERNAME and DATABASE_PASSWORD')
  if (url !== undefined && user !== undefined && new URL(url).username !== '')
    problems.push('DATABASE_USERNAME: DATABASE_URL names a user as well; give it in one place')
  if (url !== undefined && password !== undefined && new URL(url).password !== '')
    problems.push('DATABASE_PASSWORD: DATABASE_URL holds one as well; give it in one place')
  return problems
}

function serviceContradictions(values: z.infer<typeof schema>): string[] {
  const problems = contradictions(values)
  if (values.DATABASE_URL && !values.JWT_SECRET)
    problems.push('JWT_SECRET: required with DATABASE_URL, 32 characters or more')
  return problems
}

function commandContradictions(values: z.infer<typeof schema>): string[] {
  const problems = contradictions(values)
  if (values.DATABASE_URL && !values.JWT_SECRET && !values.AUDIT_KEY)
    problems.push("AUDIT_KEY: required with DATABASE_URL, the service's; or its JWT_SECRET")
  return problems
}

function contradictions(values: z.infer<typeof schema>): string[] {
  const problems = databaseContradictions(values)
  if (values.OIDC_ISSUER && !values.OIDC_AUDIENCE)
    problems.push('OIDC_AUDIENCE: required with OIDC_ISSUER')
  if (values.OIDC_CLIENT_ID && !values.OIDC_ISSUER)
    problems.push('OIDC_ISSUER: required with OIDC_CLIENT_ID')
  if (values.OIDC_CLIENT_SECRET && !values.OIDC_CLIENT_ID)
    problems.push('OIDC_CLIENT_ID: required with OIDC_CLIENT_SECRET')
  if (values.PUBLIC_URL && !isSafeOrigin(values.PUBLIC_URL))
    problems.push('PUBLIC_URL: must be https, or http on this machine: passwords go there')
  if (Boolean(values.ADMIN_USERNAME) !== Boolean(values.ADMIN_PASSWORD))
    problems.push('ADMIN_USERNAME and ADMIN_PASSWORD: set both or neither')
  return problems
}

function readApiKeys(input: {
  given: Record<string, string | undefined>
  institutions: readonly Institution[]
  problems: string[]
}): Map<string, string> {
  const { given, institutions, problems } = input
  const keys = new Map<string, string>()
  const known = new Map(institutions.map(({ id }) => [apiKeyVariable(id), id]))
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith('INSTITUTION_API_KEY_') || value === undefined) continue
    const id = known.get(name)
    const checked = secret(16).safeParse(value)
    if (id === undefined)
      problems.push(`${name}: no such institution; known: ${[...known.values()].join(', ')}`)
    else if (!checked.success) problems.push(`${name}: ${checked.error.issues[0]?.message}`)
    else keys.set(id, value)
  }
  if (new Set(keys.values()).size < keys.size)
    problems.push('INSTITUTION_API_KEY_*: two institutions have the same key; give each its own')
  return keys
}
