import { ClusterDatabase } from '../../components/cluster-database/cluster-database.ts'
import { DataClass } from '../../components/ownership.ts'
import type { PostgresAccess } from '../../components/postgres-access.ts'
import type { KubernetesSettings } from '../settings/settings.ts'
import { existingSecret } from './existing-secret.ts'
import { type KubernetesGround, NAMESPACES } from './ground.ts'

/** A database, each with a role of its name. */
export type DatabaseName = 'dataspace' | 'mlflow' | 'airflow'

/** How the service and the tools reach their databases. */
export type DatabasePart = (name: DatabaseName) => PostgresAccess

/** Makes PostgreSQL in the cluster, or takes the server that exists. */
export function makeDatabase(ground: KubernetesGround): DatabasePart {
  const { settings, ownership, inCluster } = ground
  const { postgres, storageClass } = settings.kubernetes
  if (postgres.external !== undefined) return externalDatabase(ground, postgres.external)
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit, ...wanted } = postgres.inCluster
  const database = new ClusterDatabase(
    'postgres',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      namespace: NAMESPACES.database,
      databases: namesOf(settings),
      callers: callersOf(settings),
      ...wanted,
      resources: { cpuRequest, memoryRequest, cpuLimit, memoryLimit },
      ...(storageClass !== undefined && { storageClassName: storageClass }),
      protect: settings.protect,
    },
    inCluster,
  )
  return (name) => database.access(name, NAMESPACES.database)
}

type External = NonNullable<KubernetesSettings['kubernetes']['postgres']['external']>

function externalDatabase(ground: KubernetesGround, external: External): DatabasePart {
  const { host, port, cidrs, certificates, passwordsSecret } = external
  const passwords = existingSecret(ground, 'postgres-passwords', passwordsSecret)
  return (name) => ({
    ...{ host, port, certificates },
    databaseName: name,
    user: name,
    password: passwords(name),
    peers: cidrs.map((cidr) => ({ cidr })),
  })
}

const namesOf = ({ tracking, pipelines }: KubernetesSettings): DatabaseName[] => [
  'dataspace',
  ...(tracking.enabled ? ['mlflow' as const] : []),
  ...(pipelines.enabled ? ['airflow' as const] : []),
]

const callersOf = ({ tracking, pipelines }: KubernetesSettings) => [
  { namespace: NAMESPACES.service },
  ...(tracking.enabled ? [{ namespace: NAMESPACES.tracking }] : []),
  ...(pipelines.enabled ? [{ namespace: NAMESPACES.pipelines }] : []),
]
