import type * as pulumi from '@pulumi/pulumi'
import type { BucketRef } from '../bucket/bucket-ref.ts'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { ImageRef } from '../image/image-ref.ts'
import type { Ownership } from '../ownership.ts'

/** Addresses that a pod may reach by HTTPS. */
export interface FederatedPeer {
  /** Block, e.g. of the subnets that hold the endpoints of object storage. */
  cidr: string
  /**
   * Port.
   * @default 443
   */
  port?: number
}

/** The institution's own stays. */
export interface FederatedStays {
  /** The institution's bucket; with `keyArn` the identity may decrypt with that key alone. */
  bucket: BucketRef
  /** Prefix that the identity may read, ending with `/`, e.g. `training/`. */
  prefix: string
  /** Name of the CSV table below the prefix, e.g. `stays.csv`. */
  object: string
}

/** Where contract and draft come from, and where contributions go: the coordinator's bucket. */
export interface FederatedExchange {
  bucket: BucketRef
  /** Prefix of the round, ending with `/`, e.g. `rounds/2027-1/`; it holds `contract.json`, `draft.json`. */
  prefix: string
}

/** S3-compatible object storage outside AWS. */
export interface FederatedStorageAccess {
  /** URL of the service. */
  endpoint: pulumi.Input<string>
  /**
   * Secret in the institution's namespace with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` of a
   * user that can do what the identity could: read the own prefix and the round, write the own part.
   */
  credentialsSecretName: pulumi.Input<string>
}

/** CPU and memory of the training pod; requests are limits, so that no neighbour slows it. */
export interface FederatedResources {
  /** @default "1" */
  cpu?: string
  /** A million stays take less than 1 GB. @default "1Gi" */
  memory?: string
}

/** Arguments of {@link FederatedInstitution}. */
export interface FederatedInstitutionArgs {
  ownership: Ownership
  /** Id in the contract, 2–32 of a–z, 0–9 and hyphen. */
  institution: string
  /** The service's image: it has the command `dataspace federate`. */
  image: ImageRef
  /** An image with the AWS command line `aws` as its entry point: it fetches and delivers. */
  transferImage: ImageRef
  /** Region of the buckets. */
  region: string
  stays: FederatedStays
  exchange: FederatedExchange
  /** Cluster on AWS, for a workload identity; exactly one of this and `storageAccess` is needed. */
  cluster?: ClusterRef
  /** Name of the role on AWS, where a key's policy names it beforehand. @default one of the engine's */
  roleName?: string
  /** Object storage outside AWS. */
  storageAccess?: FederatedStorageAccess
  /** Where object storage, and on AWS its tokens, are reached. */
  storagePeers: FederatedPeer[]
  /**
   * Namespace.
   * @default "federation-<institution>"
   */
  namespace?: string
  /**
   * When to train, in cron's five fields, UTC.
   * @default never by itself: somebody runs `kubectl create job --from=cronjob/<name>-train`
   */
  schedule?: string
  /**
   * What a patient may cost in epsilon in all releases together, private mode.
   * @default twice the contract's epsilon
   */
  budget?: number
  /**
   * Secret in the namespace with `key.pem`, the Ed25519 key to sign with.
   * @default unsigned
   */
  signingKeySecretName?: string
  /**
   * Storage class of the privacy ledger's disk.
   * @default the cluster's default class
   */
  ledgerStorageClass?: string
  resources?: FederatedResources
  /**
   * Protects the privacy ledger's disk from deletion.
   * @default true
   */
  protect?: boolean
}
