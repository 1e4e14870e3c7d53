import type { CalibrationFigures, EvaluationReport, RankingFigures } from '../report.ts'
import { count, decimals, NO_FIGURE, percent, percentSpan, span } from './format.ts'
import type { Markup } from './markup.ts'
import { table } from './table.ts'

interface Predictor {
  name: string
  ranking: RankingFigures | null
  calibration: CalibrationFigures | null
}

const predictorsOf = (report: EvaluationReport): Predictor[] => [
  { name: 'This model', ...report.overall },
  ...report.baselines.map(({ name, ranking, calibration }) => ({
    name: name === 'threshold rule' ? 'Threshold rule' : 'Logistic regression',
    ranking,
    calibration,
  })),
]

/** The model beside its baselines. */
export const predictorTable = (report: EvaluationReport): Markup =>
  table({
    caption: 'The model and its baselines on the same held-out stays',
    columns: ['Predictor', 'AUC', '95 % interval', 'Average precision', 'Brier', 'Log-loss'],
    lines: predictorsOf(report).map(({ name, ranking, calibration }) => [
      name,
      decimals(ranking?.auc),
      span(ranking?.aucInterval),
      decimals(ranking?.averagePrecision),
      decimals(calibration?.brier, 4),
      decimals(calibration?.logLoss, 4),
    ]),
  })

/** What a limited number of follow-ups finds. */
export const capacityTable = (report: EvaluationReport): Markup =>
  table({
    caption:
      'If only the highest-scoring stays can be followed up: share of the readmitted found, and hit rate among those followed up',
    columns: [
      'Predictor',
      ...(report.overall.ranking?.capacity ?? []).map(
        ({ share }) => `Top ${Math.round(100 * share)} %`,
      ),
    ],
    lines: predictorsOf(report).map(({ name, ranking }) => [
      name,
      ...(ranking?.capacity ?? []).map(
        ({ recall, precision }) => `${percent(recall)}, ${percent(precision)}`,
      ),
    ]),
  })

/** The points of the reliability plot. */
export const reliabilityTable = (report: EvaluationReport): Markup =>
  table({
    caption: 'Predicted and observed risk by tenths of the stays',
    columns: ['Predicted', 'Stays', 'Readmitted', 'Observed', '95 % interval'],
    lines: report.reliability.map((bin) => [
      percent(bin.meanProbability),
      count(bin.rows),
      count(bin.positives),
      percent(bin.observedRate),
      percentSpan(bin.interval),
    ]),
  })

/** All figures of all groups. */
export const subgroupTable = (report: EvaluationReport): Markup =>
  table({
    caption: 'Figures by group',
    columns: [
      'Group',
      'Stays',
      'Patients',
      'Observed',
      'Predicted',
      'AUC',
      'Average precision',
      'Brier',
      'Calibration error',
      'Slope',
      'Found in top 10 %',
    ],
    lines: [{ group: 'All stays', figures: report.overall }, ...report.subgroups].map(
      ({ group, figures }) => [
        group,
        count(figures.rows),
        count(figures.patients),
        percent(figures.observedRate),
        percent(figures.meanProbability),
        decimals(figures.ranking?.auc),
        decimals(figures.ranking?.averagePrecision),
        decimals(figures.calibration?.brier, 4),
        decimals(figures.calibration?.expectedCalibrationError.frequency),
        decimals(figures.calibration?.recalibration?.slope, 2),
        percent(figures.ranking?.capacity.find(({ share }) => share === 0.1)?.recall),
      ],
    ),
  })

/** Observed rate of each risk level, of the model and of the rule. */
export function levelTable(report: EvaluationReport): Markup {
  const rule = report.baselines.find(({ levels }) => levels)?.levels ?? []
  const named = [
    ...report.levels.map((rate) => ({ name: rate.level as string, rate })),
    ...rule.map((rate) => ({ name: `${rate.level} by the threshold rule`, rate })),
  ]
  return table({
    caption: 'What happened at each risk level',
    columns: ['Level', 'Stays', 'Share', 'Readmitted', 'Observed', '95 % interval'],
    lines: named.map(({ name, rate }) => [
      name,
      count(rate.rows),
      percent(rate.share),
      count(rate.positives),
      percent(rate.observedRate),
      percentSpan(rate.interval),
    ]),
  })
}

/** What acting above a probability would mean. */
export const thresholdTable = (report: EvaluationReport): Markup =>
  table({
    caption: 'If every stay at or above a probability is flagged',
    columns: [
      'Probability',
      'Flagged',
      'Sensitivity',
      'Specificity',
      'Positive predictive value',
      'Negative predictive value',
      'Net benefit',
      'Net benefit of flagging all',
    ],
    lines: report.thresholds.map((row) => [
      percent(row.threshold),
      percent(row.flaggedShare),
      percent(row.sensitivity),
      percent(row.specificity),
      percent(row.positivePredictiveValue),
      percent(row.negativePredictiveValue),
      decimals(row.netBenefit, 4),
      decimals(row.netBenefitOfAll, 4),
    ]),
  })

const text = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value)

/** What identifies model, data and evaluation. */
export const identityTable = ({ model, data, settings, overall }: EvaluationReport): Markup =>
  table({
    caption: 'Model, data and settings',
    columns: ['What', 'Value'],
    lines: [
      ['Model', `${model.name} ${model.version}`],
      ['SHA-256 of the model', model.sha256],
      ...Object.entries(model.settings).map(([name, value]) => [`Model: ${name}`, String(value)]),
      ['Fingerprint of the table', data.fingerprint],
      ['Split', data.split],
      ['SHA-256 of the held-out rows', data.heldOutSha256],
      ['Held-out stays', `${count(overall.rows)} of ${count(overall.patients)} patients`],
      ...Object.entries(settings).map(([name, value]) => [`Evaluation: ${name}`, text(value)]),
    ],
  })

/** Entries of a card down to its texts and numbers; lists of texts stay one entry. */
function cardLines(entry: unknown, path: string): string[][] {
  if (Array.isArray(entry) && entry.every((one) => typeof one !== 'object')) {
    return [[path, entry.join(entry.every((one) => /[.]$/.test(String(one))) ? ' ' : '; ')]]
  }
  if (typeof entry !== 'object' || entry === null) return [[path, String(entry)]]
  return Object.entries(entry).flatMap(([name, value]) => cardLines(value, `${path}: ${name}`))
}

/** The model card, without the figures of its own, which this report measures again. */
export const cardTable = ({ model }: EvaluationReport): Markup =>
  table({
    caption: 'Model card',
    columns: ['Entry', 'Content'],
    lines: model.card
      ? Object.entries(model.card)
          .filter(([name]) => name !== 'metrics')
          .flatMap(([name, value]) => cardLines(value, name))
      : [['Card', `${NO_FIGURE} (the model has no card and cannot be promoted)`]],
  })
