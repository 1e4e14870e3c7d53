import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { envExample } from '../../app/settings/env-example.ts'
import { readCommandSettings, readSettings } from '../../app/settings/settings.ts'

describe('settings from the environment', () => {
  it('need nothing: every default serves the embedded service', () => {
    const settings = readSettings({})
    expect(settings).toMatchObject({ PORT: 8000, METRICS_PORT: 8001, DATA_DIR: '.data' })
    expect(settings.institutions.map(({ id }) => id)).toEqual(['dkfz', 'ukhd', 'embl'])
    expect(settings.apiKeys.size).toBe(0)
  })

  it('count an empty variable as not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' }).PORT).toBe(8000)
  })

  it('report every problem at once, by variable, without the values', () => {
    const wrong = {
      PORT: '99999',
      DATABASE_URL: 'mysql://user:hunter2@host/db',
      JWT_SECRET: 'short',
      INSTITUTION_API_KEY_NOWHERE: 'a-key-that-is-long-enough',
      INSTITUTION_API_KEY_DKFZ: 'short-key',
    }
    const message = problemsOf(wrong)
    for (const name of Object.keys(wrong)) expect(message).toContain(`  - ${name}: `)
    for (const value of ['hunter2', 'short-key', 'a-key-that']) expect(message).not.toContain(value)
  })

  it('refuse published defaults as secrets', () => {
    expect(problemsOf({ ADMIN_USERNAME: 'admin', ADMIN_PASSWORD: 'admin123' })).toContain(
      'ADMIN_PASSWORD: is a published default, not a secret',
    )
  })

  it('want a token key with a database of their own, and an audience with an issuer', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://localhost/db' })).toContain(
      'JWT_SECRET: required',
    )
    expect(problemsOf({ OIDC_ISSUER: 'https://id.example' })).toContain('OIDC_AUDIENCE: required')
    expect(problemsOf({ ADMIN_USERNAME: 'admin' })).toContain('set both or neither')
  })

  it('of a command want no token key, and that of the audit trail with a database of their own', () => {
    const given = { DATABASE_URL: 'postgres://localhost/db' }
    expect(() => readCommandSettings(given)).toThrow('AUDIT_KEY: required with DATABASE_URL')
    const settings = readCommandSettings({ ...given, AUDIT_KEY: 'k'.repeat(32) })
    expect(settings.JWT_SECRET).toBeUndefined()
  })

  it('refuse one key for two institutions', () => {
    const key = 'the-same-key-for-both-of-them'
    expect(problemsOf({ INSTITUTION_API_KEY_DKFZ: key, INSTITUTION_API_KEY_UKHD: key })).toContain(
      'two institutions have the same key',
    )
  })

  it('take other institutions, whose keys are then known by their ids', () => {
    const settings = readSettings({
      INSTITUTIONS: '[{"id":"st-mary","name":"St Mary","location":"Ulm"}]',
      INSTITUTION_API_KEY_ST_MARY: 'a-key-of-st-mary-0001',
    })
    expect(settings.apiKeys.get('st-mary')).toBe('a-key-of-st-mary-0001')
    expect(problemsOf({ INSTITUTIONS: '{' })).toContain('INSTITUTIONS: must be a JSON array')
  })
})

describe('secrets from files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-secrets-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }

  it('are the same as from variables, without the line break at the end', () => {
    const settings = readSettings({
      DATABASE_URL: 'postgres://localhost/db',
      DATABASE_USERNAME_FILE: file('user', 'dataspace\n'),
      DATABASE_PASSWORD_FILE: file('password', 'a\nb\n'),
      JWT_SECRET_FILE: file('jwt', 'x'.repeat(32)),
      INSTITUTION_API_KEY_DKFZ_FILE: file('dkfz', 'a-key-of-dkfz-000001\r\n'),
    })
    expect(settings).toMatchObject({
      DATABASE_USERNAME: 'dataspace',
      DATABASE_PASSWORD: 'a\nb',
      DATABASE_PASSWORD_FILE: join(folder, 'password'),
      JWT_SECRET: 'x'.repeat(32),
    })
    expect(settings.apiKeys.get('dkfz')).toBe('a-key-of-dkfz-000001')
  })

  it('are refused together with the variable, and where the file is missing or empty', () => {
    const jwt = file('jwt', 'y'.repeat(32))
    const empty = file('empty', '\n')
    const nowhere = join(folder, 'nowhere')
    const message = problemsOf({
      JWT_SECRET: 'z'.repeat(32),
      JWT_SECRET_FILE: jwt,
      AUDIT_KEY_FILE: empty,
      INSTITUTION_API_KEY_UKHD_FILE: nowhere,
    })
    expect(message.split('\n').slice(1, -1)).toEqual([
      '  - JWT_SECRET and JWT_SECRET_FILE: set one of them, not both',
      `  - AUDIT_KEY_FILE: ${empty} is empty`,
      `  - INSTITUTION_API_KEY_UKHD_FILE: ${nowhere} cannot be read (ENOENT)`,
    ])
  })

  it('leave variables alone that only look like files of secrets', () => {
    expect(readSettings({ LOG_FILE: '/nowhere', PORT_FILE: '/nowhere' }).PORT).toBe(8000)
    expect(problemsOf({ INSTITUTIONS: '[{"id":"a-file","name":"A","location":"B"}]' })).toContain(
      'must not end in -file',
    )
  })

  it('of sign-in by browsers fit together, and passwords never go over plain HTTP', () => {
    const message = problemsOf({
      OIDC_CLIENT_SECRET: 'geheim',
      PUBLIC_URL: 'http://dataspace.example.org',
      PLAN_PICTURE_PATH: '/plan/plan.png',
      SESSION_HOURS: '0',
    })
    expect(message).toContain('PLAN_PICTURE_PATH: must name an .svg or .html file')
    expect(message).toContain('SESSION_HOURS: ')
    expect(message).not.toContain('geheim')
    const both = problemsOf({
      OIDC_CLIENT_SECRET: 'geheim',
      PUBLIC_URL: 'http://dataspace.example.org',
    })
    expect(both).toContain('OIDC_CLIENT_ID: required with OIDC_CLIENT_SECRET')
    expect(both).toContain('PUBLIC_URL: must be https, or http on this machine')
    expect(problemsOf({ OIDC_CLIENT_ID: 'a' })).toContain('OIDC_ISSUER: required')
    expect(readSettings({ PUBLIC_URL: 'http://localhost:8000' }).PUBLIC_URL).toBe(
      'http://localhost:8000',
    )
  })

  it('give the database user and password in one place only', () => {
    const jwt = { JWT_SECRET: 'x'.repeat(32) }
    const both = { DATABASE_USERNAME: 'a', DATABASE_PASSWORD: 'b' }
    const url = 'postgres://anna:geheim@localhost/db'
    const message = problemsOf({ ...jwt, ...both, DATABASE_URL: url })
    expect(message).toContain('DATABASE_USERNAME: DATABASE_URL names a user as well')
    expect(message).toContain('DATABASE_PASSWORD: DATABASE_URL holds one as well')
    expect(message).not.toContain('geheim')
    expect(problemsOf(both)).toContain('DATABASE_URL: required with DATABASE_USERNAME')
  })
})

describe('.env.example', () => {
  it('is what the schema makes', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(envExample())
  })
})

function problemsOf(environment: Record<string, string>): string {
  try {
    readSettings(environment)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The settings were accepted')
}
