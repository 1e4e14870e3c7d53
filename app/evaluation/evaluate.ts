import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { logisticBaseline, thresholdRuleBaseline } from './baselines.ts'
import { groupFigures, type ScoredRows } from './figures.ts'
import { fingerprintRows } from './fingerprint.ts'
import { leakageWarnings } from './leakage.ts'
import { atThresholds, levelRates, reliabilityBins, rocCurve, similarStays } from './metrics.ts'
import {
  type DataIdentity,
  DEFAULT_EVALUATION_SETTINGS,
  type EvaluationReport,
  type EvaluationSettings,
  type GroupFigures,
  type ModelIdentity,
  type ProbabilityHistogram,
} from './report.ts'
import { checkSplit, type RowIndexes, type StayRows, takeRows } from './rows.ts'
import { subgroupFigures, worstSubgroup } from './subgroups.ts'

/** A model's predictions on held-out stays, and what they are to be judged by. */
export interface EvaluationInput {
  table: ReadmissionTable
  /** Rows of the table to judge on; none of their patients may have been trained on. */
  heldOut: RowIndexes
  /** Rows the model was trained on, for the logistic baseline; null leaves that baseline out. */
  training: RowIndexes | null
  /** What ranks, one entry a held-out row, in the order of `heldOut`. */
  score: Float64Array
  /** Calibrated probability of each held-out row. */
  probability: Float64Array
  /** Risk level of each held-out row, as an index into LEVELS. */
  level: Uint8Array
  model: ModelIdentity
  data: Omit<DataIdentity, 'heldOutSha256'>
  /** Defaults: DEFAULT_EVALUATION_SETTINGS. */
  settings?: Partial<EvaluationSettings>
}

/**
 * Judges a model on held-out stays: overall, per institution, gender and age group, and beside the
 * threshold rule and a logistic regression on the same rows. Same input, same report.
 *
 * @throws RangeError for arrays that do not fit the held-out rows, probabilities outside 0..1, a
 *   patient on both sides of the split, or fewer than `minCases` stays of either outcome.
 */
export function evaluateModel(input: EvaluationInput): EvaluationReport {
  const { table, heldOut, training, level, model } = input
  const settings = { ...DEFAULT_EVALUATION_SETTINGS, ...input.settings }
  checkSplit(table, heldOut, training)
  const stays = takeRows(table, heldOut)
  const scored = scoredRows(stays, input)
  const overall = groupFigures(scored, settings)
  if (overall.missing) throw new RangeError(`too few cases to evaluate: ${overall.missing}`)
  const { institutions } = table
  const subgroups = subgroupFigures({ stays, scored, institutions, settings })
  const { labels, probability } = scored
  const rate = overall.observedRate as number
  const thresholds = settings.thresholdMultiples.map((times) => times * rate)
  return {
    schema: 1,
    model,
    data: { ...input.data, heldOutSha256: fingerprintRows(table, heldOut) },
    overall,
    subgroups,
    worstSubgroup: worstSubgroup(overall, subgroups),
    roc: rocCurve(labels, scored.score),
    reliability: reliabilityBins(labels, probability),
    similar: similarStays(labels, probability),
    histogram: histogramOf(probability),
    levels: levelRates(labels, level),
    thresholds: atThresholds(
      labels,
      probability,
      thresholds.filter((value) => value < 1),
    ),
    baselines: [
      ...(training ? [logisticBaseline(takeRows(table, training), stays, settings)] : []),
      thresholdRuleBaseline(stays, settings),
    ],
    warnings: [...leakageWarnings({ stays, overall, subgroups, settings }), ...fewCases(subgroups)],
    settings,
  }
}

function scoredRows(stays: StayRows, input: EvaluationInput): ScoredRows {
  for (const name of ['score', 'probability', 'level'] as const) {
    if (input[name].length === stays.rows) continue
    throw new RangeError(
      `${name} must have one entry a held-out row: got ${input[name].length} for ${stays.rows}`,
    )
  }
  const { labels, patient } = stays
  return { labels, patient, score: input.score, probability: input.probability }
}

const fewCases = (subgroups: { group: string; figures: GroupFigures }[]) =>
  subgroups
    .filter(({ figures }) => figures.missing)
    .map(({ group, figures }) => ({
      kind: 'few cases' as const,
      text: `Nothing is claimed for ${group}: ${figures.missing}.`,
    }))

const HISTOGRAM_BINS = 50

/** The axis ends at the next tenth above the highest probability. */
function histogramOf(probability: Float64Array): ProbabilityHistogram {
  const highest = probability.reduce((a, b) => Math.max(a, b), 0)
  const max = Math.min(1, Math.max(0.1, Math.ceil(highest * 10) / 10))
  const rows = new Array<number>(HISTOGRAM_BINS).fill(0)
  for (const value of probability) {
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.floor((value / max) * HISTOGRAM_BINS))
    rows[bin] = (rows[bin] as number) + 1
  }
  return { max, rows }
}
