import {
  ANYWHERE,
  among,
  DENY_ALL,
  incoming,
  outgoing,
  type PolicySpec,
  TO_DNS,
  toApiServer,
  toPodIdentity,
} from '../kubernetes-network.ts'
import { storagePeers, storagePort } from '../object-storage-access.ts'
import type { PipelinesArgs } from './pipelines-args.ts'

/** Port of Airflow's page and of the API that tasks report to. */
export const AIRFLOW_PORT = 8080

/** Airflow's own pods, as the chart labels them; pods of tasks are none. */
const AIRFLOW = { tier: 'airflow' }
const API_SERVER = { ...AIRFLOW, component: 'api-server' }

/** The namespace's network policies by the end of their name. */
export function pipelinesPolicies(args: PipelinesArgs): Record<string, PolicySpec> {
  const { database, logs, aws, address, egress = [] } = args
  const more = egress.map(
    ({ name, to, port }) => [`to-${name}`, outgoing({ from: {}, to, ports: [port] })] as const,
  )
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    'to-database': outgoing({ from: AIRFLOW, to: database.peers, ports: [database.port] }),
    'to-storage': outgoing({ from: {}, to: storagePeers(logs), ports: [storagePort(logs)] }),
    // Airflow makes pods, follows them and reads their logs.
    'to-api-server': toApiServer(AIRFLOW),
    // Tasks report to the API server of Airflow, and nothing else of it listens.
    'among-pods': among([AIRFLOW_PORT]),
    ...(aws !== undefined && { 'to-identity': toPodIdentity({}) }),
    ...(address !== undefined && {
      'from-callers': incoming({ to: API_SERVER, from: address.callers, ports: [AIRFLOW_PORT] }),
      'to-provider': outgoing({ from: API_SERVER, to: [ANYWHERE], ports: [443] }),
    }),
    ...Object.fromEntries(more),
  }
}
