import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArgumentError } from '../../../components/argument-error.ts'
import { NetworkAccess, type NetworkArgs, NetworkNat } from '../../../components/network/network.ts'
import { planNetwork } from '../../../components/network/network-plan.ts'

const ARGS: NetworkArgs = {
  ownership: { owner: 'platform', environment: 'test' },
  accountId: '123456789012',
  cidrBlock: '10.20.0.0/16',
  zones: ['eu-central-1a', 'eu-central-1b'],
  flowLogs: { awsOwnedKey: true },
}

function messageOf(more: Partial<NetworkArgs>): string {
  try {
    planNetwork('main', { ...ARGS, ...more })
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing refused'
}

const CIDR =
  'Network "main": cidrBlock must be a block of /16 to /22 in 10.0.0.0/8, 172.16.0.0/12, ' +
  '192.168.0.0/16 or 100.64.0.0/10 that starts at its first address, e.g. "10.20.0.0/16", got'
const ZONES =
  'Network "main": zones must be 1–4 different zones of one region, e.g. ["eu-central-1a"], got'
const data = (more: object) => ({
  further: { data: { access: NetworkAccess.Isolated, slot: 1, ...more } },
})

const REFUSED: [string, Partial<NetworkArgs>, string][] = [
  [
    'an account that is none',
    { accountId: 'hospital' },
    'Network "main": accountId must be 12 digits, got "hospital"',
  ],
  ['a block that starts elsewhere', { cidrBlock: '10.20.1.0/16' }, `${CIDR} "10.20.1.0/16"`],
  ['a block too small for load balancers', { cidrBlock: '10.20.0.0/23' }, `${CIDR} "10.20.0.0/23"`],
  ['a block larger than AWS takes', { cidrBlock: '10.0.0.0/8' }, `${CIDR} "10.0.0.0/8"`],
  ['a block of the public internet', { cidrBlock: '8.8.0.0/16' }, `${CIDR} "8.8.0.0/16"`],
  [
    'a secondary block that is no private one',
    { secondaryCidrBlocks: ['198.19.0.0/16'] },
    'Network "main": secondaryCidrBlocks[0] must be a block of /16 to /28 in 10.0.0.0/8 or 100.64.0.0/10, got "198.19.0.0/16"',
  ],
  [
    'a secondary block of a range that AWS does not join with the first',
    { secondaryCidrBlocks: ['100.64.0.0/16', '172.16.0.0/16'] },
    'Network "main": secondaryCidrBlocks[1] must be a block of /16 to /28 in 10.0.0.0/8 or 100.64.0.0/10, got "172.16.0.0/16"',
  ],
  [
    'a secondary block over the first',
    { secondaryCidrBlocks: ['10.20.128.0/17'] },
    'Network "main": secondaryCidrBlocks[0] must be apart from 10.20.0.0/16, got "10.20.128.0/17"',
  ],
  ['no zone', { zones: [] }, `${ZONES} []`],
  [
    'a zone twice',
    { zones: ['eu-central-1a', 'eu-central-1a'] },
    `${ZONES} ["eu-central-1a","eu-central-1a"]`,
  ],
  [
    'zones of two regions',
    { zones: ['eu-central-1a', 'eu-west-1b'] },
    `${ZONES} ["eu-central-1a","eu-west-1b"]`,
  ],
  [
    'a region for a zone',
    { zones: ['eu-central-1'], zoneSlots: { 'eu-central-1': 0 } },
    `${ZONES} ["eu-central-1"]`,
  ],
  ['a zone of another partition', { zones: ['cn-north-1a'] }, `${ZONES} ["cn-north-1a"]`],
  [
    'a zone without a slot',
    { zones: ['us-east-1f'] },
    'Network "main": zoneSlots["us-east-1f"] must be 0–3, got 5; letters a to d have slots, others need one in zoneSlots',
  ],
  [
    'a slot twice',
    { zoneSlots: { 'eu-central-1b': 0 } },
    'Network "main": zoneSlots["eu-central-1b"] must be another slot than that of eu-central-1a, got 0',
  ],
  [
    'a slot of an unknown zone',
    { zoneSlots: { 'eu-central-1c': 2 } },
    'Network "main": zoneSlots must be of the zones eu-central-1a, eu-central-1b, got "eu-central-1c"',
  ],
  [
    'a block of a tier outside the VPC',
    {
      subnets: {
        private: { cidrs: { 'eu-central-1a': '10.21.0.0/24', 'eu-central-1b': '10.20.1.0/24' } },
      },
    },
    'Network "main": subnets.private.cidrs["eu-central-1a"] must be inside 10.20.0.0/16, got "10.21.0.0/24"; add its block to secondaryCidrBlocks',
  ],
  [
    'a block of a tier too small for AWS',
    {
      subnets: {
        isolated: {
          cidrs: { 'eu-central-1a': '10.20.192.0/29', 'eu-central-1b': '10.20.193.0/24' },
        },
      },
    },
    'Network "main": subnets.isolated.cidrs["eu-central-1a"] must be a block of /16 to /28 that starts at its first address, got "10.20.192.0/29"',
  ],
  [
    'a zone left out of explicit blocks',
    { subnets: { isolated: { cidrs: { 'eu-central-1a': '10.20.192.0/24' } } } },
    'Network "main": subnets.isolated.cidrs["eu-central-1b"] must be a block of /16 to /28 that starts at its first address, got nothing',
  ],
  [
    'a block for an unknown zone',
    {
      zones: ['eu-central-1a'],
      subnets: {
        isolated: {
          cidrs: { 'eu-central-1a': '10.20.192.0/24', 'eu-central-1z': '10.20.193.0/24' },
        },
      },
    },
    'Network "main": subnets.isolated.cidrs must be blocks of the zones eu-central-1a, got "eu-central-1z"',
  ],
  [
    'a block over that of another tier',
    {
      zones: ['eu-central-1a'],
      subnets: { isolated: { cidrs: { 'eu-central-1a': '10.20.32.0/24' } } },
    },
    'Network "main": subnets.isolated.cidrs["eu-central-1a"] must be apart from public in eu-central-1a (10.20.32.0/21), got "10.20.32.0/24"',
  ],
  [
    'a further tier with a name of the three',
    {
      subnets: {
        private: { enabled: false },
        further: { private: { access: NetworkAccess.Isolated, slot: 1 } },
      },
    },
    'Network "main": subnets.further["private"] must be a name of a–z, 0–9 and -, up to 20 long, not public, private or isolated, got "private"',
  ],
  [
    'a further tier with an access that does not exist',
    { subnets: data({ access: 'dmz' }) },
    'Network "main": subnets.further["data"].access must be one of public, private, isolated, got "dmz"',
  ],
  [
    'a further tier in a slot that does not exist',
    { subnets: data({ slot: 3 }) },
    'Network "main": subnets.further["data"].slot must be 1–2, or absent with cidrs, got 3',
  ],
  [
    'two further tiers in one slot',
    {
      zones: ['eu-central-1a'],
      subnets: {
        further: {
          a: { access: NetworkAccess.Private, slot: 2 },
          b: { access: NetworkAccess.Private, slot: 2 },
        },
      },
    },
    'Network "main": subnets.further["b"] must be apart from a in eu-central-1a (10.20.56.0/21), got "10.20.56.0/21"',
  ],
  [
    'a NAT strategy that does not exist',
    { nat: 'double' as NetworkNat },
    'Network "main": nat must be one of none, single, per-zone, regional, got "double"',
  ],
  [
    'NAT gateways without a public tier to stand in',
    { nat: NetworkNat.Single, subnets: { public: { enabled: false } } },
    'Network "main": nat must be "none" or "regional" without the public tier, got "single"',
  ],
  [
    'a preset that does not exist',
    { endpoints: { preset: 'all' as 'none' } },
    'Network "main": endpoints.preset must be one of none, gateways, core, cluster, got "all"',
  ],
  [
    'a service by its whole name',
    { endpoints: { services: ['Com.Amazonaws'] } },
    'Network "main": endpoints.services[0] must be the end of an interface endpoint\'s service name, e.g. "sqs", got "Com.Amazonaws"',
  ],
  [
    'endpoints in a zone that is not of the network',
    { endpoints: { zones: ['eu-central-1c'] } },
    'Network "main": endpoints.zones must be one or more of eu-central-1a, eu-central-1b, got ["eu-central-1c"]',
  ],
  [
    'interface endpoints without private subnets to stand in',
    {
      nat: NetworkNat.None,
      subnets: { private: { enabled: false } },
      endpoints: { services: ['sqs'] },
    },
    'Network "main": subnets.private.enabled must be true with interface endpoints, which stand in the private tier, got false',
  ],
  [
    'flow logs without a key',
    { flowLogs: {} },
    'Network "main": flowLogs.key must be a key, got nothing; or set flowLogs.awsOwnedKey or flowLogs.enabled: false',
  ],
  [
    'a retention that CloudWatch does not know',
    { flowLogs: { awsOwnedKey: true, retentionDays: 366 } },
    'Network "main": flowLogs.retentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 366',
  ],
]

describe('a network refuses', () => {
  it.each(REFUSED)('%s', (_, more, message) => expect(messageOf(more)).toBe(message))

  it('everything that is wrong at once', () => {
    const message = messageOf({ cidrBlock: 'ten', zones: [], nat: 'double' as NetworkNat })
    expect(message.split('\n')).toHaveLength(3)
  })

  it('whatever it cannot plan, and never fails otherwise', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '10.20.0.0/16',
        '100.64.0.0/16',
        '10.20.8.0/24',
        'eu-central-1a',
        'constructor',
      ),
    )
    const args = fc.record({
      cidrBlock: text,
      zones: fc.array(text, { maxLength: 5 }),
      zoneSlots: fc.dictionary(text, fc.integer()),
      secondaryCidrBlocks: fc.array(text, { maxLength: 2 }),
      subnets: fc.record({
        private: fc.record({ enabled: fc.boolean(), cidrs: fc.dictionary(text, text) }),
        further: fc.dictionary(
          text,
          fc.record({
            access: fc.constantFrom(...Object.values(NetworkAccess)),
            slot: fc.integer(),
          }),
        ),
      }),
    })
    fc.assert(
      fc.property(args, (more) => {
        try {
          planNetwork('main', { ...ARGS, ...more })
        } catch (error) {
          expect(error).toBeInstanceOf(ArgumentError)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('nothing of a zone beyond d that has a slot', () => {
    const plan = planNetwork('main', {
      ...ARGS,
      zones: ['us-east-1f'],
      zoneSlots: { 'us-east-1f': 1 },
    })
    expect(plan.region).toBe('us-east-1')
    expect(plan.subnets.map(({ cidr }) => cidr)).toContain('10.20.64.0/19')
  })
})
