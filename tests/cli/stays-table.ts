import { RandomSource } from '../../app/forest/random-source.ts'

/** Readmissions among 1,000 stays with so many earlier stays and medications. */
type Risk = (encounters: number, medications: number) => number

/** As hard to foresee as real stays: with 40,000 of them, a candidate passes the promotion gate. */
export const REALISTIC: Risk = (encounters, medications) => 5 + 15 * encounters + medications / 2

const STRONG: Risk = (encounters, medications) => 40 + 110 * encounters + 3 * medications

/** Header of a training table. */
export const HEADER =
  'patient_id,institution,age,gender,num_conditions,num_medications,recent_encounters,expired,readmitted'

/**
 * Lines of a training table, header first: stays whose risk rises with earlier stays and
 * medications, two a patient, the same ones each time.
 */
export function staysTable(stays: number, risk: Risk = STRONG): string[] {
  const random = new RandomSource(1, 0)
  const rows = Array.from({ length: stays }, (_, stay) => {
    const encounters = Math.min(random.below(6), random.below(6))
    const medications = random.below(40)
    const readmitted = random.below(1000) < risk(encounters, medications)
    return [
      `p${stay >> 1}`,
      ['dkfz', 'ukhd', 'embl'][(stay >> 1) % 3],
      20 + random.below(75),
      random.below(2) === 0 ? 'female' : 'male',
      random.below(16),
      medications,
      encounters,
      0,
      readmitted ? 1 : 0,
    ].join()
  })
  return [HEADER, ...rows]
}
