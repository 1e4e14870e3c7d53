import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { ImageRef } from '../image/image-ref.ts'
import type { NetworkPeer } from '../kubernetes-network.ts'
import type { ObjectStorageAccess } from '../object-storage-access.ts'
import type { Ownership } from '../ownership.ts'
import type { PostgresAccess } from '../postgres-access.ts'

/** Compute of one MLflow server. */
export interface TrackingResources {
  /** @default "250m" */
  cpuRequest?: string
  /** The server takes about 500 MiB before the first request. @default "512Mi" */
  memoryRequest?: string
  /** @default "1" */
  cpuLimit?: string
  /** @default "1Gi" */
  memoryLimit?: string
}

/** What pods need to have an identity in AWS. */
export interface TrackingAws {
  /** Cluster that the pods run in; it needs the add-on `eks-pod-identity-agent`. */
  cluster: ClusterRef
}

/** Arguments of {@link Tracking}. */
export interface TrackingArgs {
  ownership: Ownership
  /** Namespace to make. @default the component's name */
  namespace?: string
  /** Image of `images/mlflow`, by digest: it starts the server, and has `mlflow` on its path. */
  image: ImageRef
  /** Database of runs and registered models. */
  database: PostgresAccess
  /** Where models and plots go; clients send them through the server and need no access of their own. */
  artifacts: ObjectStorageAccess
  /** Identity of the pods in AWS. Required where `artifacts` has no credentials. */
  aws?: TrackingAws
  /**
   * Host names under which a proxy passes requests on, e.g. `mlflow.example.org`. MLflow refuses every
   * other but its own in the cluster.
   * @default none
   */
  hostNames?: string[]
  /** Who may call: namespaces of the service, the pipelines and the sign-in proxy. */
  callers: NetworkPeer[]
  /** Least number of replicas; under load there are up to twice as many. @default 3 */
  replicas?: number
  /** Puts no two more replicas into one zone than into another; off for a single zone. @default true */
  spreadZones?: boolean
  resources?: TrackingResources
}
