import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type IntakeParts, intakeFile } from '../../app/fhir-intake/intake-file.ts'
import { CONDITION, ENCOUNTER, PATIENT } from '../fhir/records.ts'
import { type MemoryStore, MODIFIED, memoryStore } from './memory-store.ts'

const prefixes = {
  uploads: 'fhir/',
  accepted: 'accepted/',
  rejected: 'rejected/',
  reports: 'reports/',
}

const partsOf = (store: MemoryStore): IntakeParts => ({
  store,
  prefixes,
  institutions: ['dkfz', 'ukhd'],
  maxBytes: 1_000_000,
  pseudonymise: (institution, type, id) => `${institution}:${type}:${[...id].reverse().join('')}`,
})

/** Puts a file there, takes it in, and tells what became of it. */
async function takenIn(key: string, body: string, change: Partial<IntakeParts> = {}) {
  const store = memoryStore()
  const outcome = await intakeFile(store.put(key, body), { ...partsOf(store), ...change })
  const lines = (at: string) =>
    (store.written.get(at) ?? '')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
  const reportKey = [...store.written.keys()].find((at) => at.startsWith('reports/')) ?? ''
  return { store, outcome, lines, report: JSON.parse(store.written.get(reportKey) ?? '{}') }
}

const NAMED = { ...PATIENT, id: 'Mueller', name: [{ family: 'Müller', given: ['Eva', 'Ida'] }] }
const FUTURE = { ...PATIENT, id: 'late', birthDate: '2026-11-23' }

describe('taking in a file', () => {
  it('keeps good records de-identified, tells why others are refused, and reports last', async () => {
    const body = JSON.stringify([NAMED, FUTURE, { ...ENCOUNTER, id: 'e1' }])
    const { outcome, store, lines, report } = await takenIn('fhir/ukhd/2026/records.json', body)
    expect(outcome).toEqual({ state: 'processed', institution: 'ukhd', accepted: 2, rejected: 1 })
    const keys = ['accepted', 'rejected'].map((kind) => `${kind}/ukhd/2026/records.json/v1.ndjson`)
    expect([...store.written.keys()]).toEqual([...keys, 'reports/ukhd/2026/records.json/v1.json'])
    const [patient, encounter] = lines(keys[0]!)
    expect(patient).toMatchObject({ type: 'Patient', id: 'ukhd:Patient:relleuM' })
    expect(encounter).toMatchObject({ type: 'Encounter', patient: 'ukhd:Patient:1p' })
    expect(JSON.stringify([patient, encounter])).not.toMatch(/Mueller|Müller|Eva/)
    expect(lines(keys[1]!)).toEqual([
      {
        position: 1,
        reasons: [expect.stringMatching(/^Record late: Patient\.birthDate: /)],
        outcome: expect.objectContaining({ resourceType: 'OperationOutcome' }),
      },
    ])
    expect(report).toEqual({
      source: {
        bucket: 'uploads',
        key: 'fhir/ukhd/2026/records.json',
        version: 'v1',
        modified: MODIFIED.toISOString(),
      },
      institution: 'ukhd',
      state: 'processed',
      accepted: 2,
      rejected: 1,
      dropped: { 'Patient.name': 1 },
      acceptedKey: keys[0],
      rejectedKey: keys[1],
    })
  })

  it('reads .ndjson line by line, so that a broken line costs that line alone', async () => {
    const body = [PATIENT, CONDITION].map((record) => JSON.stringify(record)).join('\n{"\n')
    const { outcome, lines } = await takenIn('fhir/dkfz/export.ndjson', body)
    expect(outcome).toMatchObject({ accepted: 2, rejected: 1 })
    expect(lines('rejected/dkfz/export.ndjson/v1.ndjson')[0].position).toBe(2)
  })

  it('refuses a file that is cut off as a whole, with nothing accepted', async () => {
    const { outcome, store, report } = await takenIn(
      'fhir/ukhd/a.json',
      JSON.stringify([PATIENT, CONDITION]).slice(0, -10),
    )
    expect(outcome).toEqual({ state: 'refused', institution: 'ukhd', accepted: 0, rejected: 0 })
    expect([...store.written.keys()]).toEqual(['reports/ukhd/a.json/v1.json'])
    expect(report).toMatchObject({ state: 'refused', reason: expect.stringMatching(/^Body: /) })
  })

  it('refuses a single object, too large a file, another kind and an unknown institution', async () => {
    const reason = async (key: string, change: Partial<IntakeParts> = {}) =>
      (await takenIn(key, JSON.stringify(PATIENT), change)).report.reason
    expect(await reason('fhir/ukhd/a.json')).toMatch(/^Body: must be a list; got a single object/)
    expect(await reason('fhir/ukhd/a.json', { maxBytes: 10 })).toMatch(
      /^File: too large; got \d+ bytes, allowed 10; fix: split it$/,
    )
    expect(await reason('fhir/ukhd/a.xml')).toBe(
      'File: its kind is not known; allowed names that end in .json or .ndjson',
    )
    const unknown =
      'File: its institution is not known; allowed fhir/<institution>/<name>, with one of dkfz, ukhd'
    expect(await reason('fhir/other/a.json')).toBe(unknown)
    expect(await reason('fhir/ukhd')).toBe(unknown)
  })

  it('files what no institution sent apart from every institution', async () => {
    const { store } = await takenIn('fhir/__proto__/a.json', '[]')
    expect([...store.written.keys()]).toEqual(['reports/_unassigned/__proto__/a.json/v1.json'])
  })

  it('leaves the same bytes when the same version is delivered twice', async () => {
    const store = memoryStore()
    const body = [NAMED, FUTURE, {}].map((record) => JSON.stringify(record)).join('\n')
    const upload = store.put('fhir/ukhd/a.ndjson', body)
    await intakeFile(upload, partsOf(store))
    const first = new Map(store.written)
    await intakeFile(upload, partsOf(store))
    expect(store.written).toEqual(first)
  })

  it('has nothing to do where the file is gone', async () => {
    const store = memoryStore()
    const upload = { bucket: 'uploads', key: 'fhir/ukhd/a.json', version: 'v1', versioned: true }
    expect(await intakeFile(upload, partsOf(store))).toMatchObject({ state: 'gone' })
    expect(store.written.size).toBe(0)
  })

  it('ignores the objects by which consoles show folders', async () => {
    const { outcome, store } = await takenIn('fhir/ukhd/2026/', '')
    expect(outcome.state).toBe('ignored')
    expect(store.written.size).toBe(0)
  })

  it('throws and leaves no report when a result cannot be written, so that it is done again', async () => {
    const store = memoryStore()
    store.broken.add('rejected/ukhd/a.json/v1.ndjson')
    const upload = store.put('fhir/ukhd/a.json', JSON.stringify([PATIENT, {}]))
    await expect(intakeFile(upload, partsOf(store))).rejects.toThrow('no access')
    expect([...store.written.keys()]).toEqual(['accepted/ukhd/a.json/v1.ndjson'])
  })

  it('accounts for every record of any mixture', async () => {
    const record = fc.constantFrom<object>(PATIENT, CONDITION, ENCOUNTER, FUTURE, {}, { id: 'x' })
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), async (records) => {
        const { outcome } = await takenIn('fhir/ukhd/a.json', JSON.stringify(records))
        expect(outcome.state).toBe('processed')
        expect(outcome.accepted + outcome.rejected).toBe(records.length)
      }),
      { numRuns: 30 },
    )
  })
})
