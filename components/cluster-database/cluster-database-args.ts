import type { NetworkPeer } from '../kubernetes-network.ts'
import type { Ownership } from '../ownership.ts'

/** Compute of one PostgreSQL instance. */
export interface ClusterDatabaseResources {
  /** @default "250m" */
  cpuRequest?: string
  /** @default "256Mi" */
  memoryRequest?: string
  /** @default "1" */
  cpuLimit?: string
  /** @default "1Gi" */
  memoryLimit?: string
}

/** Arguments of {@link ClusterDatabase}. */
export interface ClusterDatabaseArgs {
  ownership: Ownership
  /** Namespace to make. @default the component's name */
  namespace?: string
  /**
   * Databases, each with a role of the same name that owns it, e.g. `['dataspace', 'mlflow']`. The
   * first one is made with the server and cannot be another later.
   */
  databases: string[]
  /** Namespaces, or addresses, that may connect. */
  callers: NetworkPeer[]
  /** Instances: one writes, the others follow it and take over. @default 3 */
  instances?: number
  /** Disk of each instance in GiB; it can grow, never shrink. @default 20 */
  storageGib?: number
  /** @default the cluster's default storage class */
  storageClassName?: string
  resources?: ClusterDatabaseResources
  /**
   * Installs the CloudNativePG operator. A cluster has one: `false` where another component or
   * somebody else installed it.
   * @default true
   */
  operator?: boolean
  /** Namespace of the operator. @default "cnpg-system" */
  operatorNamespace?: string
  /** Refuses to delete server and data until it is `false` and applied. @default true */
  protect?: boolean
}
