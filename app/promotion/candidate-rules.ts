import type { Dimension, EvaluationReport, Subgroup } from '../evaluation/report.ts'
import type { GateRule } from './gate-settings.ts'

/** Figures as the decision prints them; what is missing never passes a comparison. */
export const show = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'none' : value.toFixed(3)

/** True only for a figure that exists and lies within both bounds, ends included. */
const isWithin = (value: number | null | undefined, min: number, max: number): boolean =>
  typeof value === 'number' && value >= min && value <= max

/** Groups with figures and enough cases for a judgement. */
export const judged = (report: EvaluationReport, minPositives: number): Subgroup[] =>
  report.subgroups.filter(
    ({ figures }) => figures.ranking !== null && figures.positives >= minPositives,
  )

/** An empty text, list or missing value is no entry. */
const isFilled = (value: unknown): boolean =>
  value !== null && value !== undefined && String(value).trim() !== ''

const DIMENSIONS: readonly Dimension[] = ['institution', 'gender', 'age']

/** Rules that look at the candidate alone. */
export const CANDIDATE_RULES = [
  {
    rule: 'model card',
    reason:
      'Nobody can be responsible for a model whose purpose, data and owner are not written down.',
    judge: ({ candidate, settings }) => {
      const card = candidate.model.card
      if (!card) return { passed: false, detail: 'the candidate has no model card' }
      const missing = settings.requiredCardFields.filter((field) => !isFilled(card[field]))
      return missing.length === 0
        ? { passed: true, detail: 'the model card holds every required entry' }
        : { passed: false, detail: `the model card lacks ${missing.join(', ')}` }
    },
  },
  {
    rule: 'subgroup figures',
    reason: 'A model that fails one group hides behind a good average.',
    judge: ({ candidate }) => {
      const missing = DIMENSIONS.filter(
        (dimension) =>
          !candidate.subgroups.some((one) => one.dimension === dimension && one.figures.ranking),
      )
      return missing.length === 0
        ? { passed: true, detail: 'figures exist by institution, gender and age' }
        : { passed: false, detail: `no group has figures by ${missing.join(', ')}` }
    },
  },
  {
    rule: 'no leakage warning',
    reason: 'An AUC above what the features honestly reach will not survive contact with patients.',
    judge: ({ candidate }) => {
      const found = candidate.warnings.filter(({ kind }) => kind === 'leakage')
      return found.length === 0
        ? { passed: true, detail: 'no leakage warning' }
        : { passed: false, detail: found.map(({ text }) => text).join(' ') }
    },
  },
  {
    rule: 'mean calibration',
    reason: 'Risks too high or too low on average misplace every threshold.',
    judge: ({ candidate: { overall }, settings }) => {
      const { meanProbability, observedRate } = overall
      const isKnown = meanProbability !== null && observedRate !== null
      const distance = isKnown ? Math.abs(meanProbability - observedRate) : null
      return {
        passed: isWithin(distance, 0, settings.meanCalibration),
        detail: `mean probability ${show(meanProbability)}, observed ${show(observedRate)}, allowed distance ${settings.meanCalibration}`,
      }
    },
  },
  {
    rule: 'calibration slope',
    reason: 'A slope outside the bounds means risks far too extreme or far too timid.',
    judge: ({ candidate, settings: { slope } }) => {
      const value = candidate.overall.calibration?.recalibration?.slope
      return {
        passed: isWithin(value, slope.min, slope.max),
        detail: `slope ${show(value)}, allowed ${slope.min} to ${slope.max}`,
      }
    },
  },
  {
    rule: 'calibration error',
    reason: 'Mean and slope can be right while whole ranges of risk are wrong.',
    judge: ({ candidate, settings }) => {
      const value = candidate.overall.calibration?.expectedCalibrationError.frequency
      return {
        passed: isWithin(value, 0, settings.expectedCalibrationError),
        detail: `expected calibration error ${show(value)}, allowed ${settings.expectedCalibrationError}`,
      }
    },
  },
  {
    rule: 'worst subgroup',
    reason: 'A group the model ranks much worse than the rest is served unfairly.',
    judge: ({ candidate, settings }) => {
      const overall = candidate.overall.ranking?.auc
      const groups = judged(candidate, settings.subgroupMinPositives).flatMap(
        ({ group, figures }) => (figures.ranking ? [{ group, auc: figures.ranking.auc }] : []),
      )
      const worst = groups.reduce<(typeof groups)[number] | null>(
        (low, one) => (low === null || one.auc < low.auc ? one : low),
        null,
      )
      if (!worst) {
        return {
          passed: true,
          detail: `no group has ${settings.subgroupMinPositives} readmitted stays, none is judged`,
        }
      }
      const gap = overall === undefined ? null : Math.max(0, overall - worst.auc)
      return {
        passed: isWithin(gap, 0, settings.subgroupGap),
        detail: `${worst.group} has an AUC of ${show(worst.auc)}, ${show(gap)} below ${show(overall)}, allowed ${settings.subgroupGap}`,
      }
    },
  },
  {
    rule: 'beats the threshold rule',
    reason: 'A model that ranks no better than four fixed thresholds is not worth its risk.',
    judge: ({ candidate }) => {
      const own = candidate.overall.ranking?.auc
      const rule = candidate.baselines.find(({ name }) => name === 'threshold rule')?.ranking.auc
      return {
        passed: own !== undefined && rule !== undefined && own > rule,
        detail: `AUC ${show(own)}, threshold rule ${show(rule)}`,
      }
    },
  },
] as const satisfies readonly GateRule[]
