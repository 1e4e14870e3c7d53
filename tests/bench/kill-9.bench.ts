import { Agent } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { post } from './post.ts'
import { PREDICT_PATH, predictBodies } from './predict-bodies.ts'
import { randomNumbers, wholeNumber } from './random.ts'
import {
  createServiceHome,
  type ServiceHome,
  type ServiceProcess,
  startService,
} from './service-process.ts'

const CLIENTS = 16
const BODIES = predictBodies(1000)
const Prediction = z.looseObject({ prediction_id: z.string().min(1) })

/** Posts predictions until the service dies; returns the ids of those it answered with 200. */
async function predictUntilDead(service: ServiceProcess, apiKey: string): Promise<string[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  const headers = { 'content-type': 'application/json', 'x-api-key': apiKey }
  const url = service.url + PREDICT_PATH
  const ids: string[] = []
  const client = async (_: unknown, number: number) => {
    for (let turn = number; ; turn += CLIENTS) {
      const body = BODIES[turn % BODIES.length] ?? ''
      const answer = await post({ url, headers, body, agent }).catch(() => undefined)
      if (answer === undefined) return
      if (answer.status !== 200) throw new Error(`Predict answered ${answer.status}`)
      ids.push(Prediction.parse(JSON.parse(answer.body)).prediction_id)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  agent.destroy()
  return ids
}

/** How many of the predictions have no audit row. */
async function unaudited(service: ServiceProcess, apiKey: string, ids: string[]): Promise<number> {
  let missing = 0
  const queue = ids.values()
  const client = async () => {
    for (const id of queue) {
      const answer = await fetch(`${service.url}/api/v1/audit/${encodeURIComponent(id)}`, {
        headers: { 'x-api-key': apiKey },
      })
      await answer.arrayBuffer()
      if (answer.status === 404) missing += 1
      else if (answer.status !== 200) throw new Error(`The audit route answered ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  return missing
}

async function measure(home: ServiceHome, { quick, progress }: BenchContext): Promise<BenchRow[]> {
  const random = randomNumbers(9)
  const kills = quick ? 3 : 200
  let service = await startService(home)
  let answered = 0
  let missing = 0
  let slowest = 0
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const load = predictUntilDead(service, home.apiKey)
      await delay(wholeNumber(random, 50, 400))
      await service.kill()
      const ids = await load
      service = await startService(home)
      slowest = Math.max(slowest, service.readyAfterMs)
      answered += ids.length
      missing += await unaudited(service, home.apiKey, ids)
      if (kill % 10 === 0) progress(`${kill} kills, ${answered} answers, ${missing} without row`)
    }
  } finally {
    await service.kill()
  }
  return [
    {
      name: `Answered predictions without an audit row after ${kills} kill -9`,
      measured: missing,
      unit: '',
      target: atMost(0),
      notes: `${answered} answers of ${CLIENTS} clients checked after each restart on the same data directory; killed 50 to 400 ms into the load; slowest restart ${(slowest / 1000).toFixed(2)} s`,
    },
  ]
}

/** Kills the service during load and looks for the audit row of every prediction it answered. */
export const bench: Bench = {
  name: 'kill-9',
  title: 'Audit rows survive kill -9',
  run: async (context) => {
    const home = createServiceHome()
    try {
      return await measure(home, context)
    } finally {
      home.remove()
    }
  },
}
