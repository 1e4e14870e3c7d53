import { describe, expect, it } from 'vitest'
import { readFhir } from '../../../app/console/src/pages/predict/batch/fhir-file.ts'

const patient = (id: string) => ({ resourceType: 'Patient', id })
const encounter = (reference: string) => ({ resourceType: 'Encounter', subject: { reference } })

describe('reading a FHIR file', () => {
  it('finds the patients of a Bundle, by address where they have no id', () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: patient('p1') },
        { fullUrl: 'urn:uuid:p2', resource: { resourceType: 'Patient' } },
        { resource: encounter('https://example.org/fhir/Patient/p3') },
        { resource: encounter('Patient/p1') },
      ],
    }
    expect(readFhir(JSON.stringify(bundle))).toMatchObject({
      patients: ['p1', 'p2', 'p3'],
      records: 4,
      isLines: false,
      pieces: [{ type: 'application/fhir+json', offset: 1 }],
    })
  })

  it('takes NDJSON in pieces whose positions are lines, with a broken line among them', () => {
    const long = { ...patient('p2'), note: 'x'.repeat(2 * 1024 * 1024) }
    const text = [patient('p1'), long, patient('p3')].map((one) => JSON.stringify(one))
    const file = readFhir([text[0], '{', ...text.slice(1)].join('\n'))
    if (!('pieces' in file)) throw new Error(file.kind)
    expect(file.patients).toEqual(['p1', 'p2', 'p3'])
    expect(file.pieces.map(({ offset }) => offset)).toEqual([0, 3])
    expect(file.pieces.map(({ text: part }) => part).join('')).toBe(
      `${[text[0], '{', ...text.slice(1)].join('\n')}\n`,
    )
  })

  it('takes a list, and one record alone as a line', () => {
    expect(readFhir(JSON.stringify([patient('p1')]))).toMatchObject({ patients: ['p1'] })
    expect(readFhir(JSON.stringify(patient('p1')))).toMatchObject({ isLines: true })
  })

  it.each([
    ['{"resourceType":"Bundle","entry":[}', 'json'],
    ['[]', 'noPatients'],
    [JSON.stringify(patient('p1'), null, 2), 'resource'],
    ['3', 'resource'],
  ])('refuses %s', (text, kind) => {
    expect(readFhir(text)).toMatchObject({ kind })
  })
})
