import type * as pulumi from '@pulumi/pulumi'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { ImageRef } from '../image/image-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkPeer } from '../kubernetes-network.ts'
import type { Ownership } from '../ownership.ts'

/** A PostgreSQL server and the secret of its master user; a `DatabaseRef` is one. */
export interface RolesServer {
  host: pulumi.Input<string>
  port: pulumi.Input<number>
  /** Database that the master user connects to. */
  databaseName: pulumi.Input<string>
  /** Secrets Manager secret with the JSON members `username` and `password`. */
  secretArn: pulumi.Input<string>
  /** ARN of the key of that secret. @default `key` */
  secretKeyArn?: pulumi.Input<string>
}

/** Arguments of {@link DatabaseRoles}. */
export interface DatabaseRolesArgs {
  ownership: Ownership
  /** Namespace to make. @default the component's name */
  namespace?: string
  server: RolesServer
  /** Roles, each with a database of the same name that it owns, e.g. `['mlflow', 'airflow']`. */
  roles: string[]
  /** Where the server is, e.g. its subnets. */
  peers: NetworkPeer[]
  /** Certificate authorities of the server, PEM. @default none: encrypted, and not checked */
  certificates?: pulumi.Input<string>
  /** Cluster to run in; it needs pod identities and the Secrets Store CSI driver for AWS. */
  cluster: ClusterRef
  /** Region of the secret, e.g. `eu-central-1`. */
  region: string
  /** Key of the secret, where the server names none. */
  key: KeyRef
  /** Image with `psql` and `sh`, by digest. @default PostgreSQL's, by the version table */
  image?: ImageRef
}
