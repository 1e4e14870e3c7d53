import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { takesJson } from '../../app/fhir-api/content-type.ts'
import { riskSearch } from '../../app/fhir-api/risk-search.ts'
import { searchedSpan } from '../../app/fhir-api/search-date.ts'

const at = (text: string): number => Date.parse(text)

describe('a searched date', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['2026-12', '2026-12-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['eq2026-02-28', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['2026-03-01T10:00+01:00', '2026-03-01T09:00:00Z', '2026-03-01T09:01:00Z'],
    ['2026-03-01T10:00:30Z', '2026-03-01T10:00:30Z', '2026-03-01T10:00:31Z'],
    ['2026-03-01T10:00:30.5Z', '2026-03-01T10:00:30.500Z', '2026-03-01T10:00:30.501Z'],
  ])('%s is all of its precision', (text, from, to) => {
    expect(searchedSpan(text)).toEqual({ from: at(from), to: at(to) })
  })

  it.each([
    ['ge2026-03', { from: at('2026-03-01') }],
    ['gt2026-03', { from: at('2026-04-01') }],
    ['sa2026-03', { from: at('2026-04-01') }],
    ['le2026-03', { to: at('2026-04-01') }],
    ['lt2026-03', { to: at('2026-03-01') }],
    ['eb2026-03', { to: at('2026-03-01') }],
  ])('%s is open at one end', (text, span) => expect(searchedSpan(text)).toEqual(span))

  it.each([
    ...['', 'ge', 'ne2026', 'ap2026', '2026-13', '2026-02-30', '2026-3-1', '20260301', 'today'],
    ...['2026-03-01T10', '2026-03-01T10:00', '2026-03-01T25:00Z', '2026-03-01 10:00Z'],
  ])('%j is refused', (text) => expect(searchedSpan(text)).toBeUndefined())

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void searchedSpan(text)))
  })
})

const search = (text: string, isStrict = false) => riskSearch(new URLSearchParams(text), isStrict)

describe('a search for RiskAssessments', () => {
  it.each(['subject=p1', 'subject=Patient/p1', 'patient=p1', 'subject:Patient=p1'])(
    'takes a patient as %s',
    (text) => expect(search(text)).toMatchObject({ patient: { id: 'p1' } }),
  )

  it('takes an own address in front of a patient, and a pseudonym with its system', () => {
    const own = search('subject=https://hospital.example.org/fhir/Patient/p1')
    expect(own).toMatchObject({ patient: { id: 'p1' } })
    expect(search('subject:identifier=urn:x%7Cabc')).toMatchObject({
      patient: { system: 'urn:x', value: 'abc' },
    })
  })

  it('takes two dates as a span, and no more than 500 a page', () => {
    expect(search('date=ge2026-03&date=lt2026-05&_count=9999')).toMatchObject({
      span: { from: at('2026-03-01'), to: at('2026-05-01') },
      count: 500,
    })
  })

  it('ignores what it does not know, unless the caller is strict', () => {
    expect(search('_lastUpdated=2026&_format=json')).not.toHaveProperty('issues')
    expect(search('_lastUpdated=2026&_format=json', true)).toEqual({
      issues: [
        {
          code: 'not-supported',
          text: 'This parameter is not supported',
          expression: '_lastUpdated',
        },
      ],
    })
  })

  it.each([
    ['subject:missing=true', 'not-supported'],
    ['subject.name=x', 'not-supported'],
    ['subject=', 'value'],
    ['subject=a,b', 'value'],
    ['subject=Group/1', 'value'],
    ['subject=a&patient=b', 'value'],
    ['subject:identifier=x%7C', 'value'],
    ['date=yesterday', 'value'],
    ['_count=0', 'value'],
    ['_count=-1', 'value'],
    ['_cursor=x', 'value'],
  ])('refuses %s rather than to answer more than was asked for', (text, code) => {
    expect(search(text)).toMatchObject({ issues: [{ code }] })
  })
})

describe('the wish for JSON', () => {
  it.each([
    [undefined, undefined, true],
    ['*/*', undefined, true],
    ['text/html,application/xhtml+xml,*/*;q=0.8', undefined, true],
    ['application/fhir+json; fhirVersion=4.0', undefined, true],
    ['application/json', undefined, true],
    ['application/fhir+xml', 'json', true],
    [undefined, 'application/fhir json', true],
    ['application/fhir+json; fhirVersion=5.0', undefined, false],
    ['application/fhir+xml', undefined, false],
    ['application/fhir+json;q=0', undefined, false],
    ['application/fhir+json', 'xml', false],
    ['text/turtle', undefined, false],
  ])('in Accept %j with _format %j: %s', (accept, format, isTaken) => {
    expect(takesJson(accept, format)).toBe(isTaken)
  })
})
