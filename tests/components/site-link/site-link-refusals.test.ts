import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../../components/site-link/public-address.ts'
import {
  type SiteLinkArgs,
  type SiteLinkInstitution,
  SiteLinkRouting,
} from '../../../components/site-link/site-link.ts'
import { planSiteLink } from '../../../components/site-link/site-link-plan.ts'

const ARGS: SiteLinkArgs = {
  ownership: { owner: 'platform', environment: 'test' },
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.20.0.0/16',
    publicSubnetIds: [],
    privateSubnetIds: [],
    isolatedSubnetIds: [],
  },
  routeTableIds: { apps: 'rtb-apps' },
  institutions: { ukhd: { gatewayAddress: '9.9.9.9', networks: ['172.18.0.0/16'] } },
  alarmTopicArn: 'arn:aws:sns:eu-central-1:123456789012:alarms',
  logs: { awsOwnedKey: true },
}

const messageOf = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing refused'
}
const refusal = (more: Partial<SiteLinkArgs>) =>
  messageOf(() => planSiteLink('vpn', { ...ARGS, ...more }))
const ukhd = (more: object): Partial<SiteLinkArgs> => ({
  institutions: { ukhd: { ...(ARGS.institutions.ukhd as SiteLinkInstitution), ...more } },
})
const beside = (more: Partial<SiteLinkInstitution>): Partial<SiteLinkArgs> => ({
  institutions: {
    ...ARGS.institutions,
    umm: { gatewayAddress: '9.9.9.10', networks: ['172.19.0.0/16'], ...more },
  },
})

const ADDRESS =
  'SiteLink "vpn": institutions["ukhd"].gatewayAddress must be a public IPv4 address, neither private nor reserved for documentation, got'
const ASN =
  'SiteLink "vpn": institutions["ukhd"].asn must be 1–4294967294, without the reserved 23456 and 65535, got'

const REFUSED: [string, Partial<SiteLinkArgs>, string][] = [
  [
    'no institution',
    { institutions: {} },
    'SiteLink "vpn": institutions must be one or more institutions, got {}',
  ],
  ['a documentation address', ukhd({ gatewayAddress: '203.0.113.1' }), `${ADDRESS} "203.0.113.1"`],
  ['a private address', ukhd({ gatewayAddress: '192.168.1.1' }), `${ADDRESS} "192.168.1.1"`],
  ['a name for an address', ukhd({ gatewayAddress: 'vpn.example' }), `${ADDRESS} "vpn.example"`],
  ['a BGP number of zero', ukhd({ asn: 0 }), `${ASN} 0`],
  ['a reserved BGP number', ukhd({ asn: 23456 }), `${ASN} 23456`],
  [
    'a routing that does not exist',
    ukhd({ routing: 'ospf' }),
    'SiteLink "vpn": institutions["ukhd"].routing must be bgp or static, got "ospf"',
  ],
  [
    'a start that does not exist',
    ukhd({ startup: 'later' }),
    'SiteLink "vpn": institutions["ukhd"].startup must be start or add, got "later"',
  ],
  [
    'the BGP number of AWS',
    ukhd({ asn: 64512 }),
    'SiteLink "vpn": institutions["ukhd"].asn must be another number than amazonAsn, got 64512',
  ],
  [
    'a public number for AWS',
    { amazonAsn: 3320 },
    'SiteLink "vpn": amazonAsn must be a private number, 64512–65534 or 4200000000–4294967294, got 3320',
  ],
  [
    'no network',
    ukhd({ networks: [] }),
    'SiteLink "vpn": institutions["ukhd"].networks must be one or more blocks, e.g. ["172.18.0.0/16"], got []',
  ],
  [
    'a network that is no block',
    ukhd({ networks: ['172.18.0.1/16'] }),
    'SiteLink "vpn": institutions["ukhd"].networks must be a block of /8 to /32 that starts at its first address, got "172.18.0.1/16"',
  ],
  [
    'a network over the VPC',
    ukhd({ networks: ['10.20.8.0/24'] }),
    'SiteLink "vpn": institutions["ukhd"].networks must be apart from 10.20.0.0/16 of the VPC, got "10.20.8.0/24"',
  ],
  [
    'a network over that of another institution',
    beside({ networks: ['172.18.4.0/24'] }),
    'SiteLink "vpn": institutions["umm"].networks must be apart from 172.18.0.0/16 of ukhd, got "172.18.4.0/24"',
  ],
  [
    'an address twice',
    beside({ gatewayAddress: '9.9.9.9' }),
    'SiteLink "vpn": institutions["umm"].gatewayAddress must be another address than that of ukhd, got "9.9.9.9"',
  ],
  [
    "institutions that would take each other's routes",
    beside({ asn: 65001 }),
    'SiteLink "vpn": institutions["umm"].asn must be 65000 as that of ukhd, so that neither takes the other\'s routes, got 65001; or set allowTransit to let institutions reach each other, or use static routing',
  ],
  [
    'a name that AWS names cannot take',
    { institutions: { 'Uni Klinik': { gatewayAddress: '9.9.9.9', networks: ['172.18.0.0/16'] } } },
    'SiteLink "vpn": institutions must be named by a–z, 0–9 and -, starting with a letter, up to 30 long, got "Uni Klinik"',
  ],
  [
    'a new gateway that nothing is routed to',
    { routeTableIds: {} },
    'SiteLink "vpn": routeTableIds must be one or more route tables with a new gateway, got {}',
  ],
  [
    'logs without a key',
    { logs: {} },
    'SiteLink "vpn": logs.key must be a key, got nothing; or set logs.awsOwnedKey or logs.enabled: false',
  ],
]

describe('links to institutions refuse', () => {
  it.each(REFUSED)('%s', (_case, more, message) => expect(refusal(more)).toBe(message))

  it('nothing where transit is allowed or the routing is static', () => {
    expect(refusal({ ...beside({ asn: 65001 }), allowTransit: true })).toBe('nothing refused')
    const fixed = beside({ asn: 65001, routing: SiteLinkRouting.Static })
    expect(refusal(fixed)).toBe('nothing refused')
  })
})

describe('a public address', () => {
  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '198.51.100.7',
    '224.0.0.1',
    '::1',
    '',
  ])('is not %j', (text) => expect(isPublicAddress(text)).toBe(false))

  it('is any other one', () => {
    const global = fc.integer({ min: 11, max: 99 }).map((first) => `${first}.1.2.3`)
    fc.assert(fc.property(global, (text) => isPublicAddress(text)))
  })
})
