import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { pacedLoad } from './paced-load.ts'
import { PREDICT_PATH, predictBodies } from './predict-bodies.ts'
import { type ServiceHome, type ServiceProcess, withService } from './service-process.ts'

const SOCKETS = 200
/** After this long a socket counts as held open. */
const GIVE_UP_MS = 30_000

interface SlowClient {
  closedAfterMs: number
  /** The server said 408 before it closed. */
  told: boolean
}

/** Sends the start of a request, then one byte a second, until the server closes the socket. */
function slowClient(port: number, start: string): Promise<SlowClient> {
  return new Promise((resolve) => {
    const opened = performance.now()
    let received = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(start))
    const drip = setInterval(() => socket.write('a'), 1000)
    const giveUp = setTimeout(() => socket.destroy(), GIVE_UP_MS)
    socket.on('data', (part) => {
      received += part
    })
    socket.on('error', () => undefined)
    socket.once('close', () => {
      clearInterval(drip)
      clearTimeout(giveUp)
      const closedAfterMs = performance.now() - opened
      resolve({ closedAfterMs, told: received.startsWith('HTTP/1.1 408') })
    })
  })
}

const slowHeaders = `POST ${PREDICT_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: `

const slowBody = (apiKey: string): string =>
  `POST ${PREDICT_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: ${apiKey}\r\n` +
  'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{'

/** Normal traffic from the moment the slow sockets are open until they should be closed. */
async function underAttack(
  service: ServiceProcess,
  home: ServiceHome,
  { start, seconds }: { start: string; seconds: number },
) {
  const port = Number(new URL(service.url).port)
  const clients = Promise.all(Array.from({ length: SOCKETS }, () => slowClient(port, start)))
  await delay(500)
  const traffic = await normalTraffic(service, home, seconds)
  return { clients: await clients, traffic }
}

const normalTraffic = (service: ServiceProcess, home: ServiceHome, seconds: number) =>
  pacedLoad({
    url: service.url + PREDICT_PATH,
    apiKey: home.apiKey,
    bodies: predictBodies(200),
    requestsPerSecond: 200,
    seconds,
  })

type Attack = Awaited<ReturnType<typeof underAttack>>

interface AttackReport {
  kind: 'headers' | 'bodies'
  attack: Attack
  /** p99 of normal traffic without slow clients, ms. */
  calmP99: number
  /** Seconds after which every slow socket must be closed. */
  limit: number
}

function attackRows({ kind, attack, calmP99, limit }: AttackReport): BenchRow[] {
  const longest = Math.max(...attack.clients.map(({ closedAfterMs }) => closedAfterMs))
  const untold = attack.clients.filter(({ told }) => !told).length
  return [
    {
      name: `${SOCKETS} slow ${kind} closed after`,
      measured: longest / 1000,
      unit: 's',
      target: atMost(limit),
      notes: 'the longest, from connecting',
    },
    { name: `Slow ${kind} closed without 408`, measured: untold, unit: '', target: atMost(0) },
    {
      name: `p99 of normal traffic during slow ${kind}`,
      measured: attack.traffic.p99Ms / calmP99,
      unit: 'x',
      target: atMost(2),
      notes: `${attack.traffic.p99Ms.toFixed(1)} ms against ${calmP99.toFixed(1)} ms without them, 200 requests/s; ${attack.traffic.failures} failed`,
    },
  ]
}

async function measure(
  service: ServiceProcess,
  home: ServiceHome,
  { quick, progress }: BenchContext,
): Promise<BenchRow[]> {
  progress('normal traffic')
  await normalTraffic(service, home, quick ? 1 : 10)
  const calm = await normalTraffic(service, home, quick ? 2 : 10)
  progress('slow headers')
  const headers = await underAttack(service, home, { start: slowHeaders, seconds: 7 })
  progress('slow bodies')
  const bodies = await underAttack(service, home, { start: slowBody(home.apiKey), seconds: 12 })
  return [
    ...attackRows({ kind: 'headers', attack: headers, calmP99: calm.p99Ms, limit: 7 }),
    ...attackRows({ kind: 'bodies', attack: bodies, calmP99: calm.p99Ms, limit: 12 }),
  ]
}

/** Sockets that dribble headers or bodies are closed with 408 and do not slow the others. */
export const bench: Bench = {
  name: 'slow-clients',
  title: 'Slow clients',
  run: (context) => withService((service, home) => measure(service, home, context)),
}
