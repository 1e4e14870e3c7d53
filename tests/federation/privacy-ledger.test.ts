import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { readSpent, spend } from '../../app/federation/privacy-ledger.ts'

const folder = mkdtempSync(join(tmpdir(), 'dataspace-ledger-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let file: string
let number = 0
beforeEach(() => {
  file = join(folder, `ledger-${number++}.ndjson`)
})

const release = (patients: number[], microEpsilon = 500_000, microBudget = 1_000_000) =>
  spend(file, {
    release: 'training',
    institution: 'ukhd',
    patients: Uint32Array.from(patients),
    microEpsilon,
    microBudget,
  })

describe('the privacy ledger', () => {
  it('adds up what each patient has cost, and refuses the release that would pass his budget', async () => {
    await release([1, 2, 3])
    await release([2, 3, 4_000_000_000])
    expect([...(await readSpent(file))]).toEqual([
      [1, 500_000],
      [2, 1_000_000],
      [3, 1_000_000],
      [4_000_000_000, 500_000],
    ])
    const before = readFileSync(file)
    await expect(release([1, 2, 3, 9])).rejects.toThrow(
      'training: epsilon 0.5 would take 2 patients over the budget of 1; nothing was released. ' +
        'Train on other patients, or let the institution raise its budget.',
    )
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('never lets a patient pass the budget, whatever is asked in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            patients: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
            epsilon: fc.integer({ min: 1, max: 700_000 }),
          }),
          { maxLength: 8 },
        ),
        async (releases) => {
          file = join(folder, `ledger-${number++}.ndjson`)
          const expected = new Map<number, number>()
          for (const { patients, epsilon } of releases) {
            const fits = patients.every((key) => (expected.get(key) ?? 0) + epsilon <= 1_000_000)
            const done = await release(patients, epsilon).then(
              () => true,
              () => false,
            )
            expect(done).toBe(fits)
            if (fits)
              for (const key of patients) expected.set(key, (expected.get(key) ?? 0) + epsilon)
          }
          expect(await readSpent(file)).toEqual(expected)
        },
      ),
      { numRuns: 25 },
    )
  })

  it('releases nothing by a ledger in which a line was changed or taken out', async () => {
    for (const patient of [1, 2, 3]) await release([patient])
    const lines = readFileSync(file, 'utf8').split('\n')
    for (const changed of [
      lines.toSpliced(1, 1),
      lines.with(0, lines[0]!.replace('500000', '1')),
      lines.with(2, 'no JSON'),
    ]) {
      writeFileSync(file, changed.join('\n'))
      await expect(release([4])).rejects.toThrow(
        /line \d does not follow from those before; the ledger was changed, nothing can be released/,
      )
    }
  })

  it('cuts off what a crash left of a line: that release was never made', async () => {
    await release([1])
    appendFileSync(file, '{"release":"training","at":"20')
    await release([2])
    expect([...(await readSpent(file)).keys()]).toEqual([1, 2])
  })

  it('lets one release at a time look at the budget, and takes over from a process that is gone', async () => {
    writeFileSync(`${file}.lock`, `${hostname()} ${process.ppid}`)
    await expect(release([1])).rejects.toThrow(/process .* is making a release by this ledger/)
    writeFileSync(`${file}.lock`, `${hostname()} 999999999`)
    await release([1])
    writeFileSync(`${file}.lock`, 'another-host 1')
    await expect(release([1])).rejects.toThrow(/is making a release/)
  })
})
