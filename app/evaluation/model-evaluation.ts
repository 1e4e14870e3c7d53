import { z } from 'zod'
import type { Baseline, EvaluationReport, GroupFigures } from './report.ts'

const share = z.number().min(0).max(1)
const count = z.int().min(0)
const interval = z.object({ low: share, high: share })

const group = z.object({
  stays: count,
  patients: count,
  readmitted: count,
  observed_rate: share.nullable(),
  mean_probability: share.nullable(),
  auc: share.nullable(),
  auc_interval: interval.nullable(),
  average_precision: share.nullable(),
  brier: share.nullable(),
  log_loss: z.number().min(0).nullable(),
  expected_calibration_error: share.nullable(),
  calibration_slope: z.number().nullable(),
  calibration_intercept: z.number().nullable(),
  missing: z.string().nullable(),
})

const bin = z.object({
  stays: count,
  readmitted: count,
  mean_probability: share,
  observed_rate: share,
  interval,
  from: share,
  to: share,
})

/**
 * What was measured of a model on held-out patients, as it is kept with the model and shown: the
 * evaluation report without the curves of the baselines and without the card, rounded to six digits.
 */
export const modelEvaluation = z.object({
  model: z.object({ name: z.string(), version: z.string(), sha256: z.string() }),
  data: z.object({ fingerprint: z.string(), split: z.string(), held_out_sha256: z.string() }),
  overall: group,
  subgroups: z.array(group.extend({ by: z.string(), group: z.string() })),
  worst_subgroup: z
    .object({ by: z.string(), group: z.string(), auc: share, gap: z.number() })
    .nullable(),
  roc: z.array(
    z.object({
      false_positive_rate: share,
      true_positive_rate: share,
      threshold: z.number().nullable(),
    }),
  ),
  reliability: z.array(bin),
  similar: z.array(bin),
  levels: z.array(
    z.object({
      level: z.string(),
      stays: count,
      share,
      observed_rate: share.nullable(),
      interval: interval.nullable(),
    }),
  ),
  baselines: z.array(
    z.object({ name: z.string(), description: z.string(), auc: share, auc_interval: interval }),
  ),
  warnings: z.array(z.object({ kind: z.string(), text: z.string() })),
})

/** What was measured of a model on held-out patients. */
export type ModelEvaluation = z.output<typeof modelEvaluation>

/** The part of a report that is kept with its model. */
export function modelEvaluationOf(report: EvaluationReport): ModelEvaluation {
  const { model, data, worstSubgroup: worst } = report
  return rounded({
    model: { name: model.name, version: model.version, sha256: model.sha256 },
    data: {
      fingerprint: data.fingerprint,
      split: data.split,
      held_out_sha256: data.heldOutSha256,
    },
    overall: groupOf(report.overall),
    subgroups: report.subgroups.map(({ dimension, group, figures }) => ({
      by: dimension,
      group,
      ...groupOf(figures),
    })),
    worst_subgroup: worst && {
      by: worst.dimension,
      group: worst.group,
      auc: worst.auc,
      gap: worst.gap,
    },
    roc: report.roc.map(({ falsePositiveRate, truePositiveRate, threshold }) => ({
      false_positive_rate: falsePositiveRate,
      true_positive_rate: truePositiveRate,
      threshold,
    })),
    reliability: report.reliability.map(binOf),
    similar: report.similar.map(binOf),
    levels: report.levels.map(({ level, rows, share, observedRate, interval }) => ({
      level,
      stays: rows,
      share,
      observed_rate: observedRate,
      interval,
    })),
    baselines: report.baselines.map(baselineOf),
    warnings: report.warnings.map(({ kind, text }) => ({ kind, text })),
  })
}

const groupOf = (figures: GroupFigures): ModelEvaluation['overall'] => ({
  stays: figures.rows,
  patients: figures.patients,
  readmitted: figures.positives,
  observed_rate: figures.observedRate,
  mean_probability: figures.meanProbability,
  auc: figures.ranking?.auc ?? null,
  auc_interval: figures.ranking && bounds(figures.ranking.aucInterval),
  average_precision: figures.ranking?.averagePrecision ?? null,
  brier: figures.calibration?.brier ?? null,
  log_loss: figures.calibration?.logLoss ?? null,
  expected_calibration_error: figures.calibration?.expectedCalibrationError.frequency ?? null,
  calibration_slope: figures.calibration?.recalibration?.slope ?? null,
  calibration_intercept: figures.calibration?.recalibration?.interceptAtSlopeOne ?? null,
  missing: figures.missing,
})

const binOf = (bin: EvaluationReport['reliability'][number]) => ({
  stays: bin.rows,
  readmitted: bin.positives,
  mean_probability: bin.meanProbability,
  observed_rate: bin.observedRate,
  interval: bin.interval,
  from: bin.range.low,
  to: bin.range.high,
})

const baselineOf = ({ name, description, ranking }: Baseline) => ({
  name,
  description,
  auc: ranking.auc,
  auc_interval: bounds(ranking.aucInterval),
})

const bounds = ({ low, high }: { low: number; high: number }) => ({ low, high })

/** Six digits behind the point are more than any of it is worth. */
const rounded = <T>(value: T): T =>
  JSON.parse(
    JSON.stringify(value, (_name, inner: unknown) =>
      typeof inner === 'number' && !Number.isInteger(inner) ? Number(inner.toFixed(6)) : inner,
    ),
  ) as T
