/** A time series as promtool writes it, e.g. `['up', '1x10']`. */
export type Series = readonly [selector: string, values: string]

/** What happens, and whether an alert rings about it. */
export interface AlertCase {
  readonly title: string
  readonly series: readonly Series[]
  /** When is asked, from the first sample. */
  readonly at: string
  /** Time between samples and evaluations. @default 1m */
  readonly every?: string
  /** Alerts that ring: their labels beside name and severity, and what they say; empty for none. */
  readonly rings: readonly { readonly labels: Record<string, string>; readonly says: string }[]
}

/** Label of the service’s job. */
export const JOB = 'job="prediction-service"'
/** The same, as an alert carries it. */
export const job = { job: 'prediction-service' }

/** Whether a replica could be scraped. */
export const up = (instance: string, values: string): Series => [
  `up{${JOB},instance="${instance}"}`,
  values,
]

/** Requests with good and bad answers, each a minute. */
export const requests = (good: string, bad: string, endpoint = '/api/v1/predict'): Series[] => [
  [`http_requests_total{${JOB},endpoint="${endpoint}",method="POST",status="200"}`, good],
  [`http_requests_total{${JOB},endpoint="${endpoint}",method="POST",status="503"}`, bad],
]

/** Buckets of a histogram, as many observations a minute below each bound. */
export const histogram = (
  name: string,
  labels: string,
  perMinute: Readonly<Record<string, number>>,
): Series[] =>
  Object.entries(perMinute).map(([le, count]) => [
    `${name}_bucket{${JOB},${labels}le="${le}"}`,
    `0+${count}x30`,
  ])

/** Histogram of answering times. */
export const SECONDS = 'http_request_duration_seconds'
/** Labels of predictions. */
export const PREDICT = 'endpoint="/api/v1/predict",method="POST",'
/** One in ten is slow. */
export const slow = { '0.05': 10, '0.2': 90, '0.5': 100, '+Inf': 100 }
/** One in a hundred is slow. */
export const quick = { '0.05': 90, '0.2': 99, '0.5': 100, '+Inf': 100 }

/** A container and its limit, in a pod of this owner. */
export const container = (
  used: Series,
  resource: string,
  limit: string,
  owner: string,
): Series[] => [
  used,
  [
    `kube_pod_container_resource_limits{namespace="readmission",pod="api-1",container="service",resource="${resource}"}`,
    `${limit}x30`,
  ],
  [`kube_pod_owner{namespace="readmission",pod="api-1",owner_kind="${owner}"}`, '1x30'],
]

/** Labels of a container. */
export const OF_CONTAINER = 'namespace="readmission",pod="api-1",container="service"'
/** The same, as an alert carries them. */
export const theContainer = { namespace: 'readmission', pod: 'api-1', container: 'service' }
/** CPU time of the container. */
export const cpu = (values: string): Series => [
  `container_cpu_usage_seconds_total{${OF_CONTAINER},cpu="total"}`,
  values,
]
/** Memory of the container. */
export const memory = (values: string): Series => [
  `container_memory_working_set_bytes{${OF_CONTAINER}}`,
  values,
]

/** A case in which nothing rings. */
export const quiet = (title: string, at: string, series: readonly Series[]): AlertCase => ({
  title,
  series,
  at,
  rings: [],
})

/** A metric of some replicas, a value each. */
export const replicas = (metric: string, labels: string, values: readonly string[]): Series[] =>
  values.map((value, index) => [`${metric}{${JOB},instance="r${index}"${labels}}`, value])
