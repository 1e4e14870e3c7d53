import type * as pulumi from '@pulumi/pulumi'
import type { LogSettings } from '../log-settings.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import type { Ownership } from '../ownership.ts'

/** How routes to an institution are learnt. */
export const SiteLinkRouting = {
  /** Its device announces them; a lost tunnel is noticed and the other one taken in seconds. */
  Bgp: 'bgp',
  /** They are those of `networks`; for devices without BGP, or to bind the tunnel to the networks. */
  Static: 'static',
} as const
export type SiteLinkRouting = (typeof SiteLinkRouting)[keyof typeof SiteLinkRouting]

/** Which end opens a tunnel. */
export const SiteLinkStartup = {
  /** AWS; the institution's device must let UDP 500 and 4500 in from the tunnels' addresses. */
  Amazon: 'start',
  /** The institution; the tunnel is down until its device sends something. */
  Institution: 'add',
} as const
export type SiteLinkStartup = (typeof SiteLinkStartup)[keyof typeof SiteLinkStartup]

/** An institution and its VPN device. */
export interface SiteLinkInstitution {
  /** Public IPv4 address of its VPN device. */
  gatewayAddress: string
  /**
   * Its networks that are to be reached, e.g. `['172.18.0.0/16']`; they must not overlap the VPC or
   * another institution. With static routing they are the routes.
   */
  networks: string[]
  /** @default SiteLinkRouting.Bgp */
  routing?: SiteLinkRouting
  /**
   * BGP number of its device. Institutions that share a number do not take each other's routes.
   * @default 65000
   */
  asn?: number
  /** @default SiteLinkStartup.Amazon */
  startup?: SiteLinkStartup
}

/** What links to institutions are made from. */
export interface SiteLinkArgs {
  /** Who answers for the links; `institution` is set per link. */
  ownership: Ownership
  /** Network that the institutions reach. */
  network: NetworkRef
  /**
   * Route tables whose subnets shall reach the institutions, each by a name that stays its own, e.g.
   * `{ a: network.routeTable('private-eu-central-1a') }`.
   */
  routeTableIds: Record<string, pulumi.Input<string>>
  /** Institutions by a short name, e.g. `{ heidelberg: {...} }`; it becomes part of names and tags. */
  institutions: Record<string, SiteLinkInstitution>
  /** Topic that is told when tunnels fail and recover. */
  alarmTopicArn: pulumi.Input<string>
  /**
   * VPN gateway that is attached to the VPC already; a VPC takes but one.
   * @default a new one
   */
  vpnGatewayId?: pulumi.Input<string>
  /**
   * Private BGP number of the new gateway; cannot be changed later.
   * @default 64512
   */
  amazonAsn?: number
  /**
   * True lets institutions have BGP numbers of their own. The gateway then announces each one's
   * networks to the others (AWS calls it CloudHub), and they can reach each other through it.
   * @default false
   */
  allowTransit?: boolean
  /**
   * Logs of the tunnels' negotiations and of BGP, no payload.
   * @default on; `key` must be given
   */
  logs?: LogSettings
}

/** One tunnel as the institution's network team configures it. */
export interface SiteLinkTunnel {
  /** AWS's public address. */
  amazonAddress: string
  /** AWS's address inside the tunnel, its BGP neighbour. */
  amazonInsideAddress: string
  /** The device's address inside the tunnel. */
  institutionInsideAddress: string
  /** AWS's BGP number. */
  amazonAsn: string
}

/** One link as the institution's network team configures it. */
export interface SiteLinkConnection {
  /** Id of the VPN connection. */
  connectionId: string
  /** Secret that holds the pre-shared keys of both tunnels. */
  presharedKeyArn: string
  /** The two tunnels; both are to be configured. */
  tunnels: SiteLinkTunnel[]
}
