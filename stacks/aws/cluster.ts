import type * as pulumi from '@pulumi/pulumi'
import { Cluster } from '../../components/cluster/cluster.ts'
import { type ClusterArgs, ClusterSupport } from '../../components/cluster/cluster-args.ts'
import { clusterProvider } from '../../components/cluster/cluster-provider.ts'
import { ClusterServices } from '../../components/cluster/cluster-services.ts'
import {
  ClusterNodeCapacity,
  type ClusterNodeGroup,
  ClusterNodeImage,
} from '../../components/cluster/node-group-args.ts'
import type { NetworkRef } from '../../components/network/network-ref.ts'
import { architectureOf } from '../settings/rules/cluster-rules.ts'
import type { NodeGroupSettings } from '../settings/settings.ts'
import { accessOf } from './access.ts'
import type { Foundation } from './foundation.ts'
import type { NetworkPart } from './network.ts'

/** The cluster of an environment and what workloads expect in it. */
export interface ClusterPart {
  readonly cluster: Cluster
  readonly services: ClusterServices
  /** Options of a component that makes Kubernetes objects. */
  readonly inCluster: pulumi.ComponentResourceOptions
}

/** Makes the cluster, its provider, storage classes and controllers. */
export function makeCluster(foundation: Foundation, { network }: NetworkPart): ClusterPart {
  const { settings, ownership, keys, onAws } = foundation
  const { cluster: wanted, environment, protect } = settings
  const zones = [...settings.network.availabilityZones]
  const cluster = new Cluster(
    'cluster',
    {
      ...clusterArgs(foundation, network),
      clusterName: `dataspace-${environment}`,
      nodeGroups: mapValues(wanted.nodeGroups, nodeGroupOf),
      ...(wanted.efs && { fileSystem: { zones } }),
    },
    onAws,
  )
  const provider = clusterProvider('cluster', cluster)
  const inCluster = { providers: [...onAws.providers, provider] }
  const services = new ClusterServices(
    'cluster-services',
    {
      ownership,
      cluster,
      network,
      volumesKey: keys.purpose('volumes'),
      ...(wanted.kubernetesVersion !== undefined && {
        kubernetesVersion: wanted.kubernetesVersion,
      }),
      ...(cluster.fileSystemId !== undefined && { fileSystemId: cluster.fileSystemId }),
      retainVolumes: protect,
      gpuDevicePlugin: Object.values(wanted.nodeGroups).some(({ gpu }) => gpu),
    },
    { ...inCluster, deletedWith: cluster },
  )
  return { cluster, services, inCluster }
}

/** What every cluster of an environment has: keys, access, support, protection. */
export function clusterArgs(
  { settings, ownership, accountId, keys }: Foundation,
  network: NetworkRef,
): Omit<ClusterArgs, 'nodeGroups'> {
  const { cluster: wanted, region, protect, logs } = settings
  return {
    ...{ ownership, network, region, accountId, protect },
    keys: {
      secrets: keys.purpose('cluster'),
      logs: keys.purpose('logs'),
      volumes: keys.purpose('volumes'),
    },
    access: accessOf(settings, accountId),
    ...(wanted.kubernetesVersion !== undefined && { kubernetesVersion: wanted.kubernetesVersion }),
    ...(wanted.publicEndpoint && { publicEndpointCidrs: wanted.publicCidrs }),
    creatorIsAdmin: wanted.creatorAdmin,
    support: wanted.supportType === 'extended' ? ClusterSupport.Extended : ClusterSupport.Standard,
    deletionProtection: wanted.deletionProtection,
    logRetentionDays: logs.retentionDays,
  }
}

const CAPACITY = {
  onDemand: ClusterNodeCapacity.OnDemand,
  spot: ClusterNodeCapacity.Spot,
} as const

function nodeGroupOf(group: NodeGroupSettings): ClusterNodeGroup {
  const { instanceTypes, capacity, min, max, diskGib, gpu } = group
  const isArm = instanceTypes.every((type) => architectureOf(type) === 'arm64')
  return {
    instanceTypes,
    capacity: CAPACITY[capacity],
    minSize: min,
    maxSize: max,
    diskSizeGib: diskGib,
    gpu,
    ...(isArm && { image: ClusterNodeImage.Arm }),
  }
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
