import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import autocannon from 'autocannon'

/** A load of POST requests, each connection sending its next one when the last is answered. */
export interface ClosedLoop {
  /** The full URL that is posted to. */
  url: string
  apiKey: string
  /** JSON bodies, sent in turn. */
  bodies: readonly string[]
  /** @default 64 */
  connections?: number
  seconds: number
}

/** What the client saw. */
export interface LoadResult {
  /** Answers counted. */
  answers: number
  /** Answers with a status other than 2xx, connections that failed, and time-outs. */
  failures: number
  requestsPerSecond: number
  p50Ms: number
  p99Ms: number
}

const hasWrk = !spawnSync('wrk', ['-v']).error

/** The client that drives closed loops on this machine: wrk when it is on PATH, else autocannon. */
export const LOAD_CLIENT: 'wrk' | 'autocannon' = hasWrk ? 'wrk' : 'autocannon'

/** Runs one load to its end. */
export const closedLoop = (load: ClosedLoop): Promise<LoadResult> =>
  LOAD_CLIENT === 'wrk' ? byWrk(load) : byAutocannon(load)

async function byWrk(load: ClosedLoop): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-bench-bodies-'))
  const bodies = join(folder, 'bodies.ndjson')
  writeFileSync(bodies, load.bodies.join('\n'))
  const connections = String(load.connections ?? 64)
  const script = join(import.meta.dirname, 'closed-loop.lua')
  const options = ['-t1', `-c${connections}`, `-d${load.seconds}s`, '-s', script, '--timeout', '10']
  try {
    const { stdout } = await promisify(execFile)('wrk', [
      ...options,
      load.url,
      '--',
      bodies,
      load.apiKey,
    ])
    return JSON.parse(stdout.slice(stdout.indexOf('{"answers"'))) as LoadResult
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function byAutocannon(load: ClosedLoop): Promise<LoadResult> {
  const result = await autocannon({
    url: load.url,
    connections: load.connections ?? 64,
    duration: load.seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': load.apiKey },
    requests: load.bodies.map((body) => ({ body })),
  })
  const answers = result['2xx'] + result.non2xx
  return {
    answers,
    failures: result.non2xx + result.errors,
    requestsPerSecond: answers / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }
}
