import { type RuleCase, rm, set } from './rule-case.ts'

const none = undefined
const vpn = (publicIp: string, more: object = {}) => ({
  publicIp,
  networks: ['192.168.201.0/24'],
  bgpAsn: 65100,
  ...more,
})
const made = { existing: none }
const adopted = {
  vpcId: 'vpc-0123456789abcdef0',
  cidrBlock: '10.8.0.0/16',
  publicSubnetIds: [],
  routeTableIds: ['rtb-0123456789abcdef0'],
  privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
}

/** Cases of the rules about network. */
export const NETWORK_CASES: readonly RuleCase[] = [
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
