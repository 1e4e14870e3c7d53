import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { post } from './post.ts'
import { quantile } from './quantile.ts'

/** Requests at a fixed rate, whatever the server's pace. */
export interface PacedLoad {
  url: string
  apiKey: string
  bodies: readonly string[]
  requestsPerSecond: number
  seconds: number
}

/** What a paced load saw. Latencies count from the moment a request was due, not from when it was
 * sent, so that a server that stalls cannot hide its stall (coordinated omission). */
export interface PacedResult {
  sent: number
  failures: number
  p50Ms: number
  p99Ms: number
  maxMs: number
}

/** Sends each request when it is due and waits for every answer. */
export async function pacedLoad(load: PacedLoad): Promise<PacedResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const headers = { 'content-type': 'application/json', 'x-api-key': load.apiKey }
  const total = Math.round(load.requestsPerSecond * load.seconds)
  const latencies: number[] = []
  let failures = 0
  const send = async (body: string, due: number) => {
    const answer = await post({ url: load.url, headers, body, agent }).catch(() => undefined)
    latencies.push(performance.now() - due)
    if (answer?.status !== 200) failures += 1
  }
  const started = performance.now()
  const pending: Promise<void>[] = []
  for (let index = 0; index < total; index += 1) {
    const due = started + (index * 1000) / load.requestsPerSecond
    const early = due - performance.now()
    if (early > 0) await delay(early)
    pending.push(send(load.bodies[index % load.bodies.length] ?? '', due))
  }
  await Promise.all(pending)
  agent.destroy()
  return {
    sent: total,
    failures,
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    maxMs: Math.max(...latencies),
  }
}
