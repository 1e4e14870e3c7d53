import { hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { keyFile } from './key-file.ts'

const MINIMUM = 32

/** The secrets of the service. */
export interface ServiceKeys {
  /** Signs the tokens of those who log in. */
  tokenKey: Uint8Array
  /** Root of the audit trail's hashes and of all pseudonyms; see `auditKey`. */
  auditSecret: Uint8Array
}

export interface ServiceKeyOptions {
  dataDir: string
  databaseUrl?: string | undefined
  /** JWT_SECRET. Required with a database server: all replicas need the same. */
  jwtSecret?: string | undefined
  /** AUDIT_KEY. Default with a database server: derived from JWT_SECRET. */
  auditSecret?: string | undefined
}

/**
 * The keys from the environment, or generated and kept in `<dataDir>/keys` for what is not given
 * and the embedded database.
 *
 * @throws Error naming every secret that is missing or shorter than 32 bytes.
 */
export function serviceKeys(options: ServiceKeyOptions): ServiceKeys {
  const { databaseUrl, jwtSecret, auditSecret } = options
  const problems = [...tooShort('JWT_SECRET', jwtSecret), ...tooShort('AUDIT_KEY', auditSecret)]
  if (databaseUrl && !jwtSecret) {
    problems.push(
      'JWT_SECRET is missing: with DATABASE_URL all replicas must share it. ' +
        'Make one with: openssl rand -base64 48',
    )
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const stored = (name: string): Buffer => keyFile(join(options.dataDir, 'keys'), name)
  const tokenKey = jwtSecret ? Buffer.from(jwtSecret) : stored('token')
  if (auditSecret) return { tokenKey, auditSecret: Buffer.from(auditSecret) }
  return { tokenKey, auditSecret: databaseUrl ? derived(tokenKey) : stored('audit') }
}

/** The key of the audit trail alone, for what signs no tokens: with AUDIT_KEY nothing else is needed. */
export function auditSecretOf(options: ServiceKeyOptions): Uint8Array {
  const { auditSecret } = options
  if (!auditSecret || tooShort('AUDIT_KEY', auditSecret).length > 0)
    return serviceKeys(options).auditSecret
  return Buffer.from(auditSecret)
}

function tooShort(name: string, secret: string | undefined): string[] {
  if (!secret) return []
  const bytes = Buffer.byteLength(secret)
  if (bytes >= MINIMUM) return []
  return [`${name} has ${bytes} bytes, at least ${MINIMUM} are needed.`]
}

const derived = (tokenKey: Uint8Array): Buffer =>
  Buffer.from(hkdfSync('sha256', tokenKey, '', 'dataspace audit secret', 32))
