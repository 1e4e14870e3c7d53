import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kaapanaChecks } from '../../../kaapana/check/kaapana-checks.ts'
import { createFetch } from '../../../kaapana/http/kaapana-fetch.ts'

const page = readFileSync(join(import.meta.dirname, '../../../docs/kaapana/verify.md'), 'utf8')
const checks = kaapanaChecks({
  baseUrl: new URL('https://kaapana.example'),
  httpPort: 80,
  fetch: createFetch({}),
})

describe('docs/kaapana/verify.md', () => {
  it('explains every check, and none that there is not', () => {
    const rows = Array.from(page.matchAll(/^\| (`[a-z].*?`) +\|/gm), ([, ids = '']) => ids)
    const named = rows.flatMap((ids) =>
      Array.from(ids.matchAll(/`([a-z]+\.[a-z.-]+)`/g), ([, id]) => id),
    )
    expect(named.sort()).toEqual(checks.map(({ id }) => id).sort())
  })
})

describe('checks', () => {
  it('have ids of their own, by which they can be chosen', () => {
    const ids = checks.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+(\.[a-z-]+)+$/)
  })

  it('say as a sentence what is so when they pass', () => {
    for (const { title } of checks) expect(title).toMatch(/^\S+ .*[a-z%S]$/)
  })
})
