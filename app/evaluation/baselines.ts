import { FEATURES } from '../forest/features.ts'
import { calibrationFigures, rankingFigures } from './figures.ts'
import { fitLogisticRegression, predictLogistic } from './logistic-regression.ts'
import { LEVELS, levelRates, rocCurve } from './metrics.ts'
import type { Baseline, EvaluationSettings } from './report.ts'
import type { StayRows } from './rows.ts'
import type { FeatureColumns } from './threshold-rule.ts'
import { thresholdRuleLevel, thresholdRuleScores } from './threshold-rule.ts'

const columnsOf = (features: FeatureColumns) => FEATURES.map((name) => features[name])

/** The original's four-threshold rule on the held-out stays. */
export function thresholdRuleBaseline(stays: StayRows, settings: EvaluationSettings): Baseline {
  const { labels, patient } = stays
  const score = thresholdRuleScores(stays.features)
  const level = Uint8Array.from(score, (value) => LEVELS.indexOf(thresholdRuleLevel(value)))
  return {
    name: 'threshold rule',
    description:
      'Four fixed thresholds on age, diagnoses, medications and earlier stays. Its score is no probability.',
    ranking: rankingFigures({ labels, patient, score }, settings),
    calibration: null,
    roc: rocCurve(labels, score),
    levels: levelRates(labels, level),
  }
}

/** A logistic regression on the training stays, judged on the held-out ones. */
export function logisticBaseline(
  training: StayRows,
  stays: StayRows,
  settings: EvaluationSettings,
): Baseline {
  const model = fitLogisticRegression(columnsOf(training.features), training.labels)
  const score = predictLogistic(model, columnsOf(stays.features))
  const { labels, patient } = stays
  return {
    name: 'logistic regression',
    description: `Fitted on the ${training.rows} training stays, L2 penalty 1 on standardised features.`,
    ranking: rankingFigures({ labels, patient, score }, settings),
    calibration: calibrationFigures(labels, score),
    roc: rocCurve(labels, score),
    levels: null,
  }
}
