import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiKeyVariable, type Institution } from '../institutions/institutions.ts'

/** Credentials of an embedded service that was given none. */
export interface EmbeddedCredentials {
  /** The file people read them from; only its owner can. */
  file: string
  /** API keys by institution id. */
  apiKeys: Map<string, string>
  admin: { username: string; password: string }
}

/**
 * Reads the credentials in `DATA_DIR/credentials.env`, or makes random ones and writes them there
 * (mode 0600, in a form that `. credentials.env` loads into a shell). They are never logged.
 */
export function embeddedCredentials(
  dataDir: string,
  institutions: readonly Institution[],
): EmbeddedCredentials {
  const file = join(dataDir, 'credentials.env')
  const known = existsSync(file) ? readVariables(readFileSync(file, 'utf8')) : new Map()
  const missing: string[] = []
  const variable = (name: string, make: () => string): string => {
    const value = known.get(name) ?? make()
    if (!known.has(name)) missing.push(`${name}=${value}\n`)
    return value
  }
  const apiKeys = new Map(
    institutions.map(({ id }) => [id, variable(apiKeyVariable(id), () => randomText(24))]),
  )
  const username = variable('ADMIN_USERNAME', () => 'admin')
  const password = variable('ADMIN_PASSWORD', () => randomText(18))
  if (missing.length > 0) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    writeFileSync(file, missing.join(''), { flag: 'a', mode: 0o600 })
  }
  return { file, apiKeys, admin: { username, password } }
}

const randomText = (bytes: number): string => randomBytes(bytes).toString('base64url')

const readVariables = (text: string): Map<string, string> =>
  new Map(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf('=')
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []
    }),
  )
