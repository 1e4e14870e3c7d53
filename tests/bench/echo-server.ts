import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import type { Environment } from '../../app/http/context.ts'
import { createCors } from '../../app/http/cors.ts'
import { listen } from '../../app/http/listen.ts'
import { observe } from '../../app/http/observe.ts'
import { createLogger } from '../../app/logging/logger.ts'
import { createMetrics } from '../../app/metrics/metrics.ts'
import { PREDICT_PATH } from './predict-bodies.ts'

/**
 * The bound of what this HTTP server can do: reads each request body to its end and answers fixed
 * bytes, through the service's own listener. Run as `node echo-server.ts PORT FILE KIND`, FILE
 * holding the bytes of a real predict answer. KIND `observed` puts the echo behind the service's
 * outermost layer (request id, metrics, log, CORS), `bare` behind nothing.
 */
const [port, file, kind] = process.argv.slice(2)
if (port === undefined || file === undefined || (kind !== 'bare' && kind !== 'observed'))
  throw new Error('Use: echo-server.ts PORT FILE bare|observed')
const bytes = readFileSync(file)
const headers = { 'content-type': 'application/json' }

const app = new Hono<Environment>()
app.get('/readyz', (context) => context.body(null, 200))
if (kind === 'observed')
  app.use(
    observe({
      metrics: createMetrics(),
      logger: createLogger(process.env.LOG_LEVEL ?? 'info'),
      cors: createCors([]),
    }),
  )
app.post(PREDICT_PATH, async (context) => {
  // As the service logs its own answers on this route: at level debug.
  context.set('route', PREDICT_PATH)
  await context.req.arrayBuffer()
  return context.body(bytes, 200, headers)
})

const server = await listen({
  fetch: app.fetch,
  host: '127.0.0.1',
  port: Number(port),
  maxConnections: 4096,
})
process.once('SIGTERM', () => server.close(1000).then(() => process.exit(0)))
