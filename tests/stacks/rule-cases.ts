import type { ConfigTree } from './config-tree.ts'

/** A change that breaks one rule, whatever else is set. */
export interface RuleCase {
  /** Setting that the message starts with. */
  readonly setting: string
  readonly change: ConfigTree
  /** The message after the setting. */
  readonly message: string
  /** The command after `pulumi config`. */
  readonly fix: string
}

const none = undefined
const vpn = (publicIp: string, more: object = {}) => ({
  publicIp,
  networks: ['192.168.201.0/24'],
  bgpAsn: 65100,
  ...more,
})
const group = (more: object) => ({ instanceTypes: ['m7i.large'], min: 1, max: 3, ...more })
const made = { existing: none }
const adopted = {
  vpcId: 'vpc-0123456789abcdef0',
  cidrBlock: '10.8.0.0/16',
  publicSubnetIds: [],
  routeTableIds: ['rtb-0123456789abcdef0'],
  privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
}
const rm = (path: string) => `rm --stack dev --path ${path}`
const set = (path: string, value: string) => `set --stack dev --path ${path} ${value}`

/** One case a rule, or a part of one. */
export const RULE_CASES: readonly RuleCase[] = [
  {
    setting: 'network.zones',
    change: {
      'aws:region': 'eu-west-1',
      network: { ...made, zones: 3, availabilityZones: ['eu-west-1a', 'eu-west-1b'] },
      storage: { replicaRegion: none },
      database: { copyRegion: none },
    },
    message: 'must be left out where network.availabilityZones names the zones',
    fix: rm('network.zones'),
  },
  {
    setting: 'network.availabilityZones[1]',
    change: {
      'aws:region': 'eu-central-1',
      network: { ...made, zones: none, availabilityZones: ['eu-central-1a', 'eu-west-1b'] },
      storage: { replicaRegion: none },
      database: { copyRegion: none },
    },
    message: 'must be a zone of aws:region eu-central-1, got "eu-west-1b"',
    fix: set("'network.availabilityZones[1]'", 'eu-central-1b'),
  },
  {
    setting: 'network.nat',
    change: { network: { existing: adopted, nat: 'single' } },
    message: 'must be left out with network.existing: that VPC is not changed',
    fix: rm('network.nat'),
  },
  {
    setting: 'network.endpoints',
    change: { network: { ...made, nat: 'none', endpoints: 'gateways' } },
    message:
      'must be cluster with network.nat none, or nodes reach no image and no AWS service, got "gateways"',
    fix: set('network.endpoints', 'cluster'),
  },
  {
    setting: 'institutions.shared',
    change: { institutions: { shared: { name: 'Everyone', location: 'Everywhere' } } },
    message: 'must be called otherwise: "shared" marks what belongs to no single institution',
    fix: rm('institutions.shared'),
  },
  {
    setting: 'institutions.zwei.name',
    change: {
      institutions: {
        eins: { name: 'The same', location: 'Here' },
        zwei: { name: 'The same', location: 'There' },
      },
    },
    message: 'must differ from the name of institutions.eins',
    fix: set('institutions.zwei.name', "'Institution zwei'"),
  },
  {
    setting: 'institutions.zwei.vpn.publicIp',
    change: {
      institutions: {
        eins: { name: 'One', location: 'Here', vpn: vpn('193.174.200.1') },
        zwei: {
          name: 'Two',
          location: 'There',
          vpn: vpn('193.174.200.1', { networks: ['192.168.202.0/24'] }),
        },
      },
    },
    message: 'must differ from that of institutions.eins, got 193.174.200.1',
    fix: set('institutions.zwei.vpn.publicIp', '193.174.1.10'),
  },
  {
    setting: 'institutions.eins.vpn.bgpAsn',
    change: {
      network: { ...made, vpnAsn: 65000 },
      institutions: {
        eins: { name: 'One', location: 'Here', vpn: vpn('193.174.200.1', { bgpAsn: 65000 }) },
      },
    },
    message: 'must differ from network.vpnAsn, got 65000',
    fix: set('institutions.eins.vpn.bgpAsn', '65001'),
  },
  {
    setting: 'institutions.zwei.vpn.bgpAsn',
    change: {
      institutions: {
        eins: { name: 'One', location: 'Here', vpn: vpn('193.174.200.1', { bgpAsn: 65010 }) },
        zwei: {
          name: 'Two',
          location: 'There',
          vpn: vpn('193.174.200.2', { bgpAsn: 65011, networks: ['192.168.202.0/24'] }),
        },
      },
    },
    message:
      "must be 65010 as that of institutions.eins, so that neither takes the other's routes, got 65011; a device that cannot takes routing static",
    fix: set('institutions.zwei.vpn.bgpAsn', '65010'),
  },
  {
    setting: 'institutions.eins.vpn.bgpAsn',
    change: {
      institutions: {
        eins: { name: 'One', location: 'Here', vpn: vpn('193.174.200.1', { bgpAsn: 23456 }) },
      },
    },
    message: 'must be another number: 23456 is reserved',
    fix: set('institutions.eins.vpn.bgpAsn', '65000'),
  },
  {
    setting: 'institutions.eins.vpn.networks[0]',
    change: {
      network: { ...made, cidr: '10.20.0.0/16' },
      institutions: {
        eins: {
          name: 'One',
          location: '-',
          vpn: vpn('193.174.200.1', { networks: ['10.0.0.0/8'] }),
        },
      },
    },
    message: 'must not overlap 10.20.0.0/16 of the VPC, got 10.0.0.0/8',
    fix: rm("'institutions.eins.vpn.networks[0]'"),
  },
  {
    setting: 'institutions.zwei.vpn.networks[0]',
    change: {
      institutions: {
        eins: {
          name: 'One',
          location: '-',
          vpn: vpn('193.174.200.1', { networks: ['192.168.200.0/24'] }),
        },
        zwei: {
          name: 'Two',
          location: '-',
          vpn: vpn('193.174.200.2', { networks: ['192.168.200.128/25'] }),
        },
      },
    },
    message: 'must not overlap 192.168.200.0/24 of institutions.eins, got 192.168.200.128/25',
    fix: rm("'institutions.zwei.vpn.networks[0]'"),
  },
  {
    setting: 'network.existing.routeTableIds',
    change: {
      network: { existing: { ...adopted, routeTableIds: [] } },
      institutions: { eins: { name: 'One', location: 'Here', vpn: vpn('193.174.200.1') } },
    },
    message: 'must name at least one for the VPN of eins, got []',
    fix: set("'network.existing.routeTableIds[0]'", 'rtb-0123456789abcdef0'),
  },
  {
    setting: 'storage.replicaRegion',
    change: {
      'aws:region': 'eu-west-1',
      network: { availabilityZones: none },
      storage: { replicaRegion: 'eu-west-1' },
      database: { copyRegion: none },
    },
    message: 'must be another region than aws:region, got "eu-west-1"',
    fix: set('storage.replicaRegion', 'eu-central-1'),
  },
  {
    setting: 'database.copyRegion',
    change: { dataResidency: 'eu', database: { copyRegion: 'us-east-1' } },
    message:
      'must be one of eu-central-1, eu-west-1, eu-west-3, eu-north-1, eu-south-1, eu-south-2 while dataResidency is eu, got "us-east-1"',
    fix: set('database.copyRegion', 'eu-west-1'),
  },
  {
    setting: 'storage.destroyWithContent',
    change: { protect: true, storage: { destroyWithContent: true, auditLockMode: 'governance' } },
    message: 'must be false while protect is true, got true',
    fix: set('storage.destroyWithContent', 'false'),
  },
  {
    setting: 'storage.auditLockMode',
    change: {
      protect: false,
      storage: { destroyWithContent: true, auditLockDays: 30, auditLockMode: 'compliance' },
    },
    message:
      'must be governance with storage.destroyWithContent: what compliance locks, nobody can delete, got "compliance"',
    fix: set('storage.auditLockMode', 'governance'),
  },
  {
    setting: 'database.maxStorageGib',
    change: { database: { storageGib: 100, maxStorageGib: 105 } },
    message: 'must be at least 111, a tenth more than database.storageGib 100, got 105',
    fix: set('database.maxStorageGib', '111'),
  },
  {
    setting: 'tags.Owner',
    change: { tags: { Owner: 'me' } },
    message: 'must be called otherwise: the program sets this tag itself',
    fix: rm('tags.Owner'),
  },
  {
    setting: 'tags',
    change: { tags: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`t${n}`, 'x'])) },
    message: 'must be at most 40 tags, as AWS allows 50 a resource, got 41',
    fix: 'rm --stack dev tags',
  },
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
  {
    setting: 'image.service.platforms',
    change: {
      image: {
        service: {
          reference: `ghcr.io/hospital/service@sha256:${'a'.repeat(64)}`,
          platforms: ['linux/amd64'],
        },
      },
    },
    message: 'must be left out with image.service.reference: nothing is built',
    fix: rm('image.service.platforms'),
  },
  {
    setting: 'image.service.platforms[1]',
    change: {
      cluster: { nodeGroups: { odd: group({ instanceTypes: ['m7g.large'] }) } },
      image: { service: { reference: none, platforms: ['linux/amd64'] } },
    },
    message: 'must be linux/arm64, which nodes of cluster.nodeGroups need, got nothing',
    fix: set("'image.service.platforms[1]'", 'linux/arm64'),
  },
  {
    setting: 'registry.credentials.docker-hub',
    change: { registry: { pullThrough: ['docker-hub'], credentials: none } },
    message: 'must be set for the cache docker-hub of registry.pullThrough, got nothing',
    fix: 'set --stack dev --plaintext --path registry.credentials.docker-hub arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/docker-hub-a1b2c3',
  },
  {
    setting: 'registry.credentials.github',
    change: {
      registry: {
        pullThrough: ['quay'],
        credentials: {
          'docker-hub': none,
          github:
            'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/gh-a1b2c3',
        },
      },
    },
    message: 'must be left out while registry.pullThrough does not hold github',
    fix: rm('registry.credentials.github'),
  },
  {
    setting: 'service.replicas.min',
    change: { service: { replicas: { min: 4, max: 2 } } },
    message: 'must be at most service.replicas.max, 2, got 4',
    fix: set('service.replicas.min', '2'),
  },
  {
    setting: 'service.resources.cpuRequest',
    change: { service: { resources: { cpuRequest: '2', cpuLimit: '500m' } } },
    message: 'must be at most cpuLimit, 500m, got 2',
    fix: set('service.resources.cpuRequest', '500m'),
  },
  {
    setting: 'service.resources.memoryRequest',
    change: { service: { resources: { memoryRequest: '1Gi', memoryLimit: '512Mi' } } },
    message: 'must be at most memoryLimit, 512Mi, got 1Gi',
    fix: set('service.resources.memoryRequest', '512Mi'),
  },
  {
    setting: 'edge.domain',
    change: {
      service: { hostName: 'api.care.example' },
      edge: { domain: none, zoneId: none, public: false, publicCidrs: [] },
    },
    message: 'must be set for service.hostName "api.care.example", got nothing',
    fix: set('edge.domain', 'care.example'),
  },
  {
    setting: 'edge.domain',
    change: {
      service: { hostName: none },
      edge: { domain: none, zoneId: 'Z0123456789', public: false, publicCidrs: [] },
    },
    message: 'must be set to the name of the zone edge.zoneId, got nothing',
    fix: set('edge.domain', 'dataspace.hospital.example'),
  },
  {
    setting: 'service.hostName',
    change: { service: { hostName: 'api.other.example' }, edge: { domain: 'care.example' } },
    message: 'must end with .care.example, the zone of edge.domain, got "api.other.example"',
    fix: set('service.hostName', 'api.care.example'),
  },
  {
    setting: 'edge.publicCidrs',
    change: {
      service: { hostName: none },
      edge: { domain: 'care.example', public: true, publicCidrs: [] },
      network: { existing: none },
    },
    message: 'must name at least one block while edge.public is true, got []',
    fix: set("'edge.publicCidrs[0]'", '193.174.1.0/24'),
  },
  {
    setting: 'edge.publicCidrs',
    change: { edge: { public: false, publicCidrs: ['193.174.1.0/24'] } },
    message: 'must be left out while edge.public is false',
    fix: rm('edge.publicCidrs'),
  },
  {
    setting: 'edge.domain',
    change: {
      service: { hostName: none },
      edge: { domain: none, zoneId: none, public: true, publicCidrs: ['193.174.1.0/24'] },
      network: { existing: none },
    },
    message: 'must be set while edge.public is true, for the certificate, got nothing',
    fix: set('edge.domain', 'dataspace.hospital.example'),
  },
  {
    setting: 'network.existing.publicSubnetIds',
    change: {
      service: { hostName: none },
      edge: { domain: 'care.example', public: true, publicCidrs: ['193.174.1.0/24'] },
      network: { existing: adopted },
    },
    message: 'must be at least two while edge.public is true',
    fix: set("'network.existing.publicSubnetIds[0]'", 'subnet-0123456789abcdef0'),
  },
]
