import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditKey, inputDigest, pseudonymOf } from '../../app/audit/audit-key.ts'
import { canonicalBytes, canonicalJson } from '../../app/audit/canonical-bytes.ts'
import { parseHead } from '../../app/audit/chain.ts'
import { type AuditRow, scoreBand } from '../../app/audit/entry.ts'
import { uuidV7 } from '../../app/audit/uuid-v7.ts'
import { KEY } from './entries.ts'

const text = fc.string({ unit: 'binary', maxLength: 20 })
const optionalText = fc.option(text, { nil: null })
const optionalBytes = fc.option(fc.uint8Array({ maxLength: 40 }), { nil: null })

const anyRow: fc.Arbitrary<AuditRow> = fc.record({
  seq: fc.nat(),
  id: fc.uuid(),
  timeMicros: fc.bigInt({ min: 0n, max: 2n ** 60n }),
  kind: text,
  institution: optionalText,
  actor: text,
  purpose: optionalText,
  subject: optionalText,
  inputDigest: optionalBytes,
  modelName: optionalText,
  modelVersion: fc.option(fc.nat(), { nil: null }),
  modelSha256: optionalBytes,
  scoreBand: fc.option(fc.nat(19), { nil: null }),
  decision: optionalText,
  outcome: text,
  requestId: optionalText,
  details: fc.option(fc.dictionary(text, fc.jsonValue()), { nil: null }),
  previousHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
})

const encode = (row: AuditRow) => canonicalBytes(row).toString('hex')

describe('The canonical encoding of a row', () => {
  it('differs whenever any column differs', () => {
    const columns = fc.constantFrom<keyof AuditRow>(
      'kind',
      'institution',
      'purpose',
      'inputDigest',
      'modelVersion',
      'scoreBand',
      'requestId',
      'details',
      'seq',
    )
    fc.assert(
      fc.property(anyRow, anyRow, columns, (row, other, column) => {
        const changed = { ...row, [column]: other[column] } as AuditRow
        const same =
          canonicalJson({ v: row[column] ?? null }) === canonicalJson({ v: other[column] ?? null })
        expect(encode(changed) === encode(row)).toBe(same)
      }),
    )
  })

  it('does not depend on the order of the members of details', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { y: 1, x: 2 }], c: null } })).toBe(
      '{"a":{"c":null,"d":[2,{"x":2,"y":1}]},"b":1}',
    )
  })
})

describe('Pseudonyms and digests', () => {
  it('carry the key id and differ between institutions, patients and keys', () => {
    const other = auditKey(Buffer.alloc(32, 2))
    const pseudonyms = [
      pseudonymOf(KEY, 'dkfz', 'p1'),
      pseudonymOf(KEY, 'ukhd', 'p1'),
      pseudonymOf(KEY, 'dkfz', 'p2'),
      pseudonymOf(other, 'dkfz', 'p1'),
    ]
    expect(new Set(pseudonyms).size).toBe(4)
    expect(pseudonyms[0]).toBe(pseudonymOf(auditKey(Buffer.alloc(32, 1)), 'dkfz', 'p1'))
    expect(pseudonyms[0]).toMatch(new RegExp(`^${KEY.id}\\.[A-Za-z0-9_-]{43}$`))
    expect(pseudonyms[0]).not.toContain('p1')
  })

  it('of the input depend on every feature', () => {
    const digest = (features: (number | null)[]) =>
      inputDigest(KEY, { institution: 'dkfz', patientId: 'p1', features }).toString('hex')
    expect(new Set([digest([1, 2, 0]), digest([12, 0]), digest([1, 2, null])]).size).toBe(3)
  })

  it('need a key of 32 bytes', () => {
    expect(() => auditKey(Buffer.alloc(31))).toThrow(
      'The audit key has 31 bytes; at least 32 are needed.',
    )
  })
})

describe('Small parts of the trail', () => {
  it('score bands are .05 wide, 1.0 in the last one', () => {
    expect([0, 0.0499, 0.05, 0.15, 0.3, 0.949, 0.95, 1].map(scoreBand)).toEqual([
      0, 0, 1, 3, 6, 18, 19, 19,
    ])
  })

  it('event ids are UUIDs of version 7 that sort by time', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => uuidV7(1_700_000_000_000 + index))
    expect(ids.toSorted()).toEqual(ids)
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('an anchor that is none is refused', () => {
    expect(() => parseHead('5:abc')).toThrow(
      'Anchor "5:abc" is not <number>:<64 hexadecimal digits>.',
    )
  })
})
