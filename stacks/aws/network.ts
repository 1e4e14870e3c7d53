import type * as pulumi from '@pulumi/pulumi'
import {
  Network,
  type NetworkEndpointPreset,
  type NetworkNat,
} from '../../components/network/network.ts'
import type { NetworkRef } from '../../components/network/network-ref.ts'
import {
  SiteLink,
  type SiteLinkConnection,
  type SiteLinkInstitution,
} from '../../components/site-link/site-link.ts'
import type { AwsSettings } from '../settings/settings.ts'
import type { Foundation } from './foundation.ts'

/** The network of an environment and its links to institutions. */
export interface NetworkPart {
  readonly network: NetworkRef
  /** The VPC's block. */
  readonly cidrBlock: string
  /** What the institutions' network teams configure, by institution. */
  readonly links?: pulumi.Output<Record<string, SiteLinkConnection>>
  /** Addresses that the environment is seen with on the internet. */
  readonly natPublicIps?: pulumi.Output<string[]>
}

/** Makes the network and its links, or takes the VPC that the settings name. */
export function makeNetwork(foundation: Foundation): NetworkPart {
  const { settings, ownership, accountId, keys, onAws } = foundation
  const { existing, availabilityZones, cidr, nat, endpoints, flowLogs } = settings.network
  const retention = { key: keys.purpose('logs'), retentionDays: settings.logs.retentionDays }
  if (existing !== undefined) {
    const routeTableIds = Object.fromEntries(existing.routeTableIds.map((id) => [id, id]))
    const links = linkInstitutions(foundation, { network: existing, routeTableIds })
    return { network: existing, cidrBlock: existing.cidrBlock, ...links }
  }
  const network = new Network(
    'network',
    {
      ownership,
      accountId,
      cidrBlock: cidr,
      zones: [...availabilityZones],
      nat: nat as NetworkNat,
      endpoints: { preset: endpoints as NetworkEndpointPreset },
      flowLogs: flowLogs ? retention : { enabled: false },
      protect: settings.protect,
    },
    onAws,
  )
  const routeTableIds = Object.fromEntries(
    availabilityZones.map((zone) => [zone, network.routeTable(`private-${zone}`)]),
  )
  const links = linkInstitutions(foundation, { network, routeTableIds })
  return { network, cidrBlock: cidr, natPublicIps: network.natPublicIps, ...links }
}

/** Links the institutions that the settings give a VPN. */
function linkInstitutions(
  { settings, ownership, keys, alarms, onAws }: Foundation,
  place: { network: NetworkRef; routeTableIds: Record<string, pulumi.Input<string>> },
): Pick<NetworkPart, 'links'> {
  const institutions = linkedInstitutions(settings)
  if (Object.keys(institutions).length === 0) return {}
  const logs = { key: keys.purpose('logs'), retentionDays: settings.logs.retentionDays }
  const amazonAsn = settings.network.vpnAsn
  const args = { ownership, ...place, institutions, alarmTopicArn: alarms.arn, amazonAsn, logs }
  return { links: new SiteLink('links', args, onAws).connections }
}

function linkedInstitutions({ institutions }: AwsSettings): Record<string, SiteLinkInstitution> {
  return Object.fromEntries(
    Object.entries(institutions).flatMap(([id, { vpn }]) => {
      if (vpn === undefined) return []
      const { publicIp, networks, routing, bgpAsn } = vpn
      return [[id, { gatewayAddress: publicIp, networks, routing, asn: bgpAsn }]]
    }),
  )
}
