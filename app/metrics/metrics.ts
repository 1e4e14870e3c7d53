import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** The service's Prometheus metrics, under the original's names, labels and buckets. */
export interface Metrics {
  registry: Registry
  requests: Counter<'method' | 'endpoint' | 'status'>
  duration: Histogram<'method' | 'endpoint'>
  connections: Gauge
  predictions: Counter<'status' | 'risk_level'>
  predictionDuration: Histogram
  confidence: Histogram
  /** 1 for the model in service, with its name, version and digest as labels. */
  model: Gauge<'name' | 'version' | 'sha256'>
}

/** Makes the metrics in a registry of their own. `endpoint` is the route's pattern, never a raw path. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Counter({
      name: 'http_requests_total',
      help: 'HTTP requests answered',
      labelNames: ['method', 'endpoint', 'status'],
      registers,
    }),
    duration: new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request line to the answer, in seconds',
      labelNames: ['method', 'endpoint'],
      buckets: [0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers,
    }),
    connections: new Gauge({
      name: 'active_connections',
      help: 'Requests being served now',
      registers,
    }),
    predictions: new Counter({
      name: 'predictions_total',
      help: 'Predictions by outcome and risk level',
      labelNames: ['status', 'risk_level'],
      registers,
    }),
    predictionDuration: new Histogram({
      name: 'prediction_duration_seconds',
      help: 'Time from validated input to committed audit row, in seconds',
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2],
      registers,
    }),
    confidence: new Histogram({
      name: 'model_confidence_score',
      help: 'Confidence of predictions, 0.5 to 1',
      buckets: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
      registers,
    }),
    model: new Gauge({
      name: 'model_info',
      help: 'The model in service',
      labelNames: ['name', 'version', 'sha256'],
      registers,
    }),
  }
}
