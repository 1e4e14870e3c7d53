export { aucInterval, type BootstrapOptions, type Interval } from './metrics-bootstrap.ts'
export {
  type BinOptions,
  expectedCalibrationError,
  type ReliabilityBin,
  reliabilityBins,
  wilsonInterval,
} from './metrics-calibration.ts'
export { atCapacity, CAPACITY_SHARES, type CapacityFigures } from './metrics-capacity.ts'
export { type PairedDifference, pairedDifference } from './metrics-difference.ts'
export { psi } from './metrics-drift.ts'
export type { Labels, Values } from './metrics-input.ts'
export { LEVELS, type Level, type LevelRate, levelRates } from './metrics-levels.ts'
export { brier, logLoss } from './metrics-probability.ts'
export { auc, averagePrecision, type RocPoint, rocCurve } from './metrics-ranking.ts'
export { type Recalibration, recalibration } from './metrics-recalibration.ts'
export { similarStays } from './metrics-similar.ts'
export { atThresholds, type ThresholdFigures } from './metrics-thresholds.ts'
