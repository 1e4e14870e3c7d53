import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { serviceKeys } from '../../app/secrets/service-keys.ts'

const SECRET = 'a secret that has forty-five bytes or so, yes'
const databaseUrl = 'postgres://localhost/x'

describe('The keys of the service', () => {
  let dataDir: string
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'dataspace-keys-'))
  })
  afterEach(() => rmSync(dataDir, { recursive: true }))

  it('are generated once with the embedded database, readable by their owner only', () => {
    const first = serviceKeys({ dataDir })
    expect(first.tokenKey).toHaveLength(32)
    expect(first.auditSecret).toHaveLength(32)
    expect(first.tokenKey).not.toEqual(first.auditSecret)
    expect(serviceKeys({ dataDir })).toEqual(first)
    expect(statSync(join(dataDir, 'keys')).mode & 0o777).toBe(0o700)
    expect(statSync(join(dataDir, 'keys/audit.key')).mode & 0o777).toBe(0o600)
  })

  it('are not replaced when a file was damaged', () => {
    serviceKeys({ dataDir })
    writeFileSync(join(dataDir, 'keys/token.key'), 'short')
    expect(() => serviceKeys({ dataDir })).toThrow(
      'token.key holds 5 bytes, a key has 32. Restore it from a backup.',
    )
  })

  it('come from the environment with a database server, the audit key derived unless given', () => {
    const keys = serviceKeys({ dataDir, databaseUrl, jwtSecret: SECRET })
    expect(Buffer.from(keys.tokenKey).toString()).toBe(SECRET)
    expect(keys.auditSecret).toHaveLength(32)
    expect(serviceKeys({ dataDir, databaseUrl, jwtSecret: SECRET })).toEqual(keys)
    const given = serviceKeys({
      dataDir,
      databaseUrl,
      jwtSecret: SECRET,
      auditSecret: `${SECRET}!`,
    })
    expect(Buffer.from(given.auditSecret).toString()).toBe(`${SECRET}!`)
  })

  it('are refused when missing or short, all problems at once', () => {
    expect(() => serviceKeys({ dataDir, databaseUrl, auditSecret: 'abc' })).toThrow(
      'AUDIT_KEY has 3 bytes, at least 32 are needed.\n' +
        'JWT_SECRET is missing: with DATABASE_URL all replicas must share it. ' +
        'Make one with: openssl rand -base64 48',
    )
    expect(() => serviceKeys({ dataDir, jwtSecret: 'short' })).toThrow('JWT_SECRET has 5 bytes')
  })
})
