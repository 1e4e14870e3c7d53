import { AGE_GROUPS } from '../evaluation/subgroups.ts'
import { FEATURES, type Feature } from '../forest/features.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { withoutNegatives } from './grid-forest.ts'
import type { Judgement, ScoredOutcomes } from './judgement.ts'
import type { ScoreSlice } from './score-slices.ts'

/** Slices with whole, non-negative counts, of about the same sum: what noise took below 0 is evened out. */
function cleaned(slices: readonly ScoreSlice[]): ScoreSlice[] {
  const negatives = withoutNegatives(slices.map((slice) => slice.negatives))
  const positives = withoutNegatives(slices.map((slice) => slice.positives))
  return slices.map((slice, index) => ({
    ...slice,
    negatives: negatives[index] as number,
    positives: positives[index] as number,
  }))
}

/** As many scores as were counted, each that of its slice. */
export function spreadOut(slices: readonly ScoreSlice[]): ScoredOutcomes {
  const scores: number[] = []
  const labels: number[] = []
  for (const { score, negatives, positives } of cleaned(slices)) {
    for (let stay = 0; stay < negatives + positives; stay++) {
      scores.push(score)
      labels.push(stay < positives ? 1 : 0)
    }
  }
  return { scores: Float64Array.from(scores), labels: Uint8Array.from(labels) }
}

/** Scored stays of all institutions, as far as their counts tell of them. */
export interface JudgedStays {
  table: ReadmissionTable
  scores: Float64Array
}

/**
 * A table of as many stays as the institutions counted: institution, gender, age group, outcome and
 * score are known of each, nothing else. Every stay counts as a patient of its own.
 */
export function judgedStays(judgements: readonly Judgement[]): JudgedStays {
  const rows = judgements.flatMap(({ groups }, institution) => {
    const labelled = groups.flatMap(({ gender, age, slices }) =>
      slices.map((slice) => ({ ...slice, institution, gender, age: yearsOf(age) })),
    )
    const counts = cleaned(labelled)
    return labelled.flatMap((cell, index) => {
      const { negatives, positives } = counts[index] as ScoreSlice
      return Array.from({ length: negatives + positives }, (_, stay) => ({
        ...cell,
        readmitted: stay < positives ? 1 : 0,
      }))
    })
  })
  const column = (read: (row: (typeof rows)[number]) => number) => Uint16Array.from(rows, read)
  const unknown = new Uint16Array(rows.length)
  const known: Partial<Record<Feature, Uint16Array>> = {
    age: column(({ age }) => age),
    gender_encoded: column(({ gender }) => gender),
  }
  return {
    scores: Float64Array.from(rows, ({ score }) => score),
    table: {
      rows: rows.length,
      patient: Int32Array.from(rows.keys()),
      patients: rows.length,
      patientKeys: Uint32Array.from(rows.keys()),
      institution: column(({ institution }) => institution),
      institutions: judgements.map(({ institution }) => institution),
      features: Object.fromEntries(
        FEATURES.map((name) => [name, known[name] ?? unknown]),
      ) as Record<Feature, Uint16Array>,
      readmitted: Uint8Array.from(rows, ({ readmitted }) => readmitted),
      dropped: { expired: 0, genderUnknown: 0 },
    },
  }
}

const yearsOf = (group: number): number => AGE_GROUPS[group]?.min ?? 0
