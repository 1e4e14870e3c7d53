import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../postgres/server.ts'
import { startTestService, type TestService } from './start-service.ts'

interface Case {
  name: string
  method: string
  path: string
  headers: Record<string, string>
  body: unknown
  expect: {
    status: number
    jsonSubset?: Record<string, unknown>
    jsonChecks?: { path: string; op: string; value?: unknown }[]
    headers?: Record<string, string>
    headersAbsent?: string[]
  }
}

const CASES = JSON.parse(
  readFileSync(join(import.meta.dirname, 'contract-cases.json'), 'utf8'),
) as Case[]
const USER = { username: 'plain-user', password: 'plain-user-password' }

/** The service on each kind of database. */
const ENVIRONMENTS: [string, () => Promise<Record<string, string>>][] = [
  ['the embedded database', async () => ({})],
  [
    'a PostgreSQL server',
    async () => ({
      DATABASE_URL: await createDatabase(inject('postgresUrl')),
      JWT_SECRET: 'a-token-key-of-the-tests-0123456789',
    }),
  ],
]

describe.each(ENVIRONMENTS)("the original's contract on %s", (_, environment) => {
  let service: TestService
  const tokens: Record<string, string> = {}
  beforeAll(async () => {
    service = await startTestService(await environment())
    tokens['{{TOKEN_ADMIN}}'] = await service.token()
    await service.call('POST', '/api/v1/admin/users', {
      token: tokens['{{TOKEN_ADMIN}}'],
      body: { ...USER, role: 'user' },
    })
    tokens['{{TOKEN_USER}}'] = await service.token(USER)
  })
  afterAll(() => service.close())

  it.each(CASES.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    const headers = Object.fromEntries(
      Object.entries(one.headers).map(([name, value]) => [
        name,
        value.replace(/\{\{\w+\}\}/, (mark) => tokens[mark] ?? mark),
      ]),
    )
    const answer = await fetch(`${service.url}${one.path}`, {
      method: one.method,
      headers,
      ...(one.body === null ? {} : { body: JSON.stringify(one.body) }),
    })
    const text = await answer.text()
    expect(answer.status, text).toBe(one.expect.status)
    const { jsonSubset, jsonChecks = [], headersAbsent = [] } = one.expect
    if (jsonSubset !== undefined) expect(JSON.parse(text)).toMatchObject(jsonSubset)
    for (const check of jsonChecks) runCheck(valueAt(JSON.parse(text), check.path), check)
    for (const [name, value] of Object.entries(one.expect.headers ?? {}))
      expect(answer.headers.get(name)).toBe(value)
    for (const name of headersAbsent) expect(answer.headers.get(name)).toBeNull()
  })
})

function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => {
    const name = part.replace('[]', '')
    if (Array.isArray(value)) return value.map((item) => item[name])
    return (value as Record<string, unknown>)[name]
  }, data)
}

function runCheck(value: unknown, { op, value: wanted }: { op: string; value?: unknown }): void {
  if (op === 'exists') expect(value).toBeDefined()
  else if (op === 'in') expect(wanted).toContain(value)
  else if (op === 'gte') expect(value).toBeGreaterThanOrEqual(wanted as number)
  else if (op === 'lte') expect(value).toBeLessThanOrEqual(wanted as number)
  else if (op === 'len') expect(value).toHaveLength(wanted as number)
  else if (op === 'setEq') expect(new Set(value as unknown[])).toEqual(new Set(wanted as unknown[]))
  else throw new Error(`Unknown check ${op}`)
}
