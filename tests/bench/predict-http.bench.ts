import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { auditedPredictions } from './audited-predictions.ts'
import { atLeast, atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { startChildServer } from './child-server.ts'
import { closedLoop, LOAD_CLIENT, type LoadResult } from './closed-loop.ts'
import { freePort } from './free-port.ts'
import { type PacedResult, pacedLoad } from './paced-load.ts'
import { startPeer } from './peer.ts'
import { post } from './post.ts'
import { PREDICT_PATH, predictBodies } from './predict-bodies.ts'
import { median } from './quantile.ts'
import { createServiceHome, type ServiceHome, startService } from './service-process.ts'

const BODIES = predictBodies(1000)

/** The bytes of one real answer, for the echo server to send. */
async function oneAnswer(url: string, apiKey: string): Promise<string> {
  const agent = new Agent()
  const headers = { 'content-type': 'application/json', 'x-api-key': apiKey }
  const answer = await post({ url: url + PREDICT_PATH, headers, body: BODIES[0] ?? '', agent })
  agent.destroy()
  if (answer.status === 200) return answer.body
  throw new Error(`The service answered ${answer.status} to a valid request: ${answer.body}`)
}

async function startEcho(answer: string, kind: 'bare' | 'observed') {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-bench-echo-'))
  const file = join(folder, 'answer.json')
  writeFileSync(file, answer)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = await startChildServer({
    command: process.execPath,
    args: [join(import.meta.dirname, 'echo-server.ts'), String(port), file, kind],
    env: { ...process.env, NODE_ENV: 'production' },
    readyUrl: `${url}/readyz`,
  })
  rmSync(folder, { recursive: true })
  return { ...server, url }
}

const SERVERS = ['service', 'echo', 'bareEcho', 'peer'] as const

/** Rounds of all servers in turn; the first round of each only warms it up. */
async function rounds(
  servers: Record<(typeof SERVERS)[number], string>,
  apiKey: string,
  { quick, progress }: BenchContext,
) {
  const results: Record<keyof typeof servers, LoadResult[]> = {
    service: [],
    echo: [],
    bareEcho: [],
    peer: [],
  }
  const warmUp: LoadResult[] = []
  for (let round = 0; round <= (quick ? 1 : 5); round += 1) {
    for (const name of SERVERS) {
      const url = servers[name] + PREDICT_PATH
      const seconds = quick ? 2 : 6
      const result = await closedLoop({ url, apiKey, bodies: BODIES, seconds })
      if (name !== 'service' && result.failures > 0) {
        throw new Error(`${result.failures} requests to the ${name} server failed: no comparison`)
      }
      if (round > 0) results[name].push(result)
      else if (name === 'service') warmUp.push(result)
      const rate = Math.round(result.requestsPerSecond)
      progress(`round ${round}${round === 0 ? ' (warm-up)' : ''}: ${name} ${rate} requests/s`)
    }
  }
  return { ...results, serviceTotal: [...warmUp, ...results.service] }
}

const rate = (results: readonly LoadResult[]): number =>
  median(results.map(({ requestsPerSecond }) => requestsPerSecond))

type Rounds = Awaited<ReturnType<typeof rounds>>

function throughputRows({ service, echo, bareEcho, peer }: Rounds): BenchRow[] {
  const notes = `median of ${service.length} rounds in turn, 64 connections, ${BODIES.length} bodies, ${LOAD_CLIENT}`
  const unit = 'requests/s'
  return [
    {
      name: 'Predict over HTTP, audited',
      measured: rate(service),
      unit,
      notes: `${notes}; logs at level ${process.env.LOG_LEVEL ?? 'info'} to a file`,
    },
    {
      name: 'Echo of the same bytes, same server',
      measured: rate(echo),
      unit,
      notes: `${notes}; behind the same request ids, metrics and log`,
    },
    { name: 'Echo of the same bytes, bare Hono', measured: rate(bareEcho), unit, notes },
    {
      name: 'FastAPI + scikit-learn',
      measured: rate(peer),
      unit,
      notes: `${notes}; predict_proba per request, one worker, no audit trail`,
    },
    {
      name: 'Predict against the echo',
      measured: (rate(service) / rate(echo)) * 100,
      unit: '%',
      target: atLeast(60),
    },
    {
      name: 'Predict against the bare echo',
      measured: (rate(service) / rate(bareEcho)) * 100,
      unit: '%',
      notes: 'for context: without request ids, metrics and log',
    },
    {
      name: 'Predict against FastAPI + scikit-learn',
      measured: rate(service) / rate(peer),
      unit: 'x',
      target: atLeast(50),
    },
  ]
}

function latencyRows({ service }: Rounds, paced: PacedResult): BenchRow[] {
  return [
    {
      name: 'p99 at 64 connections',
      measured: median(service.map(({ p99Ms }) => p99Ms)),
      unit: 'ms',
      notes: 'closed loop, saturated',
    },
    {
      name: 'p99 at 200 requests/s',
      measured: paced.p99Ms,
      unit: 'ms',
      target: atMost(50),
      notes: `counted from when each request was due; p50 ${paced.p50Ms.toFixed(1)} ms, longest ${paced.maxMs.toFixed(0)} ms, ${paced.sent} requests`,
    },
  ]
}

function auditRows({ serviceTotal }: Rounds, paced: PacedResult, audited: number): BenchRow[] {
  const answered = serviceTotal.reduce((sum, { answers }) => sum + answers, paced.sent)
  const failures = serviceTotal.reduce((sum, { failures: count }) => sum + count, paced.failures)
  return [
    { name: 'Answers other than 200', measured: failures, unit: '', target: atMost(0) },
    {
      name: 'Answers without an audit row',
      measured: Math.max(0, answered - audited),
      unit: '',
      target: atMost(0),
      notes: `${answered} answers counted by the clients, ${audited} audit rows in an intact chain; rows of requests that were under way when a round ended come on top`,
    },
  ]
}

async function measure(home: ServiceHome, context: BenchContext): Promise<BenchRow[]> {
  const stops: (() => Promise<void>)[] = []
  try {
    const service = await startService(home)
    stops.push(service.stop)
    const answer = await oneAnswer(service.url, home.apiKey)
    const echo = await startEcho(answer, 'observed')
    stops.push(echo.stop)
    const bareEcho = await startEcho(answer, 'bare')
    stops.push(bareEcho.stop)
    context.progress('training and starting the peer')
    const peer = await startPeer()
    stops.push(peer.stop)
    const urls = {
      service: service.url,
      echo: echo.url,
      bareEcho: bareEcho.url,
      peer: peer.url,
    }
    const measured = await rounds(urls, home.apiKey, context)
    context.progress('200 requests/s')
    const paced = await pacedLoad({
      url: service.url + PREDICT_PATH,
      apiKey: home.apiKey,
      bodies: BODIES,
      requestsPerSecond: 200,
      seconds: context.quick ? 3 : 60,
    })
    await service.stop()
    context.progress('counting audit rows')
    const audited = await auditedPredictions(home)
    return [
      ...throughputRows(measured),
      ...latencyRows(measured, paced),
      ...auditRows(measured, paced, audited),
    ]
  } finally {
    await Promise.all(stops.map((stop) => stop()))
  }
}

/** The service against an echo on the same server and against FastAPI + scikit-learn. */
export const bench: Bench = {
  name: 'predict-http',
  title: 'Predictions over HTTP',
  run: async (context) => {
    const home = createServiceHome()
    try {
      return await measure(home, context)
    } finally {
      home.remove()
    }
  },
}
