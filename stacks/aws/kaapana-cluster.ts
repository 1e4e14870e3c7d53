import type * as pulumi from '@pulumi/pulumi'
import { Cluster } from '../../components/cluster/cluster.ts'
import { clusterProvider } from '../../components/cluster/cluster-provider.ts'
import { ClusterServices } from '../../components/cluster/cluster-services.ts'
import { kaapanaNameRewrites, kaapanaNodeGroup } from '../../components/kaapana-platform/index.ts'
import { type ClusterPart, clusterArgs } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { NetworkPart } from './network.ts'

/** Where Kaapana's cluster is put. */
export interface KaapanaGround {
  readonly place: NetworkPart
  readonly hostName: string
  /** Subnet of its nodes: their disks are in one zone. */
  readonly subnetId: pulumi.Input<string>
}

/** Makes the cluster that Kaapana is administrator of; nothing else runs there. */
export function makeKaapanaCluster(foundation: Foundation, ground: KaapanaGround): ClusterPart {
  const { settings, ownership, keys, onAws } = foundation
  const { kaapana, cluster: wanted, environment, protect } = settings
  const { network } = ground.place
  const { instanceType, gpu, rootVolumeGib } = kaapana
  const cluster = new Cluster(
    'kaapana-cluster',
    {
      ...clusterArgs(foundation, network),
      clusterName: `dataspace-${environment}-kaapana`,
      nodeGroups: {
        storage: kaapanaNodeGroup('storage', {
          subnetId: ground.subnetId,
          gpu,
          diskSizeGib: rootVolumeGib,
          ...(instanceType !== undefined && { instanceType }),
        }),
      },
      nameRewrites: kaapanaNameRewrites(ground.hostName),
      fileSystem: { zones: [...settings.network.availabilityZones] },
    },
    onAws,
  )
  const provider = clusterProvider('kaapana-cluster', cluster)
  const inCluster = { providers: [...onAws.providers, provider] }
  const services = new ClusterServices(
    'kaapana-cluster-services',
    {
      ...{ ownership, cluster, network },
      volumesKey: keys.purpose('volumes'),
      ...(wanted.kubernetesVersion !== undefined && {
        kubernetesVersion: wanted.kubernetesVersion,
      }),
      ...(cluster.fileSystemId !== undefined && { fileSystemId: cluster.fileSystemId }),
      retainVolumes: protect,
    },
    { ...inCluster, deletedWith: cluster },
  )
  return { cluster, services, inCluster }
}
