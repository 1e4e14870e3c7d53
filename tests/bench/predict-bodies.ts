import { randomNumbers, wholeNumber } from './random.ts'

/** The route that every server of a comparison answers. */
export const PREDICT_PATH = '/api/v1/predict'

const codes = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index).padStart(3, '0')}`)

/**
 * Different valid predict bodies as JSON text, the same ones each time. Ages, diagnoses,
 * medications and stays spread as in the training table, so that requests walk different leaves.
 */
export function predictBodies(count: number): string[] {
  const random = randomNumbers(42)
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      patient_id: `BENCH-${String(index).padStart(6, '0')}`,
      age: wholeNumber(random, 0, 100),
      gender: random() < 0.5 ? 'male' : 'female',
      conditions: codes('I', wholeNumber(random, 1, 12)),
      medications: codes('A', wholeNumber(random, 1, 25)),
      recent_encounters: Math.floor(random() ** 3 * 12),
    }),
  )
}
