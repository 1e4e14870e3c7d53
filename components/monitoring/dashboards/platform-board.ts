import { NO_REQUESTS, SERVICE_JOB } from '../rules/rule.ts'
import type { Dashboard } from './dashboard.ts'
import type { Panel } from './panel.ts'

const OF_SERVICE = `job="${SERVICE_JOB}"`
const REQUESTS = `${OF_SERVICE},endpoint!~"${NO_REQUESTS}"`
const PODS = 'namespace=~"$namespace",container!=""'

/** What containers use; where nothing knows containers, what the service's processes use. */
const orProcesses = (containers: string, process: string): string =>
  `sum by (namespace, pod) (${containers}) or (sum by (instance) (${process}) unless on () group(${containers}))`

const requestRate: Panel = {
  title: 'API request rate',
  description: 'Requests a second by route, without probes.',
  type: 'timeseries',
  unit: 'reqps',
  min: 0,
  queries: [
    {
      expr: `sum by (endpoint) (rate(http_requests_total{${REQUESTS}}[$__rate_interval]))`,
      legend: '{{endpoint}}',
    },
  ],
}

const responseTime: Panel = {
  title: 'API response time, 95th percentile',
  description:
    'From the request line to the answer; bulk routes take as long as what is sent to them.',
  type: 'timeseries',
  unit: 's',
  min: 0,
  queries: [
    {
      expr: `histogram_quantile(0.95, sum by (endpoint, le) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[$__rate_interval])))`,
      legend: '{{endpoint}}',
    },
  ],
  thresholds: [
    { color: 'green', value: null },
    { color: 'orange', value: 0.2 },
  ],
}

const cpu: Panel = {
  title: 'CPU usage',
  description: 'Cores in use by pod; without Kubernetes, by replica of the service.',
  type: 'timeseries',
  unit: 'short',
  min: 0,
  decimals: 2,
  queries: [
    {
      expr: orProcesses(
        `rate(container_cpu_usage_seconds_total{${PODS}}[$__rate_interval])`,
        `rate(process_cpu_seconds_total{${OF_SERVICE}}[$__rate_interval])`,
      ),
      legend: '{{pod}}{{instance}}',
    },
  ],
}

const memory: Panel = {
  title: 'Memory usage',
  description: 'Working set by pod; without Kubernetes, resident memory by replica of the service.',
  type: 'timeseries',
  unit: 'bytes',
  min: 0,
  queries: [
    {
      expr: orProcesses(
        `container_memory_working_set_bytes{${PODS}}`,
        `process_resident_memory_bytes{${OF_SERVICE}}`,
      ),
      legend: '{{pod}}{{instance}}',
    },
  ],
}

const predictions = (more: string): string =>
  `sum(rate(predictions_total{${OF_SERVICE}${more}}[$__rate_interval]))`

const successRate: Panel = {
  title: 'Prediction success rate',
  description:
    'Predictions that were answered and written to the audit trail, of all; 100 % is good.',
  type: 'stat',
  unit: 'percentunit',
  min: 0,
  max: 1,
  queries: [
    { expr: `${predictions(',status="success"')} / ${predictions('')}`, legend: 'success' },
  ],
  thresholds: [
    { color: 'red', value: null },
    { color: 'orange', value: 0.99 },
    { color: 'green', value: 0.999 },
  ],
}

const connections: Panel = {
  title: 'Active database connections',
  description:
    'By database, as postgres_exporter or CloudNativePG tells; RDS shows its own in CloudWatch.',
  type: 'stat',
  unit: 'none',
  queries: [
    {
      expr: 'sum by (datname) (pg_stat_database_numbackends{datname!=""}) or sum by (datname) (cnpg_backends_total)',
      legend: '{{datname}}',
    },
  ],
}

const pods: Panel = {
  title: 'Pod count',
  description: 'Running pods; without Kubernetes, replicas of the service that answer.',
  type: 'stat',
  unit: 'none',
  queries: [
    {
      expr: `sum(kube_pod_status_phase{namespace=~"$namespace",phase="Running"}) or count(up{${OF_SERVICE}} == 1)`,
      legend: 'running',
    },
  ],
}

const errorRate: Panel = {
  title: 'Error rate',
  description:
    'Share of requests answered with 5xx over five minutes; the objective is 0.1 % a month.',
  type: 'stat',
  unit: 'percentunit',
  min: 0,
  queries: [{ expr: 'job:http_request_errors:ratio_rate5m', legend: '5xx' }],
  thresholds: [
    { color: 'green', value: null },
    { color: 'orange', value: 0.001 },
    { color: 'red', value: 0.05 },
  ],
}

/** The original's board of eight panels, with queries that have an answer. */
export const platformBoard: Dashboard = {
  uid: 'dataspace-platform',
  title: 'HealthAlliance MLOps Platform',
  description: 'Is the service well? Runbooks are linked from the alerts.',
  variables: [
    { name: 'namespace', label: 'Namespace', query: 'label_values(kube_pod_info, namespace)' },
  ],
  rows: [
    [successRate, errorRate, connections, pods],
    [requestRate, responseTime],
    [cpu, memory],
  ],
}
