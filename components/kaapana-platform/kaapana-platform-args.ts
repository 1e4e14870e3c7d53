import type * as pulumi from '@pulumi/pulumi'
import type { TopicRef } from '../alarm-topic/topic-ref.ts'
import type { BucketRef } from '../bucket/bucket-ref.ts'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { KaapanaRelease } from '../kaapana-images/kaapana-release.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import type { Ownership } from '../ownership.ts'

/** What Kaapana runs on. */
export const KaapanaRuntime = {
  /** One EC2 instance with MicroK8s: what upstream supports. */
  MicroK8s: 'microk8s',
  /** A cluster of EKS that nothing else runs on. */
  Eks: 'eks',
} as const
export type KaapanaRuntime = (typeof KaapanaRuntime)[keyof typeof KaapanaRuntime]

/** Where Kaapana's volumes are on EKS. */
export const KaapanaStorage = {
  /** One storage node with a data volume, hostpath volumes on it: upstream's own code paths. */
  Parity: 'parity',
  /** EBS volumes for databases and images, EFS for what many pods write. */
  Csi: 'csi',
} as const
export type KaapanaStorage = (typeof KaapanaStorage)[keyof typeof KaapanaStorage]

/** Where the certificate comes from that browsers see. Give at most one. */
export interface KaapanaCertificate {
  /**
   * ARN of a certificate in ACM: the load balancer ends TLS with it and encrypts again towards Kaapana,
   * whose own certificate stays self-signed.
   */
  acmCertificateArn?: pulumi.Input<string>
  /**
   * ARN of a secret in Secrets Manager whose JSON holds `tls.crt` and `tls.key` (PEM): Kaapana ends TLS.
   */
  secretArn?: pulumi.Input<string>
}

/** Who reaches Kaapana. Nobody does by default. */
export interface KaapanaAccess {
  /** Address ranges that may open the web interface (443, and 80, which redirects). */
  webCidrs: string[]
  /** Address ranges of modalities and PACS that may send DICOM (11112, not encrypted). */
  dicomCidrs: string[]
  /**
   * Gives the load balancer public addresses. Without, it is reached from the network, through VPN or
   * peering.
   * @default false
   */
  internetFacing?: boolean
}

/** Keys that encrypt what Kaapana keeps. */
export interface KaapanaKeys {
  volumes: KeyRef
  secrets: KeyRef
  logs: KeyRef
}

/** The instance of runtime `microk8s`. */
export interface KaapanaInstance {
  /**
   * EC2 type; Kaapana wants 8 virtual CPUs and 64 GiB at least.
   * @default r6i.2xlarge (about 0.61 USD an hour in Frankfurt); g5.4xlarge with `gpu`
   */
  instanceType?: string
  /** Availability zone of instance and data volume, e.g. `eu-central-1a`: that of `subnetId`. */
  availabilityZone: string
  /** Private subnet of the instance. */
  subnetId: pulumi.Input<string>
  /**
   * Disk of the system, where containerd keeps images; Kaapana's grow to about 90 GB.
   * @default 200
   */
  rootVolumeGib?: number
}

/** The place within a cluster of runtime `eks`. The provider of the cluster comes by `opts`. */
export interface KaapanaClusterPlace {
  /** A cluster of its own: Kaapana is its administrator. Its node group: `kaapanaNodeGroup()`. */
  cluster: ClusterRef
  /** @default KaapanaStorage.Csi */
  storage?: KaapanaStorage
  /**
   * File system (EFS) of the cluster, for `csi` and for the shared folders of the workflows.
   * @default none; needed for `csi`
   */
  fileSystemId?: pulumi.Input<string>
  /** Memory of the node that takes Kaapana, GiB: its databases get shares of it. */
  nodeMemoryGib: number
  /**
   * Volume that the storage node mounts, by `kaapanaNodeGroup()`; with `parity` alone, which needs it.
   * @default none
   */
  dataVolumeId?: pulumi.Input<string>
  /**
   * Range of addresses of Kubernetes services, where the cluster has one of its own choice.
   * @default both ranges that EKS chooses from
   */
  serviceCidr?: string
}

/** Arguments of {@link KaapanaPlatform}. */
export interface KaapanaPlatformArgs {
  ownership: Ownership
  /** Region of the network. */
  region: string
  /** Account of the network, 12 digits. */
  accountId: pulumi.Input<string>
  network: NetworkRef
  /** Images and chart of one version in a registry (ECR of this account for pulls without a password). */
  release: KaapanaRelease
  runtime: KaapanaRuntime
  /** What people type: `kaapana.hospital.example`. No address, and no name of another service. */
  hostName: string
  /**
   * Id of the Route 53 zone that gets the record of `hostName`.
   * @default no record: make one that points to the output `loadBalancerDnsName`
   */
  hostedZoneId?: pulumi.Input<string>
  /** @default self-signed by Kaapana */
  certificate?: KaapanaCertificate
  access: KaapanaAccess
  keys: KaapanaKeys
  /** Needed with `KaapanaRuntime.MicroK8s`, refused otherwise. */
  instance?: KaapanaInstance
  /** Needed with `KaapanaRuntime.Eks`, refused otherwise. */
  cluster?: KaapanaClusterPlace
  /**
   * Disk of images, metadata and workflows, GiB.
   * @default 500
   */
  dataVolumeGib?: number
  /**
   * Days that daily snapshots of the data volume are kept.
   * @default 14
   */
  snapshotRetentionDays?: number
  /**
   * Workflows that use an NVIDIA GPU.
   * @default false
   */
  gpu?: boolean
  /**
   * Keeps persistent volumes and their data when Kaapana is removed or upgraded.
   * @default true
   */
  keepData?: boolean
  /**
   * Refuses deletion of data and secrets by Pulumi.
   * @default false
   */
  protect?: boolean
  /**
   * Days that logs of boot and installation are kept; CloudWatch's steps.
   * @default 365
   */
  logRetentionDays?: number
  /** Hears of failed boots, full disks and stale pull credentials. */
  alarms?: TopicRef
  /**
   * Bucket for the load balancer's log of connections, which it writes where it ends TLS itself
   * (`certificate.acmCertificateArn`). Encrypted by S3's own key, with a policy that admits
   * `delivery.logs.amazonaws.com`.
   * @default no log
   */
  accessLogs?: BucketRef
}
