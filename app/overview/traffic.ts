import type { Metrics } from '../metrics/metrics.ts'
import { type Bucket, type LatencyQuantile, latencyOf } from './latency.ts'
import { trafficFromPrometheus } from './prometheus.ts'

/** What was asked of the service, and how long it took. */
export interface Traffic {
  /** `process`: this replica alone, since it started. `prometheus`: all replicas, the last hour. */
  source: 'process' | 'prometheus'
  since: string
  requests: number
  requests_per_second: number
  client_errors: number
  server_errors: number
  latency: LatencyQuantile[]
}

/** Counts of a span of time, wherever they are from. */
export interface Counted {
  source: Traffic['source']
  since: Date
  seconds: number
  /** Requests by status. */
  byStatus: ReadonlyMap<string, number>
  buckets: readonly Bucket[]
}

/** What the service is asked, from Prometheus where there is one that answers, else from this process. */
export async function readTraffic(
  metrics: Pick<Metrics, 'requests' | 'duration'>,
  prometheusUrl: string | undefined,
): Promise<Traffic> {
  const all =
    prometheusUrl === undefined
      ? undefined
      : await trafficFromPrometheus(prometheusUrl).catch(() => undefined)
  return trafficOf(all ?? (await trafficOfProcess(metrics)))
}

function trafficOf({ source, since, seconds, byStatus, buckets }: Counted): Traffic {
  const sum = (wanted: (status: string) => boolean): number =>
    Math.round(
      [...byStatus].reduce((total, [status, count]) => total + (wanted(status) ? count : 0), 0),
    )
  const requests = sum(() => true)
  return {
    source,
    since: since.toISOString(),
    requests,
    requests_per_second: Number((requests / Math.max(1, seconds)).toFixed(3)),
    client_errors: sum((status) => status.startsWith('4')),
    server_errors: sum((status) => status.startsWith('5')),
    latency: latencyOf(buckets),
  }
}

async function trafficOfProcess({
  requests,
  duration,
}: Pick<Metrics, 'requests' | 'duration'>): Promise<Counted> {
  const byStatus = new Map<string, number>()
  for (const { labels, value } of (await requests.get()).values) {
    const status = String(labels.status)
    byStatus.set(status, (byStatus.get(status) ?? 0) + value)
  }
  const byBound = new Map<number, number>()
  for (const { labels, value, metricName } of (await duration.get()).values) {
    if (metricName?.endsWith('_bucket') !== true) continue
    const below = Number((labels as { le?: string | number }).le ?? Number.POSITIVE_INFINITY)
    const bound = Number.isNaN(below) ? Number.POSITIVE_INFINITY : below
    byBound.set(bound, (byBound.get(bound) ?? 0) + value)
  }
  const seconds = process.uptime()
  return {
    source: 'process',
    since: new Date(Date.now() - seconds * 1000),
    seconds,
    byStatus,
    buckets: [...byBound].map(([below, count]) => ({ below, requests: count })),
  }
}
