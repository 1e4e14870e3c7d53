import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFhirIntake } from '../../../images/fhir-intake/bundle.ts'

const start = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'dataspace-bundle-'))
afterAll(() => {
  process.chdir(start)
  rmSync(folder, { recursive: true })
})

/** Bundles and reads what is there. */
async function contents(into: string): Promise<Record<string, string>> {
  const files = Object.entries(await bundleFhirIntake(into))
  return Object.fromEntries(files.map(([path, file]) => [path, readFileSync(file, 'utf8')]))
}

describe("the FHIR intake's bundle", () => {
  it('has the code and the FHIR definitions, and no more', async () => {
    const files = await contents(join(folder, 'first'))
    expect(Object.keys(files)).toEqual(['handler.mjs', 'definitions.ndjson'])
    expect(files['definitions.ndjson']?.split('\n').length).toBeGreaterThan(60)
    expect(files['handler.mjs']).toMatch(/export\s*\{[^}]*\bhandler\b[^}]*\}/)
    expect(readdirSync(join(folder, 'first'))).toEqual(['handler.mjs'])
  })

  it('is the same wherever it is made, byte for byte, also by several at once', async () => {
    const first = await contents(join(folder, 'first'))
    process.chdir(folder)
    const more = await Promise.all([contents('second'), contents('second')])
    process.chdir(start)
    expect(more).toEqual([first, first])
    expect(first['handler.mjs']).not.toContain(start)
  })

  it('takes nothing from outside but Node and the AWS SDK, and carries neither database nor server', async () => {
    const { 'handler.mjs': code = '' } = await contents(join(folder, 'first'))
    const imported = [...code.matchAll(/\b(?:from|import)\s*"([@\w][\w:@/.-]*)"/g)]
    const packages = new Set(imported.map(([, name = '']) => name))
    const foreign = [...packages].filter((name) => !name.startsWith('node:'))
    expect(foreign.sort()).toEqual(['@aws-sdk/client-s3', '@aws-sdk/client-secrets-manager'])
    expect(code.length).toBeLessThan(600_000)
  })
})
