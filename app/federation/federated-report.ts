import { evaluateModel } from '../evaluation/evaluate.ts'
import { rankingFigures } from '../evaluation/figures.ts'
import { auc, LEVELS, rocCurve } from '../evaluation/metrics.ts'
import type { Baseline, EvaluationReport, ModelIdentity } from '../evaluation/report.ts'
import { DEFAULT_EVALUATION_SETTINGS } from '../evaluation/report.ts'
import { type Calibration, calibrate } from '../forest/calibration.ts'
import { type LevelThresholds, riskLevel } from '../forest/risk-level.ts'
import type { GateReason } from '../promotion/gate.ts'
import { DEFAULT_GATE_SETTINGS } from '../promotion/gate-settings.ts'
import { judgedStays, spreadOut } from './judged-stays.ts'
import type { Judgement } from './judgement.ts'
import { hashOf } from './seal.ts'

/** A merged model on the way to its file. */
export interface JudgedModel {
  judgements: readonly Judgement[]
  calibration: Calibration
  thresholds: LevelThresholds
  model: ModelIdentity
  fingerprint: string
}

/**
 * Judges the merged model by the institutions' counts, in the shape of every evaluation. Its scores
 * are those of slices, and its intervals are by stay, since nobody can tell here which stays are
 * of one patient: they are a little too narrow.
 *
 * @throws RangeError where there are too few cases.
 */
export function reportOf(judged: JudgedModel): EvaluationReport {
  const { judgements, calibration, thresholds, model, fingerprint } = judged
  const { table, scores } = judgedStays(judgements)
  const probability = scores.map((score) => calibrate(calibration, score))
  const report = evaluateModel({
    table,
    heldOut: Uint32Array.from(scores.keys()),
    training: null,
    score: scores,
    probability,
    level: Uint8Array.from(probability, (value) => LEVELS.indexOf(riskLevel(thresholds, value))),
    model,
    data: {
      fingerprint,
      split:
        '20 % of the patients of each institution, by a hash of their id; counts by score only',
    },
  })
  const heldOutSha256 = hashOf(judgements.map(({ sha256 }) => sha256))
  return {
    ...report,
    data: { ...report.data, heldOutSha256 },
    baselines: [ruleBaseline(judgements)],
  }
}

function ruleBaseline(judgements: readonly Judgement[]): Baseline {
  const { scores: score, labels } = spreadOut(judgements.flatMap(({ rule }) => rule))
  const patient = Int32Array.from(labels.keys())
  return {
    name: 'threshold rule',
    description: 'Four fixed thresholds on age, diagnoses, medications and earlier stays.',
    ranking: rankingFigures({ labels, patient, score }, DEFAULT_EVALUATION_SETTINGS),
    calibration: null,
    roc: rocCurve(labels, score),
    levels: null,
  }
}

/** AUC at an institution of the merged forest and of its own; null where too few cases are told of. */
export interface InstitutionFigures {
  institution: string
  stays: number
  merged: number | null
  alone: number | null
}

/** What each institution gains by taking part. */
export function institutionFigures(
  report: EvaluationReport,
  judgements: readonly Judgement[],
): InstitutionFigures[] {
  return judgements.map(({ institution, alone }) => {
    const figures = report.subgroups.find(
      ({ dimension, group }) => dimension === 'institution' && group === institution,
    )?.figures
    return {
      institution,
      stays: figures?.rows ?? 0,
      merged: figures?.ranking?.auc ?? null,
      alone: alone === null ? null : aucOrNull(spreadOut(alone.flatMap(({ slices }) => slices))),
    }
  })
}

function aucOrNull({ scores, labels }: ReturnType<typeof spreadOut>): number | null {
  const positives = labels.reduce((sum, label) => sum + label, 0)
  const fewest = Math.min(positives, labels.length - positives)
  return fewest < DEFAULT_EVALUATION_SETTINGS.minCases ? null : auc(labels, scores)
}

/** The gate's further rule for a federation: nobody is worse off than alone, beyond chance. */
export function aloneReason(figures: readonly InstitutionFigures[]): GateReason {
  const allowed = DEFAULT_GATE_SETTINGS.institutionTolerance
  const compared = figures.flatMap(({ institution, merged, alone }) =>
    merged === null || alone === null ? [] : [{ institution, merged, alone }],
  )
  return {
    rule: 'not worse than alone',
    passed: compared.every(({ merged, alone }) => merged >= alone - allowed),
    detail:
      compared.length === 0
        ? 'no institution tells of its own forest'
        : `${compared
            .map(
              ({ institution, merged, alone }) =>
                `${institution} AUC ${merged.toFixed(3)}, alone ${alone.toFixed(3)}`,
            )
            .join('; ')}; allowed loss ${allowed}`,
  }
}
