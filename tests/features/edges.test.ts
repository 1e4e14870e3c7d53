import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { extractFeatures } from '../../app/features/extract-features.ts'
import { CONDITION, ENCOUNTER, PATIENT } from '../fhir/records.ts'
import { expectedTable, HEADER, storedRecords } from './oracle.ts'

const folder = mkdtempSync(join(tmpdir(), 'edges-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const elective = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'EL' }],
}
const resolved = {
  coding: [
    { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' },
  ],
}
/** A stay from the second to the fifth of March 2020 comes first in each case. */
type Encounter = readonly [start: string, end: string, more?: object]

/** Second encounters, each the only other of its patient, on both sides of a limit. */
const CASES: Readonly<Record<string, Encounter>> = {
  'a second less than a day later': ['2020-03-06T11:59:59Z', '2020-03-08T10:00:00Z'],
  'a day later': ['2020-03-06T12:00:00Z', '2020-03-08T10:00:00Z'],
  'a planned transfer': ['2020-03-05T13:00:00Z', '2020-03-08', { priority: elective }],
  'a planned return': ['2020-03-25', '2020-03-27', { priority: elective }],
  'the 30th day': ['2020-04-04T23:59:59Z', '2020-04-05'],
  'the 31st day': ['2020-04-05T00:00:00Z', '2020-04-06'],
  'the 365th day': ['2021-03-02', '2021-03-03'],
  'the 366th day': ['2021-03-03', '2021-03-04'],
  'thirty days before the end': ['2021-05-01', '2021-05-02'],
  'less than thirty days before the end': ['2021-05-01', '2021-05-03'],
}

it('stays, returns and conditions on both sides of each limit are as labelledStays has them', async () => {
  const records = Object.values(CASES).flatMap(([start, end, more], number) => {
    const subject = { reference: `Patient/p${number}` }
    const first = { start: '2020-03-02T10:00:00Z', end: '2020-03-05T12:00:00Z' }
    const condition = (id: string, dates: object) => ({
      ...CONDITION,
      id: `${number}-${id}`,
      code: { coding: [{ system: 's', code: id }] },
      subject,
      encounter: undefined,
      ...dates,
    })
    const over = { recordedDate: '2020', clinicalStatus: resolved }
    return [
      { ...PATIENT, id: `p${number}` },
      { ...ENCOUNTER, id: `${number}-a`, subject, period: first },
      { ...ENCOUNTER, id: `${number}-b`, subject, period: { start, end }, ...more },
      condition('over-before', { ...over, abatementDateTime: '2020-03-01' }),
      condition('over-on-admission', { ...over, abatementDateTime: '2020-03-02' }),
      condition('known-at-discharge', { recordedDate: '2020-03-05' }),
      condition('known-later', { recordedDate: '2020-03-06' }),
    ]
  })
  const file = join(folder, 'edges.ndjson')
  writeFileSync(file, records.map((record) => JSON.stringify(record)).join('\n'))
  const output = join(folder, 'table.csv')
  const sources = [{ institution: 'dkfz', files: [file], extractEnd: '2021-06-01' }]
  const report = await extractFeatures({ sources, output, temporary: folder })
  const expected = expectedTable('dkfz', await storedRecords([file]), '2021-06-01')
  const lines = readFileSync(output, 'utf8').trimEnd().split('\n')
  expect(lines).toEqual([HEADER, ...expected.lines])
  expect(report.excluded).toEqual(expected.excluded)
  // Two cases are one stay; one second stay is censored.
  expect(report).toMatchObject({ rows: 2 * 10 - 2 - 1, excluded: { censored: 1 } })
})
