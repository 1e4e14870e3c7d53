import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { listen } from '../../app/http/listen.ts'
import { PREDICT_PATH } from './predict-bodies.ts'

/**
 * The bound of what this HTTP server can do: reads each request body to its end and answers fixed
 * bytes, through the service's own listener. Run as `node echo-server.ts PORT FILE`, FILE holding the bytes of a real predict answer.
 */
const [port, file] = process.argv.slice(2)
if (port === undefined || file === undefined) throw new Error('Use: echo-server.ts PORT FILE')
const bytes = readFileSync(file)
const headers = { 'content-type': 'application/json' }

const app = new Hono()
app.get('/readyz', (context) => context.body(null, 200))
app.post(PREDICT_PATH, async (context) => {
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
