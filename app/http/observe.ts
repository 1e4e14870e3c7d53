import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../logging/logger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Environment } from './context.ts'
import type { Cors } from './cors.ts'

/**
 * Request ids of callers are taken over when they are random: a UUID or 32 hexadecimal digits (W3C
 * trace id). Freer ones could carry a patient's number into the log and the audit trail.
 */
const REQUEST_ID = /^[\da-f]{8}(?:-?[\da-f]{4}){3}-?[\da-f]{12}$/i

/**
 * Routes whose good answers are logged at level debug only: a prediction's record is its audit row,
 * with the same request id; probes come every few seconds, files of the console by the dozen.
 */
const QUIET: ReadonlySet<string> = new Set([
  '/api/v1/predict',
  '/api/v1/predict/batch',
  '/api/v1/predict/patient/{id}',
  '/cds-services/readmission-at-discharge',
  '/cds-services/readmission-in-chart',
  '/console/*',
  '/livez',
  '/readyz',
  '/v2/health/live',
  '/v2/health/ready',
  '/v2/models/{name}/infer',
  '/v2/models/{name}/versions/{version}/infer',
])

/**
 * The outermost layer: names the request, counts and times it whatever happens inside, and logs it
 * without anything personal (route pattern, not path).
 */
export function observe(options: {
  metrics: Metrics
  logger: Logger
  cors: Cors
}): MiddlewareHandler<Environment> {
  const { metrics, logger, cors } = options
  return async function observeRequest(c, next) {
    const start = performance.now()
    const given = c.req.header('x-request-id')
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : crypto.randomUUID()
    c.set('requestId', requestId)
    c.set('route', 'unmatched')
    c.set('cors', cors.headers(c.req.header('origin')))
    metrics.connections.inc()
    try {
      await next()
    } finally {
      metrics.connections.dec()
      const seconds = (performance.now() - start) / 1000
      const { method } = c.req
      const endpoint = c.get('route')
      const { status } = c.res
      metrics.requests.inc({ method, endpoint, status })
      metrics.duration.observe({ method, endpoint }, seconds)
      const level = status < 400 && QUIET.has(endpoint) ? 'debug' : 'info'
      if (logger.isLevelEnabled(level))
        logger[level]({
          request_id: requestId,
          method,
          route: endpoint,
          status,
          ms: Math.round(seconds * 1e5) / 100,
          actor: c.get('actor'),
        })
    }
  }
}
