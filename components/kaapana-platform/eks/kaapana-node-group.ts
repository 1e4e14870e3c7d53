import type * as pulumi from '@pulumi/pulumi'
import { refuse } from '../../argument-error.ts'
import { type ClusterNodeGroup, ClusterNodeImage } from '../../cluster/node-group-args.ts'
import { KaapanaStorage } from '../kaapana-platform-args.ts'
import { STORAGE_NODE } from '../values/plan-kaapana-values.ts'
import { nodeProblems } from './node-problems.ts'
import { nodeScript } from './node-script.ts'

/** What the nodes of Kaapana's cluster are to be. */
export interface KaapanaNodeGroupArgs {
  /**
   * EC2 type of 16 virtual CPUs and 64 GiB at least: Kaapana runs about 60 pods, with 21 disks and more.
   * @default m7i.4xlarge (about 0.97 USD an hour in Frankfurt); g6.4xlarge with `gpu`
   */
  instanceType?: string
  /** A private subnet: disks are in one zone, and so are the nodes that mount them. */
  subnetId: pulumi.Input<string>
  /**
   * Where volumes are; the same as the platform's.
   * @default KaapanaStorage.Csi
   */
  storage?: KaapanaStorage
  /**
   * Volume that the node attaches and mounts at `/home/kaapana`, in the zone of `subnetId`, made
   * beforehand; with `parity` alone, which needs it. The nodes' role has to be allowed to:
   * `dataVolumePolicy()`, by `nodePolicyArns` of the cluster. Snapshots find it by its tag
   * `kaapana-data: <name of the platform>`.
   * @default none
   */
  dataVolumeId?: string
  /**
   * Nodes with NVIDIA's driver; no taint, since Kaapana tolerates none.
   * @default false
   */
  gpu?: boolean
  /**
   * Nodes; more than one only with `csi`.
   * @default 1
   */
  nodes?: number
  /**
   * Disk of each node, GiB: images of Kaapana grow to about 90 GB.
   * @default 200
   */
  diskSizeGib?: number
}

/**
 * The node group of a cluster for Kaapana, for `nodeGroups` of `Cluster`: label, kernel settings, folders
 * and disk that its charts expect.
 *
 * @throws ArgumentError with every problem, under the name of the group.
 */
export function kaapanaNodeGroup(key: string, args: KaapanaNodeGroupArgs): ClusterNodeGroup {
  const { gpu = false, storage = KaapanaStorage.Csi, nodes = 1, diskSizeGib = 200 } = args
  const instanceType = args.instanceType ?? (gpu ? 'g6.4xlarge' : 'm7i.4xlarge')
  refuse(
    'kaapanaNodeGroup',
    key,
    nodeProblems({ ...args, gpu, storage, nodes, diskSizeGib, instanceType }),
  )
  return {
    instanceTypes: [instanceType],
    minSize: nodes,
    maxSize: nodes,
    diskSizeGib,
    image: gpu ? ClusterNodeImage.Nvidia : ClusterNodeImage.X86,
    labels: { 'kaapana.io/node': STORAGE_NODE, ...(gpu && { 'nvidia.com/gpu.present': 'true' }) },
    subnetIds: [args.subnetId],
    bootScript: nodeScript(args.dataVolumeId),
  }
}
