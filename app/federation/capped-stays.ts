import { RandomSource } from '../forest/random-source.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'

/**
 * At most `most` stays of each patient, drawn by his key: which stays count follows from his own
 * alone, so that one patient changes a count by no more than `most` in sum.
 */
export function cappedStays(
  table: ReadmissionTable,
  rows: Uint32Array,
  { most, seed }: { most: number; seed: number },
): Uint32Array {
  const byKey = new Map<number, number[]>()
  for (const row of rows) {
    // By key and not by index: two patients of one key, of which the ledger sees one, share a cap.
    const key = table.patientKeys[table.patient[row] as number] as number
    const stays = byKey.get(key)
    if (stays === undefined) byKey.set(key, [row])
    else stays.push(row)
  }
  const kept: number[] = []
  for (const [key, stays] of byKey) {
    const random = new RandomSource(seed, key)
    for (let count = 0; count < most && stays.length > 0; count++) {
      const drawn = random.below(stays.length)
      kept.push(stays[drawn] as number)
      stays[drawn] = stays[stays.length - 1] as number
      stays.pop()
    }
  }
  return Uint32Array.from(kept).sort()
}
