import type * as pulumi from '@pulumi/pulumi'

/** How a node group's instances are bought. */
export const ClusterNodeCapacity = {
  OnDemand: 'ON_DEMAND',
  /** Up to 90 % cheaper; AWS takes instances back with two minutes' notice. */
  Spot: 'SPOT',
} as const
export type ClusterNodeCapacity = (typeof ClusterNodeCapacity)[keyof typeof ClusterNodeCapacity]

/** What image nodes boot from: Amazon Linux 2023 for EKS in one of its variants. */
export const ClusterNodeImage = {
  X86: 'AL2023_x86_64_STANDARD',
  Arm: 'AL2023_ARM_64_STANDARD',
  /** With NVIDIA's driver and container runtime. */
  Nvidia: 'AL2023_x86_64_NVIDIA',
} as const
export type ClusterNodeImage = (typeof ClusterNodeImage)[keyof typeof ClusterNodeImage]

/** What a taint does to pods that do not tolerate it. */
export const ClusterTaintEffect = {
  NoSchedule: 'NO_SCHEDULE',
  PreferNoSchedule: 'PREFER_NO_SCHEDULE',
  NoExecute: 'NO_EXECUTE',
} as const
export type ClusterTaintEffect = (typeof ClusterTaintEffect)[keyof typeof ClusterTaintEffect]

/** Keeps pods off nodes that they do not tolerate. */
export interface ClusterNodeTaint {
  key: string
  /** @default "true" */
  value?: string
  effect: ClusterTaintEffect
}

/** A group of like nodes. */
export interface ClusterNodeGroup {
  /** Instance types, any of which will do; several for spot. */
  instanceTypes: string[]
  /**
   * Fewest nodes.
   * @default 1; 0 for GPU nodes
   */
  minSize?: number
  /** Most nodes. */
  maxSize: number
  /**
   * Nodes to start with; from then on the autoscaler decides.
   * @default minSize
   */
  desiredSize?: number
  /** @default ClusterNodeCapacity.OnDemand */
  capacity?: ClusterNodeCapacity
  /** @default ClusterNodeImage.X86; ClusterNodeImage.Nvidia for GPU nodes */
  image?: ClusterNodeImage
  /**
   * Nodes with NVIDIA GPUs: their image, a taint `nvidia.com/gpu`, a label, and no node until a pod
   * asks for one.
   * @default false
   */
  gpu?: boolean
  /**
   * Size of each node's disk in GiB, gp3.
   * @default 50; 100 for GPU nodes
   */
  diskSizeGib?: number
  /** @default none */
  labels?: Record<string, string>
  /** @default none; `nvidia.com/gpu=true:NoSchedule` for GPU nodes */
  taints?: ClusterNodeTaint[]
  /**
   * Subnets to put nodes into.
   * @default all private subnets of the network
   */
  subnetIds?: pulumi.Input<pulumi.Input<string>[]>
  /**
   * Shell script that runs as root when a node starts for the first time, before it takes pods: kernel
   * settings, disks. Anyone who may describe launch templates can read it: no secrets. A change
   * replaces the nodes, a few at a time.
   * @default none
   */
  bootScript?: string
  /**
   * Most pods of a node.
   * @default what the network interfaces of its type allow
   */
  maxPods?: number
}
