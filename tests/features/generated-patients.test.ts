import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { extractFeatures } from '../../app/features/extract-features.ts'
import { prepareRecords } from '../../app/fhir/prepare-records.ts'
import type { StoredResource } from '../../app/fhir/stored-resource.ts'
import { patients } from './generated-patients.ts'
import { expectedTable, HEADER } from './oracle.ts'

const folder = mkdtempSync(join(tmpdir(), 'generated-patients-'))
afterAll(() => rmSync(folder, { recursive: true }))

const identity = { pseudonymise: (_kind: string, id: string): string => id }

/** The records that validation accepts: as sent, and as the service stores them. */
async function accepted(records: readonly object[]) {
  const sent: object[] = []
  const stored: StoredResource[] = []
  const body = Buffer.from(JSON.stringify(records))
  for await (const record of prepareRecords(body, 'application/fhir+json', identity)) {
    if (!record.accepted) continue
    sent.push(records[record.position] as object)
    stored.push(record.stored)
  }
  return { sent, stored }
}

const RUNS = Number(process.env.PATIENT_RUNS ?? 3)

describe('generated patients', () => {
  it('get the rows of labelledStays, sent plainly or as the intake stores them', async () => {
    let rows = 0
    let records = 0
    await fc.assert(
      fc.asyncProperty(patients(150), fc.boolean(), async (generated, isStored) => {
        const { sent, stored } = await accepted(generated)
        records += sent.length / generated.length / RUNS
        const file = join(folder, 'extract.ndjson')
        const lines = (isStored ? stored : sent).map((record) => JSON.stringify(record))
        writeFileSync(file, lines.join('\n'))
        const output = join(folder, 'table.csv')
        const sources = [{ institution: 'ukhd', files: [file], extractEnd: '2021-03-01' }]
        const report = await extractFeatures({ sources, output, temporary: folder })
        const expected = expectedTable('ukhd', stored, '2021-03-01')
        expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toEqual([
          HEADER,
          ...expected.lines,
        ])
        expect(report.excluded).toEqual(expected.excluded)
        rows += report.rows
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(rows).toBeGreaterThan(100)
    expect(records).toBeGreaterThan(0.8)
  })
})
