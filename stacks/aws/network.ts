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
  if (existing !== undefined) return { network: existing, cidrBlock: existing.cidrBlock }
  const retention = { key: keys.purpose('logs'), retentionDays: settings.logs.retentionDays }
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
  const institutions = linkedInstitutions(settings)
  const part = { network, cidrBlock: cidr, natPublicIps: network.natPublicIps }
  if (Object.keys(institutions).length === 0) return part
  const links = new SiteLink(
    'links',
    {
      ownership,
      network,
      routeTableIds: Object.fromEntries(
        availabilityZones.map((zone) => [zone, network.routeTable(`private-${zone}`)]),
      ),
      institutions,
      alarmTopicArn: foundation.alarms.arn,
      amazonAsn: settings.network.vpnAsn,
      logs: retention,
    },
    onAws,
  )
  return { ...part, links: links.connections }
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
