import { z } from 'zod'
import { FEATURES } from './features.ts'
import { forestSettings } from './forest-settings.ts'

/** Version of the `dataspace` member; a file of another version is refused. */
export const MODEL_SCHEMA = 1

const share = z.number().min(0).max(1)
const count = z.int().min(0)
const interval = z.strictObject({ low: share, high: share })
const loss = z.strictObject({ brier: z.number().min(0), logLoss: z.number().min(0) })

const calibration = z
  .strictObject({
    method: z.enum(['prior', 'isotonic']),
    prevalence: z.number().gt(0).lt(1),
    isotonic: z
      .strictObject({ scores: z.array(share).min(1), probabilities: z.array(share).min(1) })
      .refine(({ scores, probabilities }) => scores.length === probabilities.length, {
        message: 'needs as many probabilities as scores',
      })
      .refine(({ scores, probabilities }) => isAscending(scores) && isAscending(probabilities), {
        message: 'must not fall',
      })
      .nullable(),
    evidence: z.strictObject({ prior: loss, isotonic: loss.nullable(), stays: count }),
  })
  .refine(({ method, isotonic }) => method === 'prior' || isotonic !== null, {
    message: 'method isotonic needs the curve',
  })

const histogram = z
  .strictObject({ from: z.array(count).min(1), counts: z.array(count).min(1) })
  .refine(({ from, counts }) => from.length === counts.length && isAscending(from), {
    message: 'needs as many counts as ascending bins',
  })

/** How a group of held-out stays fared; null where fewer than 20 stays had either outcome. */
export const groupMetrics = z.strictObject({
  stays: count,
  patients: count,
  readmitted: count,
  observedRate: share.nullable(),
  meanProbability: share.nullable(),
  auc: share.nullable(),
  /** 95 % interval by bootstrap over patients. */
  aucInterval: interval.nullable(),
  brier: share.nullable(),
  expectedCalibrationError: share.nullable(),
})

/** What is known of a model's quality, all but `outOfBagAuc` on patients held out of training. */
export const modelMetrics = groupMetrics.extend({
  averagePrecision: share.nullable(),
  logLoss: z.number().min(0).nullable(),
  /** null where no recalibration line exists. */
  calibrationSlope: z.number().nullable(),
  calibrationIntercept: z.number().nullable(),
  /** AUC of the out-of-bag scores of the training patients, a second witness. */
  outOfBagAuc: share,
  /** Both ways of calibrating, for the record: the choice was made before, on other patients. */
  calibrations: z.array(
    z.strictObject({
      method: z.enum(['prior', 'isotonic']),
      meanProbability: share,
      ...loss.shape,
    }),
  ),
  levels: z.array(
    z.strictObject({
      level: z.enum(['LOW', 'MEDIUM', 'HIGH']),
      stays: count,
      share,
      observedRate: share.nullable(),
    }),
  ),
  subgroups: z.array(groupMetrics.extend({ by: z.string(), group: z.string() })),
})

/** Where a table comes from; what a model card must say about it. */
export const provenance = z.strictObject({
  source: z.string(),
  licence: z.string(),
  attribution: z.string(),
  window: z.string(),
  population: z.string(),
})

/** What a model is for, what it was made from, how good it is and where it ends. */
export const modelCard = z.strictObject({
  intendedUse: z.string(),
  population: z.string(),
  exclusions: z.array(z.string()),
  trainingWindow: z.string(),
  data: provenance.extend({
    stays: count,
    patients: count,
    institutions: z.array(z.string()),
    droppedExpired: count,
    droppedGenderUnknown: count,
  }),
  split: z.strictObject({ by: z.literal('patient'), rule: z.string(), testShare: share }),
  training: z.strictObject({ stays: count, readmitted: count, cells: count }),
  settings: forestSettings,
  metrics: modelMetrics,
  limits: z.array(z.string()),
  owner: z.string(),
})

/** The member of a model file that ml-random-forest does not know. */
export const modelManifest = z.strictObject({
  schema: z.literal(MODEL_SCHEMA),
  name: z.string().min(1),
  version: z.string().min(1),
  features: z.array(z.string()).refine((names) => names.join() === FEATURES.join(), {
    message: `must be ${FEATURES.join(', ')} in this order`,
  }),
  /** Share of readmitted stays in training. */
  trainingPrevalence: z.number().gt(0).lt(1),
  /** Share of male stays in training: weights the average where gender is unknown. */
  maleShare: share,
  calibration,
  thresholds: z
    .strictObject({ medium: share, high: share })
    .refine(({ medium, high }) => medium <= high, { message: 'medium must not exceed high' }),
  histograms: z.strictObject(
    Object.fromEntries(FEATURES.map((feature) => [feature, histogram])) as Record<
      (typeof FEATURES)[number],
      typeof histogram
    >,
  ),
  /** Fingerprint of the whole table, both sides of the split. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  card: modelCard,
  /** When the model was made, if whoever made it wanted that in the file. */
  created: z.iso.datetime().nullable(),
})

/** How a group of held-out stays fared. */
export type GroupMetrics = z.output<typeof groupMetrics>
/** A model's quality, as its card gives it. */
export type ModelMetrics = z.output<typeof modelMetrics>
/** Where a table comes from. */
export type Provenance = z.output<typeof provenance>
/** What a model is for, made from and worth. */
export type ModelCard = z.output<typeof modelCard>
/** The member `dataspace` of a model file, but for its SHA-256. */
export type ModelManifest = z.output<typeof modelManifest>

function isAscending(values: number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] as number))
}
