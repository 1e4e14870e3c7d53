import { z } from '@hono/zod-openapi'
import { FEATURE_BOUNDS, FEATURES } from '../../forest/features.ts'
import { orNull } from '../nullable.ts'
import { printable } from '../printable.ts'

/** 1–128 printable characters, not all blank. */
export const identifier = printable({ max: 128 }).openapi({ example: 'TEST001' })

/**
 * Whole numbers as clients of the original send them: 65, 65.0, "65" and true are taken, 65.5 and
 * "abc" are not.
 */
export const wholeNumber = ({ min, max }: { min: number; max: number }) =>
  z
    .preprocess((value) => {
      if (typeof value === 'number') return value
      if (typeof value === 'boolean') return Number(value)
      return typeof value === 'string' && /^\s*[+-]?\d{1,15}(\.0+)?\s*$/.test(value)
        ? Number(value)
        : value
    }, z.int().min(min).max(max))
    .openapi({ type: 'integer', minimum: min, maximum: max })

const names = (feature: 'num_conditions' | 'num_medications', example: string[]) =>
  z.array(z.string().max(256)).max(FEATURE_BOUNDS[feature].max).openapi({ example })

export const predictionRequest = z
  .object({
    patient_id: identifier.openapi({
      description: 'Your id of the patient; stored as a pseudonym',
    }),
    age: wholeNumber(FEATURE_BOUNDS.age).openapi({
      description: 'Age at admission in years',
      example: 75,
    }),
    gender: z.string().max(32).openapi({
      description:
        'male or female; anything else counts as unknown, and the answer averages over both',
      example: 'male',
    }),
    conditions: names('num_conditions', ['diabetes', 'hypertension']).openapi({
      description: 'Diagnoses recorded; the model uses how many',
    }),
    medications: names('num_medications', ['metformin', 'lisinopril']).openapi({
      description: 'Medications during the stay; the model uses how many',
    }),
    recent_encounters: wholeNumber(FEATURE_BOUNDS.recent_encounters).openapi({
      description: 'Inpatient stays in the 12 months before this admission',
      example: 3,
    }),
    institution_id: z.string().max(64).nullish().openapi({
      description: "Must be the credential's institution where that is bound to one",
      example: 'dkfz',
    }),
  })
  .openapi('PredictionRequest')

export type PredictionRequest = z.output<typeof predictionRequest>

const probability = z.number().min(0).max(1)

const uncertainty = z
  .object({
    basis: z.enum(['similar-probability', 'same-level']),
    from: probability,
    to: probability,
    stays: z.int(),
    observed_rate: probability,
    interval: z.object({ low: probability, high: probability }),
  })
  .openapi('Uncertainty', {
    description:
      'How often held-out stays with a probability from `from` to `to` ended in a readmission, with the ' +
      '95 % interval of that share. Not an interval for this patient, and not for hospitals unlike ' +
      'those evaluated',
  })

export const predictionAnswer = z
  .object({
    patient_id: z.string(),
    readmission_risk: probability.openapi({
      description: 'Class-balanced score of the forest, 2 decimals: ranks patients, no probability',
      example: 0.67,
    }),
    risk_level: z.enum(['LOW', 'MEDIUM', 'HIGH']).openapi({
      description: 'From thresholds on the calibrated probability, kept in the model file',
    }),
    confidence: z.number().min(0.5).max(1).openapi({
      description: 'How far the score is from undecided: max(score, 1 - score), 2 decimals',
    }),
    recommendations: z.array(z.string()),
    probability: probability.openapi({
      description: 'Calibrated probability of readmission within 30 days',
      example: 0.205,
    }),
    uncertainty: orNull(uncertainty),
    unknown_inputs: z.array(z.enum(FEATURES)).openapi({
      description: 'Inputs that were not given: the answer is the average over what they may be',
    }),
    baseline: z.object({ score: probability, probability }).openapi({
      description: 'Where every prediction starts: the average of the training patients',
    }),
    contributions: z
      .array(
        z.object({
          feature: z.enum(FEATURES),
          value: z.number().nullable(),
          score: z.number(),
          probability: z.number(),
        }),
      )
      .openapi({
        description:
          'What each feature adds: with the baseline they sum to the score and to the probability',
      }),
    model: z.object({ name: z.string(), version: z.string(), sha256: z.string() }),
    prediction_id: z.uuid().openapi({ description: 'Also the id of the row in the audit trail' }),
  })
  .openapi('Prediction')

/** A prediction from stored records, with the stay it is for. */
export const storedPredictionAnswer = predictionAnswer
  .extend({ index_stay: z.object({ start: z.string(), end: z.string().nullable() }) })
  .openapi('StoredPrediction')

/** Advice on what the numbers are not, for OpenAPI and the documentation pages. */
export const PREDICTION_LIMITS =
  'A decision aid for discharge planning, never the sole basis of a decision. Trained on diabetic ' +
  'inpatients of US hospitals, 1999–2008, with five features: AUC about .63. See the model card.'
