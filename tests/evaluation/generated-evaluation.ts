import { type EvaluationInput, evaluateModel } from '../../app/evaluation/evaluate.ts'
import { randomIntegers } from '../../app/evaluation/random.ts'
import type { EvaluationReport } from '../../app/evaluation/report.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { type LabelledStay, tableFromRows } from '../../app/forest/table-from-rows.ts'

/** True risk of a generated stay: earlier stays and age count, as in hospital data. */
const riskOf = (stay: Pick<LabelledStay, 'age' | 'recent_encounters'>): number =>
  1 / (1 + Math.exp(2.6 - 0.25 * stay.recent_encounters - 0.008 * stay.age))

/**
 * Stays of generated patients, one to three each, at two large institutions and one that has too
 * few for any figure. The outcomes follow `riskOf`, so that it is calibrated by construction.
 */
export function generateTable(patients = 3_000, seed = 11): ReadmissionTable {
  const random = randomIntegers(seed)
  const stays: LabelledStay[] = []
  for (let patient = 0; patient < patients; patient++) {
    const institution = patient % 100 === 1 ? 'embl' : patient % 5 < 2 ? 'dkfz' : 'ukhd'
    for (let left = 1 + random(3); left > 0; left--) {
      const stay = {
        age: 5 + 10 * random(10),
        num_conditions: 1 + random(15),
        num_medications: 1 + random(40),
        recent_encounters: random(3) * random(4),
        gender_encoded: random(2) as 0 | 1,
      }
      const readmitted = random(1_000_000) < 1_000_000 * riskOf(stay)
      stays.push({ ...stay, patient: `patient-${patient}`, institution, readmitted })
    }
  }
  return tableFromRows(stays)
}

/** Input that judges the true risk on every third patient of a generated table. */
export function generateInput(table = generateTable()): EvaluationInput {
  const all = Array.from({ length: table.rows }, (_, row) => row)
  const isHeldOut = (row: number): boolean => (table.patient[row] as number) % 3 === 1
  const heldOut = Uint32Array.from(all.filter(isHeldOut))
  const probability = Float64Array.from(heldOut, (row) =>
    riskOf({
      age: table.features.age[row] as number,
      recent_encounters: table.features.recent_encounters[row] as number,
    }),
  )
  return {
    table,
    heldOut,
    training: Uint32Array.from(all.filter((row) => !isHeldOut(row))),
    score: probability,
    probability,
    level: Uint8Array.from(probability, (p) => (p > 0.3 ? 2 : p > 0.15 ? 1 : 0)),
    model: {
      name: 'readmission',
      version: '1.2.3',
      sha256: 'ab'.repeat(32),
      settings: { trees: 100, depth: 8 },
      card: {
        intendedUse: 'Ordering follow-up calls after discharge',
        population: 'Generated stays',
        exclusions: ['Stays that ended in death'],
        trainingWindow: 'none',
        data: { source: 'generated' },
        limits: ['Not for patients'],
        owner: 'Evaluation tests',
      },
    },
    data: { fingerprint: 'cd'.repeat(32), split: 'every third patient' },
    settings: { resamples: 60, leakageBound: 0.8 },
  }
}

let report: EvaluationReport | undefined

/** The report on `generateInput()`, made once; the caller gets a copy of his own. */
export function generateReport(): EvaluationReport {
  report ??= evaluateModel(generateInput())
  return structuredClone(report)
}
