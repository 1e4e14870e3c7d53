import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, placeOf } from '../../app/fhir-intake/places.ts'

const prefixes = {
  uploads: 'fhir/',
  accepted: 'accepted/',
  rejected: 'rejected/',
  reports: 'reports/',
}
const institutions = ['dkfz', 'ukhd']
const at = (key: string, version = 'v1') =>
  placeOf({ bucket: 'b', key, version, versioned: true }, { prefixes, institutions })

const part = fc.oneof(
  fc.constantFrom('dkfz', 'ukhd', '..', '', 'a.json', 'b.ndjson', '_unassigned', '__proto__'),
  fc.string({ maxLength: 8 }),
)
const key = fc.array(part, { maxLength: 5 }).map((parts) => `fhir/${parts.join('/')}`)

const keysOf = (place: ReturnType<typeof at>): string[] =>
  'reason' in place ? [place.reportKey] : [place.acceptedKey, place.rejectedKey, place.reportKey]

describe('the place of a file', () => {
  it("is below its institution's folder and no other, never among the uploads", () => {
    fc.assert(
      fc.property(key, (one) => {
        const place = at(one)
        const owner = 'reason' in place ? undefined : place.institution
        if (owner !== undefined) expect(one.startsWith(`fhir/${owner}/`)).toBe(true)
        for (const result of keysOf(place)) {
          expect(result).not.toMatch(/^fhir\//)
          const folder = result.split('/')[1]
          expect([owner, '_unassigned', ...institutions]).toContain(folder)
          if (owner !== undefined) expect(folder).toBe(owner)
          else if (folder !== '_unassigned') expect(one.startsWith(`fhir/${folder}/`)).toBe(true)
        }
      }),
    )
  })

  it('is another for every key and for every version', () => {
    fc.assert(
      fc.property(key, key, (one, other) => {
        fc.pre(one !== other)
        const overlap = keysOf(at(one)).filter((result) => keysOf(at(other)).includes(result))
        expect(overlap).toEqual([])
        expect(keysOf(at(one, 'v2')).some((result) => keysOf(at(one)).includes(result))).toBe(false)
      }),
    )
  })

  it('reads .json as list or Bundle and .ndjson line by line', () => {
    expect((at('fhir/ukhd/a/b.json') as Place).contentType).toBe('application/fhir+json')
    expect((at('fhir/ukhd/b.ndjson') as Place).contentType).toBe('application/fhir+ndjson')
  })
})
