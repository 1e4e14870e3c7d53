import { overlap } from '../cidr.ts'
import { type Finding, type Rule, repeated, when } from './rule.ts'

const zonesBothWays: Rule = {
  reads: ['network'],
  check: (_, given) =>
    when(given('network.zones') && given('network.availabilityZones'), {
      path: ['network', 'zones'],
      message: 'must be left out where network.availabilityZones names the zones',
    }),
}

const zonesOfTheRegion: Rule = {
  reads: ['aws:region', 'network.availabilityZones'],
  check: ({ 'aws:region': region, network }) =>
    (network.availabilityZones ?? []).flatMap((zone, index) =>
      when(zone.slice(0, -1) !== region, {
        path: ['network', 'availabilityZones', index],
        message: `must be a zone of aws:region ${region}, got "${zone}"`,
        set: `${region}${'abcd'[index]}`,
      }),
    ),
}

const existingNetworkIsLeftAlone: Rule = {
  reads: ['network.existing'],
  check: ({ network }, given) => {
    const made = ['cidr', 'zones', 'availabilityZones', 'nat', 'endpoints', 'flowLogs']
    if (network.existing === undefined) return []
    return made.flatMap((key) =>
      when(given(`network.${key}`), {
        path: ['network', key],
        message: 'must be left out with network.existing: that VPC is not changed',
      }),
    )
  },
}

const aWayOut: Rule = {
  reads: ['network.nat', 'network.endpoints', 'network.existing'],
  check: ({ network }) =>
    when(
      network.nat === 'none' && network.endpoints !== 'cluster' && network.existing === undefined,
      {
        path: ['network', 'endpoints'],
        message: `must be cluster with network.nat none, or nodes reach no image and no AWS service, got "${network.endpoints}"`,
        set: 'cluster',
      },
    ),
}

const institutionsApart: Rule = {
  reads: ['institutions'],
  check: ({ institutions }) => {
    const all = Object.entries(institutions)
    const names = repeated(all.map(([id, { name }]) => [id, name] as const))
    const addresses = repeated(
      all.flatMap(([id, { vpn }]) => (vpn === undefined ? [] : [[id, vpn.publicIp] as const])),
    )
    return [
      ...when('shared' in institutions, {
        path: ['institutions', 'shared'],
        message: 'must be called otherwise: "shared" marks what belongs to no single institution',
      }),
      ...names.map(({ key, first }) => ({
        path: ['institutions', key, 'name'],
        message: `must differ from the name of institutions.${first}`,
        set: `Institution ${key}`,
      })),
      ...addresses.map(({ key, first, value }) => ({
        path: ['institutions', key, 'vpn', 'publicIp'],
        message: `must differ from that of institutions.${first}, got ${value}`,
        set: '193.174.1.10',
      })),
    ]
  },
}

const bgpNumbersDiffer: Rule = {
  reads: ['institutions', 'network.vpnAsn'],
  check: ({ institutions, network }) =>
    Object.entries(institutions).flatMap(([id, { vpn }]) =>
      when(vpn?.routing === 'bgp' && vpn.bgpAsn === network.vpnAsn, {
        path: ['institutions', id, 'vpn', 'bgpAsn'],
        message: `must differ from network.vpnAsn, got ${network.vpnAsn}`,
        set: network.vpnAsn === 65000 ? '65001' : '65000',
      }),
    ),
}

/** Institutions reach the platform, not each other: a gateway passes no route on to its own number. */
const bgpNumberIsShared: Rule = {
  reads: ['institutions'],
  check: ({ institutions }) => {
    const speaking = Object.entries(institutions).flatMap(([id, { vpn }]) =>
      vpn?.routing === 'bgp' ? [{ id, asn: vpn.bgpAsn }] : [],
    )
    const [first, ...others] = speaking
    return others.flatMap(({ id, asn }) =>
      when(asn !== first?.asn, {
        path: ['institutions', id, 'vpn', 'bgpAsn'],
        message: `must be ${first?.asn} as that of institutions.${first?.id}, so that neither takes the other's routes, got ${asn}; a device that cannot takes routing static`,
        set: `${first?.asn}`,
      }),
    )
  },
}

const bgpNumberIsFree: Rule = {
  reads: ['institutions'],
  check: ({ institutions }) =>
    Object.entries(institutions).flatMap(([id, { vpn }]) =>
      when(vpn !== undefined && [23456, 65535].includes(vpn.bgpAsn), {
        path: ['institutions', id, 'vpn', 'bgpAsn'],
        message: `must be another number: ${vpn?.bgpAsn} is reserved`,
        set: '65000',
      }),
    ),
}

const addressesAreUsedOnce: Rule = {
  reads: ['institutions', 'network.cidr', 'network.existing'],
  check: ({ institutions, network }) => {
    const own = network.existing?.cidrBlock ?? network.cidr
    const blocks: { block: string; of: string }[] = [{ block: own, of: 'the VPC' }]
    return Object.entries(institutions).flatMap(([id, { vpn }]) =>
      (vpn?.networks ?? []).flatMap((block, index): Finding[] => {
        const taken = blocks.find((other) => overlap(other.block, block))
        blocks.push({ block, of: `institutions.${id}` })
        if (taken === undefined) return []
        const path = ['institutions', id, 'vpn', 'networks', index]
        const message = `must not overlap ${taken.block} of ${taken.of}, got ${block}`
        return [{ path, message }]
      }),
    )
  },
}

const vpnChangesRoutes: Rule = {
  reads: ['institutions', 'network.existing'],
  check: ({ institutions, network: { existing } }) => {
    const linked = Object.keys(institutions).filter((id) => institutions[id]?.vpn !== undefined)
    return when(existing?.routeTableIds.length === 0 && linked.length > 0, {
      path: ['network', 'existing', 'routeTableIds'],
      message: `must name at least one for the VPN of ${linked.join(', ')}, got []`,
      set: 'rtb-0123456789abcdef0',
    })
  },
}

/** Rules about the network and the institutions connected to it. */
export const NETWORK_RULES: readonly Rule[] = [
  zonesBothWays,
  zonesOfTheRegion,
  existingNetworkIsLeftAlone,
  aWayOut,
  institutionsApart,
  bgpNumbersDiffer,
  bgpNumberIsShared,
  bgpNumberIsFree,
  addressesAreUsedOnce,
  vpnChangesRoutes,
]
