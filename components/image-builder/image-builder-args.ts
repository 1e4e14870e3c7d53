import type * as pulumi from '@pulumi/pulumi'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { ImageRef } from '../image/image-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import type { Ownership } from '../ownership.ts'
import type { RepositoryRef } from '../registry/registry-ref.ts'

/** What a builder runs on. */
export const ImageBuilderKind = {
  /** A pod of a cluster, on a node of its own that exists while the pod does. */
  Kubernetes: 'kubernetes',
  /** An EC2 instance that is reached through Session Manager and stops itself when idle. */
  Instance: 'instance',
} as const
export type ImageBuilderKind = (typeof ImageBuilderKind)[keyof typeof ImageBuilderKind]

/** How a builder's machine is bought. */
export const ImageBuilderCapacity = {
  /**
   * Up to 90 % cheaper. AWS takes the machine back with two minutes' notice: the build fails, the
   * cache stays, and the next build goes on from there.
   */
  Spot: 'spot',
  OnDemand: 'on-demand',
} as const
export type ImageBuilderCapacity = (typeof ImageBuilderCapacity)[keyof typeof ImageBuilderCapacity]

/** A builder on Kubernetes. The component's provider has to be for the same cluster. */
export interface ImageBuilderKubernetes {
  /**
   * Cluster with the EBS CSI driver, the Cluster Autoscaler and network policies, as `Cluster` and
   * `ClusterServices` make it. Its `nodeRoleArn` is needed.
   */
  cluster: ClusterRef
  /**
   * Namespace, made by the component.
   * @default the component's name
   */
  namespace?: string
  /**
   * Image of BuildKit that runs without root, e.g. from your own registry.
   * @default moby/buildkit of Docker Hub, by the digest in the version table
   */
  image?: ImageRef
  /**
   * Group of Kubernetes whose members may use, start and stop the builder; who is in it is said by the
   * cluster's access entries (`kubernetesGroups`).
   * @default "image-builders"
   */
  clientGroup?: string
}

/** A builder on an instance. */
export interface ImageBuilderInstance {
  /**
   * Minutes without a client after which the instance stops itself; 5–720.
   * @default 30
   */
  idleMinutes?: number
  /**
   * Image (AMI) of Amazon Linux 2023 for x86_64 to start from. Another one replaces the instance,
   * never the cache.
   * @default the newest that AWS publishes when the instance is made
   */
  imageId?: pulumi.Input<string>
  /**
   * Address that BuildKit's release archive is downloaded from, for a network that does not reach
   * GitHub. Its checksum has to be the version table's.
   * @default GitHub's releases of moby/buildkit
   */
  releaseUrl?: string
}

/** Arguments of {@link ImageBuilder}. */
export interface ImageBuilderArgs {
  ownership: Ownership
  kind: ImageBuilderKind
  /** How it runs on Kubernetes; for `ImageBuilderKind.Kubernetes` alone. */
  kubernetes?: ImageBuilderKubernetes
  /**
   * How it runs on an instance; for `ImageBuilderKind.Instance` alone.
   * @default all defaults
   */
  instance?: ImageBuilderInstance
  /** Network that the machine is in. It reaches registries and packages through NAT. */
  network: NetworkRef
  /** The one private subnet for machine and cache: a disk cannot leave its zone. */
  subnetId: pulumi.Input<string>
  /** Availability zone of that subnet, e.g. `eu-central-1a`. */
  availabilityZone: string
  /**
   * Encrypts the disks. Its policy admits who starts the machine: for Kubernetes
   * `AWSServiceRoleForAutoScaling` and the EBS CSI driver, for a spot instance
   * `AWSServiceRoleForEC2Spot`.
   */
  key: KeyRef
  /** Repositories, by a name for each, that clients of the builder may push to. */
  repositories: Record<string, RepositoryRef>
  /**
   * ARNs of further repositories that clients may pull from, `*` allowed at the end, e.g. those of a
   * pull-through cache that `mirrors` names.
   * @default none
   */
  pullRepositoryArns?: pulumi.Input<string>[]
  /**
   * Registries that are asked first, by the registry they stand for, e.g.
   * `{ "docker.io": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/docker-hub" }`.
   * @default none
   */
  mirrors?: Record<string, pulumi.Input<string>>
  /**
   * Type of the machine: x86_64, 16 GiB of memory or more.
   * @default "m7i.2xlarge": 8 vCPUs, 32 GiB
   */
  instanceType?: string
  /** @default ImageBuilderCapacity.Spot */
  capacity?: ImageBuilderCapacity
  /**
   * Size of the cache's disk in GiB, 200–16384. About 0.095 USD for a GiB and month, also while the
   * builder is stopped.
   * @default 200
   */
  cacheGib?: number
  /**
   * Throughput of the cache's disk in MiB a second, 125–1000. AWS charges what is above 125.
   * @default 125
   */
  cacheThroughputMibps?: number
  /**
   * Most build steps at a time.
   * @default the machine's vCPUs
   */
  maxParallelism?: number
}
