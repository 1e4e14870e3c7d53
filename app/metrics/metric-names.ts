/**
 * Every metric of the service's own, by what it counts: the one place where names, types and labels
 * are written. Dashboards and alert rules are checked against it. A histogram is queried by its
 * name with `_bucket`, `_sum` or `_count` behind it.
 */
export const METRIC_NAMES = {
  requests: 'http_requests_total',
  duration: 'http_request_duration_seconds',
  connections: 'active_connections',
  predictions: 'predictions_total',
  predictionDuration: 'prediction_duration_seconds',
  confidence: 'model_confidence_score',
  model: 'model_info',
  institutionPredictions: 'institution_predictions_total',
  outcomes: 'outcomes_total',
  featurePsi: 'feature_psi',
  calibrationSlope: 'calibration_slope',
  driftCases: 'drift_cases',
  driftDetected: 'drift_detected',
  driftChecked: 'drift_checked_timestamp_seconds',
  auditChainIntact: 'audit_chain_intact',
  auditChainChecked: 'audit_chain_checked_timestamp_seconds',
  modelSourceHealthy: 'model_source_healthy',
  modelReloads: 'model_reloads_total',
} as const

/** What each metric is: its type as Prometheus knows it, and its labels. */
export const METRIC_LABELS = {
  /** `endpoint` is the route's pattern, never a raw path. */
  requests: { type: 'counter', labels: ['method', 'endpoint', 'status'] },
  duration: { type: 'histogram', labels: ['method', 'endpoint'] },
  connections: { type: 'gauge', labels: [] },
  /** `status` is success or error. */
  predictions: { type: 'counter', labels: ['status', 'risk_level'] },
  predictionDuration: { type: 'histogram', labels: [] },
  confidence: { type: 'histogram', labels: [] },
  model: { type: 'gauge', labels: ['name', 'version', 'sha256'] },
  /** Committed predictions; `institution` is `none` where a user bound to none named none. */
  institutionPredictions: { type: 'counter', labels: ['institution', 'risk_level'] },
  /** `result` is recorded, corrected, unchanged, unknown or impossible_date. */
  outcomes: { type: 'counter', labels: ['institution', 'result'] },
  /** No series where there are too few cases. */
  featurePsi: { type: 'gauge', labels: ['institution', 'feature'] },
  /** No series where there are too few cases. */
  calibrationSlope: { type: 'gauge', labels: ['institution'] },
  /** What the last check rests on; `kind` is served or outcomes. */
  driftCases: { type: 'gauge', labels: ['institution', 'kind'] },
  /** 1 where the last check found drift, by the service's own limits; `kind` is features or calibration. */
  driftDetected: { type: 'gauge', labels: ['institution', 'kind'] },
  /** No series before the first check. */
  driftChecked: { type: 'gauge', labels: [] },
  /** 1 or 0 by the last check of the whole chain, by whichever replica; no series before it. */
  auditChainIntact: { type: 'gauge', labels: [] },
  auditChainChecked: { type: 'gauge', labels: [] },
  /** 1 where the model registry answers and its champion is usable; no series without MLflow. */
  modelSourceHealthy: { type: 'gauge', labels: [] },
  /** `result` is success or failure. */
  modelReloads: { type: 'counter', labels: ['result'] },
} as const satisfies Record<
  keyof typeof METRIC_NAMES,
  { type: 'counter' | 'gauge' | 'histogram'; labels: readonly string[] }
>
