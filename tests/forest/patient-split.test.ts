import { expect, it } from 'vitest'
import { murmurHash } from '../../app/forest/murmur-hash.ts'
import { patientKey, splitByPatient } from '../../app/forest/patient-split.ts'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'
import { syntheticStays, syntheticTable } from './synthetic-table.ts'

it.each([
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['test', 0, 0xba6bd213],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
])('hashes %j with seed %i as the reference MurmurHash3 does', (text, seed, hash) => {
  expect(murmurHash(Buffer.from(text), seed)).toBe(hash)
})

it('gives the key that scikit-learn computes for the same id', () => {
  expect(patientKey('55629189')).toBe(4_044_824_673)
})

it('puts every stay on one side, all of a patient on the same, and a fifth aside', () => {
  const table = syntheticTable(5000)
  const { train, test } = splitByPatient(table)
  expect([...train, ...test].toSorted((a, b) => a - b)).toEqual([...Array(5000).keys()])
  const held = new Set(Array.from(test, (row) => table.patient[row]))
  expect(Array.from(train, (row) => held.has(table.patient[row])).some(Boolean)).toBe(false)
  expect(test.length / table.rows).toBeCloseTo(0.2, 1)
})

it('holds out the same patients in a longer table', () => {
  const stays = syntheticStays(2000)
  const heldOut = (count: number): Set<string> => {
    const table = tableFromRows(stays.slice(0, count))
    return new Set(Array.from(splitByPatient(table).test, (row) => stays[row]?.patient ?? ''))
  }
  expect(heldOut(1000).isSubsetOf(heldOut(2000))).toBe(true)
})
