import { Agent } from 'node:http'
import { z } from 'zod'
import { atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { type HostileBody, hostileBodies } from './hostile-bodies.ts'
import { type Answer, post } from './post.ts'
import { type ServiceHome, type ServiceProcess, withService } from './service-process.ts'

const SEED = 20_260
const STACK_TRACE = /\n\s*at |\.[jt]s:\d+:\d+|node:internal|node_modules/

const Problem = z.looseObject({ status: z.number(), title: z.string().min(1) })

/** What an answer does wrong, or undefined. */
function fault(answer: Answer): string | undefined {
  if (answer.status >= 500) return `status ${answer.status}`
  if (answer.status >= 200 && answer.status < 300) return undefined
  if (STACK_TRACE.test(answer.body)) return `status ${answer.status} with a stack trace`
  const type = answer.contentType.split(';')[0]?.trim()
  if (type !== 'application/problem+json') return `status ${answer.status} as ${type || 'no type'}`
  try {
    const problem = Problem.parse(JSON.parse(answer.body))
    if (problem.status !== answer.status) return `status ${answer.status}, body ${problem.status}`
  } catch {
    return `status ${answer.status} without status and title`
  }
  return undefined
}

const count = (counts: Map<string, number>, key: string) =>
  counts.set(key, (counts.get(key) ?? 0) + 1)

async function sendAll(requests: HostileBody[], service: ServiceProcess, home: ServiceHome) {
  const statuses = new Map<string, number>()
  const faults = new Map<string, number>()
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const queue = requests.values()
  const worker = async () => {
    for (const { path, contentType, body } of queue) {
      const type = contentType === '' ? {} : { 'content-type': contentType }
      const headers = { 'x-api-key': home.apiKey, ...type }
      const answer = await post({ url: service.url + path, headers, body, agent }).catch(
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      )
      const wrong = typeof answer === 'string' ? `no answer: ${answer}` : fault(answer)
      count(statuses, typeof answer === 'string' ? answer : String(answer.status))
      if (wrong !== undefined) count(faults, `${path} ${wrong}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  agent.destroy()
  return { statuses, faults }
}

const list = (counts: Map<string, number>): string =>
  [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')

async function measure(
  service: ServiceProcess,
  home: ServiceHome,
  { quick, progress }: BenchContext,
): Promise<BenchRow[]> {
  const requests = hostileBodies(quick ? 500 : 10_000, SEED)
  progress(`sending ${requests.length} bodies`)
  const { statuses, faults } = await sendAll(requests, service, home)
  if (faults.size > 0) progress(list(faults))
  const ready = await fetch(`${service.url}/readyz`)
  const total = [...faults.values()].reduce((sum, value) => sum + value, 0)
  return [
    {
      name: `Wrong answers to ${requests.length.toLocaleString('en')} generated bodies`,
      measured: total,
      unit: '',
      target: atMost(0),
      notes: `a 5xx, a stack trace, no answer, or an error that is not problem+json; seed ${SEED}; by status ${list(statuses)}`,
    },
    {
      name: 'Not ready afterwards',
      measured: ready.status === 200 ? 0 : 1,
      unit: '',
      target: atMost(0),
    },
  ]
}

/** Valid, mutated and hostile bodies: never a 5xx, always problem+json. */
export const bench: Bench = {
  name: 'malformed',
  title: 'Malformed requests',
  run: (context) => withService((service, home) => measure(service, home, context)),
}
