import { parseCidr } from '../../../components/network/cidr.ts'
import type { NodeGroupSettings } from '../settings.ts'
import { type Rule, repeated, when } from './rule.ts'

const endpointHasReaders: Rule = {
  reads: ['cluster.publicEndpoint', 'cluster.publicCidrs'],
  check: ({ cluster: { publicEndpoint, publicCidrs } }) => [
    ...when(publicEndpoint && publicCidrs.length === 0, {
      path: ['cluster', 'publicCidrs'],
      message: 'must name at least one block while cluster.publicEndpoint is true, got []',
      set: '193.174.1.0/24',
    }),
    ...when(!publicEndpoint && publicCidrs.length > 0, {
      path: ['cluster', 'publicCidrs'],
      message: 'must be left out while cluster.publicEndpoint is false',
    }),
    ...publicCidrs.flatMap((block, index) =>
      when((parseCidr(block)?.prefix ?? 32) < 8, {
        path: ['cluster', 'publicCidrs', index],
        message: `must be /8 or longer: the API server is not for the whole internet, got "${block}"`,
        set: '193.174.1.0/24',
      }),
    ),
  ],
}

const someoneAdministers: Rule = {
  reads: ['cluster.creatorAdmin', 'cluster.access'],
  check: ({ cluster: { creatorAdmin, access } }) => {
    const admins = Object.values(access).filter(({ policy }) => policy === 'clusterAdmin')
    return when(!creatorAdmin && admins.length === 0, {
      path: ['cluster', 'access'],
      message:
        'must hold an entry with the policy clusterAdmin while cluster.creatorAdmin is false: the role that deploys, or nobody gets in',
      set: 'role/dataspace-deploy',
      also: { path: ['cluster', 'access', 'deploy', 'policy'], set: 'clusterAdmin' },
    })
  },
}

const accessIsClear: Rule = {
  reads: ['cluster.access'],
  check: ({ cluster: { access } }) => [
    ...Object.entries(access).flatMap(([name, { policy, namespaces }]) =>
      when(policy === 'clusterAdmin' && namespaces.length > 0, {
        path: ['cluster', 'access', name, 'namespaces'],
        message: 'must be left out with the policy clusterAdmin, which is for the whole cluster',
      }),
    ),
    ...repeated(
      Object.entries(access).map(([name, { principal }]) => [name, principal] as const),
    ).map(({ key, first }) => ({
      path: ['cluster', 'access', key],
      message: `must have another principal than cluster.access.${first}: AWS keeps one entry each`,
    })),
  ],
}

/** Processor architecture of an instance type, as in image platforms. Graviton types say `g`. */
export const architectureOf = (instanceType: string): 'amd64' | 'arm64' =>
  /^([a-z]+\d+[a-z]*g[a-z]*|a1)\./.test(instanceType) ? 'arm64' : 'amd64'

const hasGpu = (instanceType: string): boolean => /^(p|g|gr)\d/.test(instanceType)

const groupIsSound = (name: string, group: NodeGroupSettings) => {
  const path = ['cluster', 'nodeGroups', name]
  const mismatched = group.instanceTypes.filter((type) => hasGpu(type) !== group.gpu)
  return [
    ...when(group.min > group.max, {
      path: [...path, 'min'],
      message: `must be at most max, ${group.max}, got ${group.min}`,
      set: String(group.max),
    }),
    ...when(new Set(group.instanceTypes.map(architectureOf)).size > 1, {
      path: [...path, 'instanceTypes'],
      message: `must be of one processor architecture, got ${group.instanceTypes.join(', ')}`,
      set: group.instanceTypes[0] ?? '',
    }),
    ...when(mismatched.length > 0, {
      path: [...path, 'gpu'],
      message: `must be ${!group.gpu} for ${mismatched.join(', ')}, got ${group.gpu}`,
      set: String(!group.gpu),
    }),
  ]
}

const nodesForEverything: Rule = {
  reads: ['cluster.nodeGroups'],
  check: ({ cluster: { nodeGroups } }) => {
    const steady = Object.values(nodeGroups).some(({ min, gpu }) => min > 0 && !gpu)
    return [
      ...Object.entries(nodeGroups).flatMap(([name, group]) => groupIsSound(name, group)),
      ...when(!steady, {
        path: ['cluster', 'nodeGroups'],
        message: 'must hold a group without gpu whose min is 1 or more, for DNS and controllers',
        set: 'm7i.large',
      }),
    ]
  },
}

/** Rules about the cluster. */
export const CLUSTER_RULES: readonly Rule[] = [
  endpointHasReaders,
  someoneAdministers,
  accessIsClear,
  nodesForEverything,
]
