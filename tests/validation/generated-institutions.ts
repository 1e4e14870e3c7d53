import fc from 'fast-check'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'
import { randomNumbers, wholeNumber } from '../bench/random.ts'

/** What the patients of an institution are like. */
export interface Population {
  stays: number
  /** Means. */
  age: number
  conditions: number
  medications: number
  earlier: number
  readmitted: number
  seed: number
}

/** Hospitals of all kinds: for children, general, for the old; thin and thorough records. All order
 * more drugs than they code diagnoses: one that does the opposite of its peers should be looked at. */
export const population = fc.record<Population>({
  stays: fc.integer({ min: 300, max: 1200 }),
  age: fc.oneof(fc.integer({ min: 8, max: 12 }), fc.integer({ min: 45, max: 84 })),
  conditions: fc.integer({ min: 3, max: 9 }),
  medications: fc.integer({ min: 10, max: 20 }),
  earlier: fc.double({ min: 0.1, max: 1.2, noNaN: true }),
  readmitted: fc.double({ min: 0.08, max: 0.25, noNaN: true }),
  seed: fc.integer(),
})

/** A table of such institutions, named a, b, c …; more earlier stays make readmission likelier. */
export function institutionsTable(populations: readonly Population[]) {
  return tableFromRows(
    populations.flatMap((each, index) => {
      const random = randomNumbers(each.seed)
      const around = (mean: number, max: number): number =>
        Math.min(max, Math.floor((mean * (random() + random() + random())) / 1.5))
      return Array.from({ length: each.stays }, (_, stay) => {
        const earlier = Math.min(20, Math.floor(-Math.log(1 - random()) * each.earlier))
        return {
          patient: `${index}-${stay}`,
          institution: String.fromCharCode(97 + index),
          age: Math.min(98, around(each.age, 98)),
          num_conditions: 1 + around(each.conditions, 100),
          num_medications: 1 + around(each.medications, 100),
          recent_encounters: earlier,
          gender_encoded: wholeNumber(random, 0, 1) as 0 | 1,
          readmitted: random() < each.readmitted * (1 + 0.3 * earlier),
        }
      })
    }),
  )
}
