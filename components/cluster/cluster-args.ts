import type * as pulumi from '@pulumi/pulumi'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import type { Ownership } from '../ownership.ts'
import type { ClusterNodeGroup } from './node-group-args.ts'

/** What a principal may do in a cluster: AWS's access policies for EKS. */
export const ClusterAccessPolicy = {
  /** Everything, in the whole cluster. */
  ClusterAdmin: 'AmazonEKSClusterAdminPolicy',
  /** Everything within namespaces. */
  Admin: 'AmazonEKSAdminPolicy',
  /** Read everything, secrets included. */
  AdminView: 'AmazonEKSAdminViewPolicy',
  /** Change workloads, secrets included, but no roles. */
  Edit: 'AmazonEKSEditPolicy',
  /** Read workloads, no secrets. */
  View: 'AmazonEKSViewPolicy',
} as const
export type ClusterAccessPolicy = (typeof ClusterAccessPolicy)[keyof typeof ClusterAccessPolicy]

/** What EKS does when a Kubernetes version's standard support ends. */
export const ClusterSupport = {
  /** Upgrade the control plane to the next minor version by itself. */
  Standard: 'STANDARD',
  /** Keep the version for 12 months more, at six times the price (0.60 USD an hour). */
  Extended: 'EXTENDED',
} as const
export type ClusterSupport = (typeof ClusterSupport)[keyof typeof ClusterSupport]

/** Who may use a cluster's API. */
export interface ClusterAccess {
  /** ARN of an IAM role (or user). */
  principalArn: pulumi.Input<string>
  policy: ClusterAccessPolicy
  /**
   * Namespaces the access is limited to.
   * @default the whole cluster
   */
  namespaces?: string[]
  /**
   * Kubernetes groups the principal is put into, for RBAC roles of your own.
   * @default none
   */
  kubernetesGroups?: string[]
}

/** Keys that encrypt what a cluster keeps. Their policies have to admit the services that use them. */
export interface ClusterKeys {
  /** Encrypts Kubernetes secrets. It cannot be changed later. */
  secrets: KeyRef
  /** Encrypts the control plane's logs; its policy admits CloudWatch Logs. */
  logs: KeyRef
  /**
   * Encrypts nodes' disks and persistent volumes; its policy admits the service-linked role
   * `AWSServiceRoleForAutoScaling`.
   */
  volumes: KeyRef
}

/** A file system that pods on all nodes can mount at once. */
export interface ClusterFileSystem {
  /**
   * One name for each of the network's private subnets, in their order, e.g. `["a", "b", "c"]`: the
   * file system gets a mount target in each.
   */
  zones: string[]
  /**
   * Daily backups by AWS Backup.
   * @default true
   */
  backups?: boolean
}

/** Arguments of {@link Cluster}. */
export interface ClusterArgs {
  ownership: Ownership
  /** Network whose private subnets take the control plane's interfaces and the nodes. */
  network: NetworkRef
  /** Region of the network, e.g. `eu-central-1`. */
  region: string
  /** Account of the network, 12 digits. */
  accountId: pulumi.Input<string>
  keys: ClusterKeys
  /**
   * Who may use the cluster's API, by a name for each. Nobody else can, not even who creates the
   * cluster: the role that deploys into the cluster belongs here too.
   */
  access: Record<string, ClusterAccess>
  /**
   * Groups of nodes by name. Nodes cost what their EC2 instances and disks cost. One group at least
   * takes every pod: CoreDNS has to run somewhere.
   */
  nodeGroups: Record<string, ClusterNodeGroup>
  /**
   * Physical name of the cluster, stable since log group, ARNs and kubeconfigs contain it.
   * @default the component's name
   */
  clusterName?: string
  /**
   * Minor version of Kubernetes, one of the version table's.
   * @default the table's default
   */
  kubernetesVersion?: string
  /**
   * Address ranges that may reach the API server over the internet. Without it the API server has no
   * public endpoint, and is reached from the network only.
   * @default no public endpoint
   */
  publicEndpointCidrs?: string[]
  /**
   * Makes whoever creates the cluster its administrator for good, by an access entry that no plan
   * shows. For a throw-away cluster only.
   * @default false
   */
  creatorIsAdmin?: boolean
  /**
   * What happens when the version's standard support ends.
   * @default ClusterSupport.Standard
   */
  support?: ClusterSupport
  /**
   * Lets AWS, or you, move the control plane's and load balancers' traffic out of a failing zone.
   * @default true
   */
  zonalShift?: boolean
  /**
   * Refuses deletion at AWS until it is switched off.
   * @default true
   */
  deletionProtection?: boolean
  /**
   * Refuses deletion and replacement by Pulumi of cluster and file system.
   * @default false
   */
  protect?: boolean
  /**
   * Days the control plane's logs are kept; CloudWatch's steps. About 0.63 USD for a GB taken in.
   * @default 365
   */
  logRetentionDays?: number
  /**
   * Range of addresses of Kubernetes services, /12 to /24, outside of every network that pods reach.
   * It cannot be changed later.
   * @default EKS chooses 10.100.0.0/16 or 172.20.0.0/16
   */
  serviceCidr?: string
  /**
   * Elastic file system for volumes that many pods write. About 0.36 USD for a GB and month.
   * @default none
   */
  fileSystem?: ClusterFileSystem
  /**
   * Add-on versions that replace the version table's, e.g. `{ coredns: "v1.14.3-eksbuild.24" }`.
   * @default none
   */
  addOnVersions?: Record<string, string>
  /**
   * Host names that pods resolve to Services of this cluster, e.g.
   * `{ "kaapana.hospital.example": "oauth2-proxy-service.admin.svc.cluster.local" }`.
   * @default none
   */
  nameRewrites?: Record<string, string>
  /**
   * ARNs of policies that the nodes' role gets beyond its own, by a name for each: before there is a
   * node. What nodes may do, whoever breaks out of a pod may do too.
   * @default none
   */
  nodePolicyArns?: Record<string, pulumi.Input<string>>
}
