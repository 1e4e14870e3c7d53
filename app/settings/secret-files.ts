import { readFileSync } from 'node:fs'

/** Ends the name of a variable that holds the path of a file with the secret, not the secret. */
const SUFFIX = '_FILE'

/** Variables that hold secrets, beside the institutions' keys. */
const SECRETS = [
  'DATABASE_URL',
  'DATABASE_PASSWORD',
  'JWT_SECRET',
  'AUDIT_KEY',
  'ADMIN_PASSWORD',
  'OIDC_CLIENT_SECRET',
]

/** Not secret by itself, but kept together with the password where a database service makes both. */
const KEPT_WITH_SECRETS = ['DATABASE_USERNAME']

/** An environment whose secrets have been read from their files, and what was wrong with those. */
export interface ReadSecrets {
  /** The environment with each secret under its own name. */
  values: Record<string, string>
  problems: string[]
}

/** Whether `<name>_FILE` may give the variable; so it is with every secret. */
export const mayBeFile = (name: string): boolean =>
  SECRETS.includes(name) ||
  KEPT_WITH_SECRETS.includes(name) ||
  name.startsWith('INSTITUTION_API_KEY_')

/**
 * Reads the secrets that are given as files: `JWT_SECRET_FILE=/run/secrets/jwt` is JWT_SECRET with
 * what the file holds, without the line break at its end. Files are not shown by `ps`, not inherited
 * by child processes, and are how Docker, Kubernetes and systemd hand secrets over.
 *
 * The database's password stays a path as well: it is read again for every connection.
 */
export function readSecretFiles(given: Readonly<Record<string, string>>): ReadSecrets {
  const values: Record<string, string> = { ...given }
  const problems: string[] = []
  for (const [variable, path] of Object.entries(given)) {
    const name = variable.slice(0, -SUFFIX.length)
    if (!variable.endsWith(SUFFIX) || !mayBeFile(name)) continue
    if (variable !== 'DATABASE_PASSWORD_FILE') delete values[variable]
    if (given[name] !== undefined) {
      problems.push(`${name} and ${variable}: set one of them, not both`)
      continue
    }
    const read = readSecret(path)
    if ('problem' in read) problems.push(`${variable}: ${read.problem}`)
    else values[name] = read.secret
  }
  return { values, problems }
}

/** Reads one secret; says in words what is wrong with the file. */
export function readSecret(path: string): { secret: string } | { problem: string } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return { problem: `${path} cannot be read (${(error as NodeJS.ErrnoException).code})` }
  }
  const secret = text.replace(/\r?\n$/, '')
  return secret === '' ? { problem: `${path} is empty` } : { secret }
}
