import { type RuleCase, rm, set } from './rule-case.ts'

const none = undefined
const group = (more: object) => ({ instanceTypes: ['m7i.large'], min: 1, max: 3, ...more })

/** Cases of the rules about cluster. */
export const CLUSTER_CASES: readonly RuleCase[] = [
  {
    setting: 'cluster.publicCidrs',
    change: { cluster: { publicEndpoint: true, publicCidrs: [] } },
    message: 'must name at least one block while cluster.publicEndpoint is true, got []',
    fix: set("'cluster.publicCidrs[0]'", '193.174.1.0/24'),
  },
  {
    setting: 'cluster.publicCidrs',
    change: { cluster: { publicEndpoint: false, publicCidrs: ['193.174.1.0/24'] } },
    message: 'must be left out while cluster.publicEndpoint is false',
    fix: rm('cluster.publicCidrs'),
  },
  {
    setting: 'cluster.publicCidrs[0]',
    change: { cluster: { publicEndpoint: true, publicCidrs: ['0.0.0.0/0'] } },
    message: 'must be /8 or longer: the API server is not for the whole internet, got "0.0.0.0/0"',
    fix: set("'cluster.publicCidrs[0]'", '193.174.1.0/24'),
  },
  {
    setting: 'cluster.access',
    change: { cluster: { creatorAdmin: false, access: none } },
    message:
      'must hold an entry with the policy clusterAdmin while cluster.creatorAdmin is false: the role that deploys, or nobody gets in',
    fix: `${set('cluster.access.deploy.principal', 'role/dataspace-deploy')} && pulumi config ${set('cluster.access.deploy.policy', 'clusterAdmin')}`,
  },
  {
    setting: 'cluster.access.ops.namespaces',
    change: {
      cluster: {
        access: { ops: { principal: 'role/ops', policy: 'clusterAdmin', namespaces: ['a'] } },
      },
    },
    message: 'must be left out with the policy clusterAdmin, which is for the whole cluster',
    fix: rm('cluster.access.ops.namespaces'),
  },
  {
    setting: 'cluster.access.zwei',
    change: {
      cluster: {
        access: {
          eins: { principal: 'role/twice', policy: 'clusterAdmin', namespaces: none },
          zwei: { principal: 'role/twice', policy: 'view' },
        },
      },
    },
    message: 'must have another principal than cluster.access.eins: AWS keeps one entry each',
    fix: rm('cluster.access.zwei'),
  },
  {
    setting: 'cluster.nodeGroups.odd.min',
    change: { cluster: { nodeGroups: { odd: group({ min: 5, max: 2 }) } } },
    message: 'must be at most max, 2, got 5',
    fix: set('cluster.nodeGroups.odd.min', '2'),
  },
  {
    setting: 'cluster.nodeGroups.odd.instanceTypes',
    change: {
      cluster: { nodeGroups: { odd: group({ instanceTypes: ['m7i.large', 'm7g.large'] }) } },
      image: { service: { reference: none, platforms: ['linux/amd64', 'linux/arm64'] } },
    },
    message: 'must be of one processor architecture, got m7i.large, m7g.large',
    fix: set("'cluster.nodeGroups.odd.instanceTypes[0]'", 'm7i.large'),
  },
  {
    setting: 'cluster.nodeGroups.odd.gpu',
    change: { cluster: { nodeGroups: { odd: group({ instanceTypes: ['g5.xlarge'] }) } } },
    message: 'must be true for g5.xlarge, got false',
    fix: set('cluster.nodeGroups.odd.gpu', 'true'),
  },
]
