import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { extractFeatures } from '../../app/features/extract-features.ts'
import { readTable } from '../../app/forest/read-table.ts'
import { expectedTable, HEADER, storedRecords } from './oracle.ts'
import { syntheaSources } from './synthea.ts'

const sources = syntheaSources()

describe.skipIf(!sources)('the Synthea extracts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'features-test-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const extract = async (name: string, threads?: number) => {
    const output = join(folder, name)
    const shares: number[] = []
    const report = await extractFeatures({
      sources: sources ?? [],
      output,
      threads,
      temporary: folder,
      onProgress: (share) => shares.push(share),
    })
    return { report, shares, text: readFileSync(output, 'utf8') }
  }

  it('give the rows of labelledStays, in order', async () => {
    const { report, text } = await extract('table.csv')
    const expected = await Promise.all(
      (sources ?? []).map(async ({ institution, files }) =>
        expectedTable(institution, await storedRecords(files)),
      ),
    )
    const lines = expected.flatMap((table) => table.lines)
    expect(text.trimEnd().split('\n')).toEqual([HEADER, ...lines])
    expect(lines.length).toBeGreaterThan(40)
    expect(report.rows).toBe(lines.length)
    for (const [reason, count] of Object.entries(report.excluded)) {
      const counts = expected.map(({ excluded }) => excluded[reason as keyof typeof excluded])
      expect([reason, count]).toEqual([reason, counts.reduce((sum, each) => sum + each)])
    }
  })

  it('give the same bytes on one thread as on all, and a table that training reads', async () => {
    const one = await extract('one.csv', 1)
    const all = await extract('all.csv')
    expect(one.text).toBe(all.text)
    const { rows } = await readTable(join(folder, 'one.csv'))
    expect(rows).toBe(one.report.rows)
  })

  it('tell progress that grows to 1, and leave nothing but the table behind', async () => {
    const { shares } = await extract('table.csv')
    expect(shares.at(-1)).toBe(1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(readdirSync(folder).filter((name) => !name.endsWith('.csv'))).toEqual([])
  })
})
