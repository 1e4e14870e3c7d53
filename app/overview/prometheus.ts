import { z } from 'zod'
import { METRIC_NAMES } from '../metrics/metric-names.ts'
import type { Counted } from './traffic.ts'

const TIMEOUT_MS = 1500
const SECONDS = 3600

const answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
})

/** Other services count requests under the same name: only those that show our model are meant. */
const ours = (metric: string, by: string): string =>
  `sum by (${by}) (increase(${metric}[${SECONDS}s]) and on (job, instance) ${METRIC_NAMES.model})`

/**
 * The last hour of all replicas.
 *
 * @throws Error where Prometheus does not answer as it should, or knows nothing of this service
 */
export async function trafficFromPrometheus(url: string): Promise<Counted> {
  const [requests, durations] = await Promise.all([
    query(url, ours(METRIC_NAMES.requests, 'status')),
    query(url, ours(`${METRIC_NAMES.duration}_bucket`, 'le')),
  ])
  if (requests.length === 0) throw new Error(`${url} knows nothing of this service`)
  return {
    source: 'prometheus',
    since: new Date(Date.now() - SECONDS * 1000),
    seconds: SECONDS,
    byStatus: new Map(requests.map(({ metric, value }) => [metric.status ?? '', Number(value[1])])),
    buckets: durations.map(({ metric, value }) => ({
      below: metric.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(metric.le),
      requests: Number(value[1]),
    })),
  }
}

async function query(url: string, text: string) {
  const address = new URL('api/v1/query', url.endsWith('/') ? url : `${url}/`)
  address.searchParams.set('query', text)
  const got = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  if (!got.ok) throw new Error(`${address.origin} answered ${got.status}`)
  return answer.parse(await got.json()).data.result
}
