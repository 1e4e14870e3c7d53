import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { afterAll, describe, expect, it } from 'vitest'
import { bundleFhirIntake } from '../../../images/fhir-intake/bundle.ts'

const start = process.cwd()
const elsewhere = mkdtempSync(join(tmpdir(), 'dataspace-bundle-'))
afterAll(() => {
  process.chdir(start)
  rmSync(elsewhere, { recursive: true })
})

const hashOf = async (files: Record<string, string>): Promise<unknown> => {
  const assets = Object.entries(files).map(([path, text]) => [
    path,
    new pulumi.asset.StringAsset(text),
  ])
  const archive = new pulumi.asset.AssetArchive(Object.fromEntries(assets))
  return JSON.stringify(await archive.assets)
}

describe("the FHIR intake's bundle", () => {
  it('holds the code and the FHIR definitions, and no more', async () => {
    const files = await bundleFhirIntake()
    expect(Object.keys(files)).toEqual(['handler.mjs', 'definitions.ndjson'])
    expect(files['definitions.ndjson']?.split('\n').length).toBeGreaterThan(60)
    expect(files['handler.mjs']).toMatch(/export\s*\{[^}]*\bhandler\b[^}]*\}/)
  })

  it('is the same wherever it is made, byte for byte', async () => {
    const first = await bundleFhirIntake()
    process.chdir(elsewhere)
    const second = await bundleFhirIntake()
    process.chdir(start)
    expect(second).toEqual(first)
    expect(await hashOf(second)).toBe(await hashOf(first))
    expect(first['handler.mjs']).not.toContain(start)
  })

  it('takes nothing from outside but Node and the AWS SDK, and carries neither database nor server', async () => {
    const { 'handler.mjs': code = '' } = await bundleFhirIntake()
    const imported = [...code.matchAll(/\b(?:from|import)\s*"([@\w][\w:@/.-]*)"/g)]
    const packages = new Set(imported.map(([, name = '']) => name))
    const foreign = [...packages].filter((name) => !name.startsWith('node:'))
    expect(foreign.sort()).toEqual(['@aws-sdk/client-s3', '@aws-sdk/client-secrets-manager'])
    expect(code.length).toBeLessThan(600_000)
  })
})
