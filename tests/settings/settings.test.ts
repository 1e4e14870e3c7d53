import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { envExample } from '../../app/settings/env-example.ts'
import { readSettings } from '../../app/settings/settings.ts'

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
