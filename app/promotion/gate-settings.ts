import type { EvaluationReport } from '../evaluation/report.ts'

/** Bounds of the promotion gate; a hospital may tighten or, with a written reason, widen them. */
export interface GateSettings {
  /** Entries a model card must hold, none of them empty. */
  requiredCardFields: readonly string[]
  /** Largest distance of mean probability and observed rate. @default 0.01 */
  meanCalibration: number
  /** Bounds of the calibration slope. @default 0.8 to 1.2 */
  slope: { min: number; max: number }
  /** Largest expected calibration error, bins of equal frequency. @default 0.02 */
  expectedCalibrationError: number
  /** Largest distance of a group's AUC below the overall one. @default 0.05 */
  subgroupGap: number
  /** Fewer readmitted stays than this, and a group's AUC is too uncertain to judge. @default 100 */
  subgroupMinPositives: number
  /** How far the overall AUC may fall below the serving model's. @default 0.005 */
  aucTolerance: number
  /** How far the AUC at one institution may fall below the serving model's. @default 0.015 */
  institutionTolerance: number
}

export const DEFAULT_GATE_SETTINGS: GateSettings = {
  requiredCardFields: [
    'intendedUse',
    'population',
    'exclusions',
    'trainingWindow',
    'data',
    'limits',
    'owner',
  ],
  meanCalibration: 0.01,
  slope: { min: 0.8, max: 1.2 },
  expectedCalibrationError: 0.02,
  subgroupGap: 0.05,
  subgroupMinPositives: 100,
  aucTolerance: 0.005,
  institutionTolerance: 0.015,
}

/** What a rule judges; `serving` is null where no model is serving yet. */
export interface GateInput {
  candidate: EvaluationReport
  serving: EvaluationReport | null
  settings: GateSettings
}

/** What a rule found. */
export interface Finding {
  passed: boolean
  /** The figures it rests on, in words. */
  detail: string
}

/** One condition of promotion. */
export interface GateRule {
  /** Name in decisions, logs and documentation. */
  rule: string
  /** Why the rule exists. */
  reason: string
  judge: (input: GateInput) => Finding
}
