import type * as pulumi from '@pulumi/pulumi'
import { CLOUDNATIVE_POSTGRESQL_IMAGE } from '../versions.ts'
import type { ClusterDatabaseArgs } from './cluster-database-args.ts'
import type { ClusterDatabasePlan } from './cluster-database-plan.ts'

/** Names of the Secrets with the roles' passwords, by role. */
export type RoleSecrets = Readonly<Record<string, pulumi.Input<string>>>

/**
 * Specification of CloudNativePG's `Cluster`. There is no superuser to log in as; roles own their
 * database and nothing else.
 * https://cloudnative-pg.io/documentation/1.30/cloudnative-pg.v1/#clusterspec
 */
export function serverSpec(
  args: ClusterDatabaseArgs,
  plan: ClusterDatabasePlan,
  secrets: RoleSecrets,
): Record<string, unknown> {
  const [first = '', ...others] = args.databases
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = plan.compute
  const { storageClassName: storageClass } = args
  return {
    imageName: CLOUDNATIVE_POSTGRESQL_IMAGE,
    instances: plan.instances,
    enableSuperuserAccess: false,
    bootstrap: {
      initdb: {
        database: first,
        owner: first,
        secret: { name: secrets[first] },
        dataChecksums: true,
        encoding: 'UTF8',
      },
    },
    managed: { roles: others.map((role) => managedRole(role, secrets[role])) },
    storage: {
      size: `${plan.storageGib}Gi`,
      ...(storageClass !== undefined && { storageClass }),
    },
    resources: {
      requests: { cpu: cpuRequest, memory: memoryRequest },
      limits: { cpu: cpuLimit, memory: memoryLimit },
    },
    postgresql: {
      // A quarter of the limit, as PostgreSQL's manual recommends.
      parameters: { shared_buffers: sharedBuffers(memoryLimit), max_connections: '100' },
      // Passwords are never sent in the clear, and nobody gets in without TLS.
      pg_hba: ['hostnossl all all all reject'],
    },
    affinity: { enablePodAntiAffinity: true, topologyKey: 'kubernetes.io/hostname' },
    primaryUpdateStrategy: 'unsupervised',
  }
}

const managedRole = (name: string, secret: pulumi.Input<string> | undefined) => ({
  name,
  ensure: 'present',
  login: true,
  passwordSecret: { name: secret },
})

/** A quarter of a quantity such as `1Gi`, in MB as PostgreSQL writes them; 128MB for others. */
export function sharedBuffers(memory: string): string {
  const { number = '0', unit = '' } = /^(?<number>\d+)(?<unit>Mi|Gi)$/.exec(memory)?.groups ?? {}
  const mebibytes = Number(number) * (unit === 'Gi' ? 1024 : 1)
  return mebibytes === 0 ? '128MB' : `${Math.max(32, Math.floor(mebibytes / 4))}MB`
}
