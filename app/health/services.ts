import { connect } from 'node:net'

/** One part of the platform as people know it. */
export interface ServiceDescription {
  name: string
  description: string
  port: number
  /** Where people open it; null where there is nothing to see. */
  docs: string | null
  /** How it is checked: an HTTP address, a host and port, or this process itself. */
  check: { http: string } | { host: string; port: number } | 'self'
}

export interface ServiceState extends Omit<ServiceDescription, 'check'> {
  status: 'healthy' | 'unreachable'
}

export interface ServiceChecks {
  /** Checks all at the same time; takes as long as the slowest, at most 1.5 s. */
  check(): Promise<ServiceState[]>
}

const HTTP_TIMEOUT_MS = 1500
const TCP_TIMEOUT_MS = 1000

/** Where the parts of the platform are; those not configured are looked for on their usual ports. */
export interface ServiceAddresses {
  port: number
  metricsPort: number
  databaseUrl: string | undefined
  mlflow: string | undefined
  prometheus: string | undefined
  grafana: string | undefined
  airflow: string | undefined
  s3: string | undefined
}

/** The nine parts that `GET /api/v1/services` lists. */
export function platformServices(at: ServiceAddresses): ServiceDescription[] {
  const database = at.databaseUrl === undefined ? undefined : new URL(at.databaseUrl)
  const web = (
    name: string,
    description: string,
    address: string,
    path: string,
  ): ServiceDescription => {
    const url = new URL(address)
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
    return { name, description, port, docs: address, check: { http: new URL(path, url).href } }
  }
  const own = `http://localhost:${at.port}`
  return [
    {
      name: 'API',
      description: 'Readmission predictions',
      port: at.port,
      docs: `${own}/docs`,
      check: 'self',
    },
    web(
      'Metrics',
      'Prometheus metrics of the API',
      `http://localhost:${at.metricsPort}`,
      '/metrics',
    ),
    web('Console', 'Console for clinicians and administrators', own, '/console/'),
    {
      name: 'PostgreSQL',
      description: database
        ? 'Patients, users, audit trail'
        : 'Patients, users, audit trail (embedded)',
      port: Number(database?.port ?? '') || 5432,
      docs: null,
      check: database ? { host: database.hostname, port: Number(database.port) || 5432 } : 'self',
    },
    web(
      'MLflow',
      'Experiments and model registry',
      at.mlflow ?? 'http://localhost:5000',
      '/health',
    ),
    web('Prometheus', 'Metrics and alerts', at.prometheus ?? 'http://localhost:9090', '/-/healthy'),
    web('Grafana', 'Dashboards', at.grafana ?? 'http://localhost:3000', '/api/health'),
    web('Object storage', 'Data lake and artifacts', at.s3 ?? 'http://localhost:9000', '/'),
    web('Airflow', 'Pipelines', at.airflow ?? 'http://localhost:8080', '/health'),
  ]
}

/** Checks of the services; `pingDatabase` stands for the embedded database, which has no port. */
export function createServiceChecks(
  services: readonly ServiceDescription[],
  pingDatabase: (timeoutMs: number) => Promise<unknown>,
): ServiceChecks {
  const healthy = async ({ name, check }: ServiceDescription): Promise<boolean> => {
    if (check === 'self')
      return (
        name !== 'PostgreSQL' ||
        pingDatabase(TCP_TIMEOUT_MS).then(
          () => true,
          () => false,
        )
      )
    return 'http' in check ? httpAnswers(check.http) : accepts(check.host, check.port)
  }
  return {
    check: () =>
      Promise.all(
        services.map(async (service) => {
          const { check: _, ...shown } = service
          return { ...shown, status: (await healthy(service)) ? 'healthy' : 'unreachable' }
        }),
      ),
  }
}

async function httpAnswers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(HTTP_TIMEOUT_MS) })
    await answer.body?.cancel()
    return answer.status < 500 && answer.status !== 404
  } catch {
    return false
  }
}

const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: TCP_TIMEOUT_MS })
    const settle = (open: boolean) => () => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', settle(true))
    socket.once('timeout', settle(false))
    socket.once('error', settle(false))
  })
