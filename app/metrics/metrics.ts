import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { METRIC_LABELS, METRIC_NAMES } from './metric-names.ts'

type Name = keyof typeof METRIC_NAMES
type LabelOf<N extends Name> = (typeof METRIC_LABELS)[N]['labels'][number]

/** The service's Prometheus metrics; the first six under the original's names, labels and buckets. */
export interface Metrics {
  registry: Registry
  requests: Counter<LabelOf<'requests'>>
  duration: Histogram<LabelOf<'duration'>>
  connections: Gauge
  predictions: Counter<LabelOf<'predictions'>>
  predictionDuration: Histogram
  confidence: Histogram
  /** 1 for the model in service, with its name, version and digest as labels. */
  model: Gauge<LabelOf<'model'>>
  institutionPredictions: Counter<LabelOf<'institutionPredictions'>>
  outcomes: Counter<LabelOf<'outcomes'>>
  featurePsi: Gauge<LabelOf<'featurePsi'>>
  calibrationSlope: Gauge<LabelOf<'calibrationSlope'>>
  driftCases: Gauge<LabelOf<'driftCases'>>
  driftDetected: Gauge<LabelOf<'driftDetected'>>
  driftChecked: Gauge
  auditChainIntact: Gauge
  auditChainChecked: Gauge
  modelSourceHealthy: Gauge
  modelReloads: Counter<LabelOf<'modelReloads'>>
}

/** Makes the metrics in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const named = <N extends Name>(name: N, help: string) => ({
    name: METRIC_NAMES[name],
    help,
    labelNames: METRIC_LABELS[name].labels as readonly LabelOf<N>[],
    registers: [registry],
  })
  const counter = <N extends Name>(name: N, help: string) =>
    new Counter<LabelOf<N>>(named(name, help))
  const gauge = <N extends Name>(name: N, help: string) => new Gauge<LabelOf<N>>(named(name, help))
  const histogram = <N extends Name>(name: N, help: string, buckets: number[]) =>
    new Histogram<LabelOf<N>>({ ...named(name, help), buckets })
  /** A gauge without labels would show 0 before anything is known: it is taken out until it is set. */
  const unknown = <N extends Name>(name: N, help: string) => {
    const made = gauge(name, help)
    made.remove()
    return made
  }
  return {
    registry,
    requests: counter('requests', 'HTTP requests answered'),
    duration: histogram(
      'duration',
      'Time from the request line to the answer, in seconds',
      [0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    ),
    connections: gauge('connections', 'Requests being served now'),
    predictions: counter('predictions', 'Predictions by outcome and risk level'),
    predictionDuration: histogram(
      'predictionDuration',
      'Time from validated input to committed audit row, in seconds',
      [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2],
    ),
    confidence: histogram(
      'confidence',
      'Confidence of predictions, 0.5 to 1',
      [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    ),
    model: gauge('model', 'The model in service'),
    institutionPredictions: counter(
      'institutionPredictions',
      'Predictions by institution and risk level',
    ),
    outcomes: counter('outcomes', 'Returned outcomes by institution and what became of them'),
    featurePsi: gauge(
      'featurePsi',
      'Population stability index of served features against training, by the last drift check',
    ),
    calibrationSlope: gauge(
      'calibrationSlope',
      'Slope of a logistic recalibration on returned outcomes; 1 is right',
    ),
    driftCases: gauge('driftCases', 'Cases that the last drift check rests on'),
    driftDetected: gauge('driftDetected', '1 where the last check found drift'),
    driftChecked: unknown('driftChecked', 'When drift was checked last, seconds since 1970'),
    auditChainIntact: unknown('auditChainIntact', '1 where the last check found the chain whole'),
    auditChainChecked: unknown(
      'auditChainChecked',
      'When the audit chain was checked last, seconds since 1970',
    ),
    modelSourceHealthy: unknown(
      'modelSourceHealthy',
      '1 where the model registry answers and its champion can be served',
    ),
    modelReloads: counter('modelReloads', 'Models taken from the model registry, by result'),
  }
}
