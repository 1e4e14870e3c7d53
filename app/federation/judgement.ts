import { z } from 'zod'
import { takeRows } from '../evaluation/rows.ts'
import { AGE_GROUPS } from '../evaluation/subgroups.ts'
import { thresholdRuleScores } from '../evaluation/threshold-rule.ts'
import type { Forest } from '../forest/forest.ts'
import { createPredictor } from '../forest/predictor.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { cappedStays } from './capped-stays.ts'
import { contractHash, type FederationContract, microEpsilon } from './contract.ts'
import { type Draft, forestFromJson } from './draft.ts'
import { geometricNoise, noiseRate, type UniformSource } from './geometric-noise.ts'
import { patientParts } from './patient-parts.ts'
import { type ScoreSlice, slicesOf } from './score-slices.ts'
import { seal } from './seal.ts'
import { UNCALIBRATED } from './uncalibrated.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(-1e9).max(1e9)

const slice = z.strictObject({
  /** Bounds of the score, 0 to 1. */
  from: z.number().min(0).max(1),
  to: z.number().min(0).max(1),
  score: z.number().min(0).max(1),
  negatives: count,
  positives: count,
})

const slices = z.array(slice).max(1000)

const groups = z
  .array(
    z.strictObject({
      gender: z.int().min(0).max(1),
      age: z
        .int()
        .min(0)
        .max(AGE_GROUPS.length - 1),
      slices,
    }),
  )
  .max(2 * AGE_GROUPS.length)

/** The schema of a judgement's file. */
export const judgementSchema = z.strictObject({
  schema: z.literal(1),
  contract: hash,
  institution: z.string(),
  /** Seal of the draft that was judged. */
  draft: hash,
  /** Stays that calibrate, by score of the merged forest. */
  calibration: slices,
  /** Stays that judge, by gender, age group and score. Each stay is in one of these counts. */
  groups,
  /** Stays that judge, by the score of the threshold rule. */
  rule: slices,
  /** The same stays by the score of this institution's own forest; pooled mode only. */
  alone: groups.nullable(),
  epsilon: z.number().nullable(),
  sha256: hash,
  signature: z.string().optional(),
})

/** What an institution tells of a draft: counts of at least `minLeaf` stays, or counts with noise. */
export type Judgement = z.output<typeof judgementSchema>

/** What judging takes. */
export interface JudgementInput {
  contract: FederationContract
  institution: string
  draft: Draft
  /** Stays of this institution alone. */
  table: ReadmissionTable
  privateKey?: string | undefined
  uniform?: UniformSource | undefined
}

/** Edges between the sums of points that the rule can give. */
const RULE_EDGES = [0.1, 0.225, 0.3, 0.375, 0.425, 0.5, 0.575, 0.625, 0.7, 0.775, 0.9]

/** Releases that the patients who judge take part in: by group and by rule. */
const JUDGING_RELEASES = 2

/**
 * Counts how the merged forest's scores fall on this institution's patients, none of whom it has
 * seen. In private mode every count has noise, and the ledger has to have taken epsilon before.
 */
export function judgeDraft(input: JudgementInput): Judgement {
  const { contract, institution, draft, table, privateKey } = input
  const parts = patientParts(table)
  const merged = forestFromJson(draft.merged)
  const own = draft.alone[institution]
  const calibrating = scored(input, parts.calibrate, merged)
  const judging = scored(input, parts.judge, merged)
  const calibration = noisyRelease(input, 1)
  const judged = noisyRelease(input, JUDGING_RELEASES)
  const sliced = (all: typeof judging.groups): Judgement['groups'] =>
    all.map(({ gender, age, stays }) => ({ gender, age, slices: judged(stays) }))
  return seal(
    {
      schema: 1 as const,
      contract: contractHash(contract),
      institution,
      draft: draft.sha256,
      calibration: calibration(calibrating.all),
      groups: sliced(judging.groups),
      rule: judged(judging.rule, RULE_EDGES),
      alone:
        own === undefined ? null : sliced(scored(input, parts.judge, forestFromJson(own)).groups),
      epsilon: contract.epsilon,
    },
    privateKey,
  )
}

/** Scores with what happened. */
export interface ScoredOutcomes {
  scores: Float64Array
  labels: Uint8Array
}

function scored({ contract, table }: JudgementInput, part: Uint32Array, forest: Forest) {
  const { staysPerPatient, seed } = contract
  const rows =
    staysPerPatient === null ? part : cappedStays(table, part, { most: staysPerPatient, seed })
  const stays = takeRows(table, rows)
  const scores = createPredictor({ forest, manifest: UNCALIBRATED }).scoreMany(stays.features)
  const all: ScoredOutcomes = { scores, labels: stays.labels }
  const groups = [0, 1].flatMap((gender) =>
    AGE_GROUPS.map(({ min, max }, age) => ({
      gender,
      age,
      stays: select(all, (row) => {
        const years = stays.features.age[row] as number
        return stays.features.gender_encoded[row] === gender && years >= min && years <= max
      }),
    })),
  )
  return {
    all,
    groups,
    rule: { scores: thresholdRuleScores(stays.features), labels: stays.labels },
  }
}

function select(
  { scores, labels }: ScoredOutcomes,
  isIn: (row: number) => boolean,
): ScoredOutcomes {
  const rows = Uint32Array.from(labels.keys()).filter(isIn)
  return {
    scores: Float64Array.from(rows, (row) => scores[row] as number),
    labels: Uint8Array.from(rows, (row) => labels[row] as number),
  }
}

/** Counts of a release, one of `releases` that the same patients take part in. */
function noisyRelease({ contract, draft, uniform }: JudgementInput, releases: number) {
  return (stays: ScoredOutcomes, edges = draft.edges): ScoreSlice[] => {
    if (contract.mode === 'pooled') return slicesOf(stays, { atLeast: contract.minLeaf })
    const rate = noiseRate(microEpsilon(contract), contract.staysPerPatient * releases)
    return slicesOf(stays, { edges, noise: () => geometricNoise(rate, uniform) })
  }
}
