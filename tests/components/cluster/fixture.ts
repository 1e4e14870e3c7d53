import { Cluster } from '../../../components/cluster/cluster.ts'
import { ClusterAccessPolicy, type ClusterArgs } from '../../../components/cluster/cluster-args.ts'
import { clusterProvider } from '../../../components/cluster/cluster-provider.ts'
import {
  ClusterServices,
  type ClusterServicesArgs,
} from '../../../components/cluster/cluster-services.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

export const OWNERSHIP = { owner: 'imaging-platform', environment: 'test' }

/** Tags of every taggable resource of {@link OWNERSHIP}. */
export const TAGS = {
  owner: 'imaging-platform',
  environment: 'test',
  institution: 'shared',
  'data-class': 'internal',
}

export const NETWORK = {
  vpcId: 'vpc-1',
  cidrBlock: '10.20.0.0/16',
  publicSubnetIds: [],
  privateSubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
  isolatedSubnetIds: [],
}

const key = (purpose: string) => ({ arn: `arn:aws:kms:eu-central-1:123456789012:key/${purpose}` })

/** Smallest arguments of a cluster. */
export const CLUSTER_ARGS: ClusterArgs = {
  ownership: OWNERSHIP,
  network: NETWORK,
  region: 'eu-central-1',
  accountId: '123456789012',
  keys: { secrets: key('secrets'), logs: key('logs'), volumes: key('volumes') },
  access: {
    deploy: {
      principalArn: 'arn:aws:iam::123456789012:role/deploy',
      policy: ClusterAccessPolicy.ClusterAdmin,
    },
  },
  nodeGroups: { system: { instanceTypes: ['m7i.large'], minSize: 3, maxSize: 6 } },
}

/** Makes a cluster named `main` and what it is asked for in it. */
export function clusterProgram(
  args: Partial<ClusterArgs> = {},
  services?: Partial<ClusterServicesArgs>,
): { cluster: Cluster; services?: ClusterServices } {
  const cluster = new Cluster('main', { ...CLUSTER_ARGS, ...args })
  if (services === undefined) return { cluster }
  const provider = clusterProvider('main', cluster)
  const given = {
    ownership: OWNERSHIP,
    cluster,
    network: NETWORK,
    volumesKey: CLUSTER_ARGS.keys.volumes,
    ...services,
  }
  return {
    cluster,
    services: new ClusterServices('services', given, { provider, deletedWith: cluster }),
  }
}

/** Finds the one resource of a type with a name. */
export function finder({ resources }: RecordedProgram) {
  return (type: string, name: string): RecordedResource => {
    const found = resources.filter((resource) => resource.type === type && resource.name === name)
    if (found.length !== 1) throw new Error(`${found.length} of ${type} ${name}`)
    return found[0]!
  }
}
