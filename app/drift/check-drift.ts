import { psi } from '../evaluation/metrics-drift.ts'
import { FEATURES } from '../forest/features.ts'
import type { ModelManifest } from '../forest/model-schema.ts'
import { type DriftCheck, type DriftFinding, keepFindings } from '../store/drift-findings.ts'
import { featureCounts } from '../store/feature-counts.ts'
import { knownOutcomes } from '../store/outcomes.ts'
import type { Store } from '../store/store.ts'
import { slopeEstimate } from './slope-interval.ts'

/** Days of serving that a check compares with training. */
export const SERVED_DAYS = 30

/** Readmissions, and other outcomes, that a calibration slope needs at least: as a model card's figures. */
const LEAST_OF_EITHER = 20

/** From when on something has drifted. */
export interface DriftLimits {
  /** @default 0.2 */
  psi: number
  /** The whole 95 % interval of the slope must lie outside of it. @default 0.8 to 1.2 */
  slope: { min: number; max: number }
  /** Fewer cases than this are not judged and get no figure. @default 200 */
  minCases: number
}

/** What is checked: the model in service, and where. */
export interface DriftInput {
  store: Store
  model: { version: number; histograms: ModelManifest['histograms'] }
  institutions: readonly string[]
  limits: DriftLimits
  now?: Date
}

/**
 * Compares what the model was served in the last 30 days with its training, and the outcomes that
 * came back with its probabilities, by institution, and keeps the findings for the metrics of every
 * replica.
 */
export async function checkDrift(input: DriftInput): Promise<DriftCheck> {
  const { store, model, institutions, now: checkedAt = new Date() } = input
  const [counts, outcomes] = await Promise.all([
    featureCounts(store.pool, { modelVersion: model.version, days: SERVED_DAYS }),
    knownOutcomes(store.pool, model.version),
  ])
  const findings = institutions.flatMap((institution): DriftFinding[] => [
    ...featureFindings(input, institution, counts.filter(of(institution))),
    calibrationFinding(input, institution, outcomes.filter(of(institution))),
  ])
  const check = { checkedAt, modelVersion: model.version, findings }
  await keepFindings(store.pool, check)
  return check
}

const of =
  (institution: string) =>
  (one: { institution: string }): boolean =>
    one.institution === institution

function featureFindings(
  { model, limits }: DriftInput,
  institution: string,
  counts: Awaited<ReturnType<typeof featureCounts>>,
): DriftFinding[] {
  return FEATURES.map((feature) => {
    const expected = model.histograms[feature].counts
    const served = expected.map(() => 0)
    for (const one of counts)
      if (one.feature === feature && one.bin < served.length) served[one.bin] = one.served
    const cases = served.reduce((sum, count) => sum + count, 0)
    const index = cases < limits.minCases ? null : psi(expected, served)
    const drifted = index !== null && index > limits.psi
    return { institution, feature, psi: index, calibrationSlope: null, cases, drifted }
  })
}

function calibrationFinding(
  { limits }: DriftInput,
  institution: string,
  outcomes: Awaited<ReturnType<typeof knownOutcomes>>,
): DriftFinding {
  const cases = outcomes.length
  const readmitted = outcomes.filter((one) => one.readmitted).length
  const isEnough =
    cases >= limits.minCases && Math.min(readmitted, cases - readmitted) >= LEAST_OF_EITHER
  const estimate = isEnough
    ? slopeEstimate(
        Uint8Array.from(outcomes, (one) => Number(one.readmitted)),
        Float64Array.from(outcomes, (one) => one.probability),
      )
    : null
  return {
    institution,
    feature: null,
    psi: null,
    calibrationSlope: estimate?.slope ?? null,
    cases,
    drifted:
      estimate !== null && (estimate.high < limits.slope.min || estimate.low > limits.slope.max),
  }
}

/** True where anything has drifted. */
export const hasDrifted = ({ findings }: DriftCheck): boolean =>
  findings.some(({ drifted }) => drifted)
