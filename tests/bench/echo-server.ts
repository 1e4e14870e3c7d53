import { readFileSync } from 'node:fs'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { PREDICT_PATH } from './predict-bodies.ts'

/**
 * The bound of what this HTTP server can do: reads each request body to its end and answers fixed
 * bytes. Run as `node echo-server.ts PORT FILE`, FILE holding the bytes of a real predict answer.
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

const server = serve({
  fetch: app.fetch,
  port: Number(port),
  hostname: '127.0.0.1',
  serverOptions: {
    headersTimeout: 5000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1000,
  },
})
process.once('SIGTERM', () => server.close(() => process.exit(0)))
