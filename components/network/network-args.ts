import type * as pulumi from '@pulumi/pulumi'
import type { LogSettings } from '../log-settings.ts'
import type { Ownership } from '../ownership.ts'

/** How private subnets reach the internet. Prices: AWS's list for eu-central-1. */
export const NetworkNat = {
  /** Not at all: what the subnets need comes through endpoints. */
  None: 'none',
  /** One gateway in the first of `zones`, about 42 USD a month; its zone's failure cuts off all. */
  Single: 'single',
  /** One gateway a zone, about 42 USD a month each; a zone's failure stays in the zone. */
  PerZone: 'per-zone',
  /** One regional gateway that AWS spreads over the zones in use; priced as one for each of them. */
  Regional: 'regional',
} as const
export type NetworkNat = (typeof NetworkNat)[keyof typeof NetworkNat]

/** What a tier's subnets reach. */
export const NetworkAccess = {
  /** The internet, both ways. */
  Public: 'public',
  /** The internet through NAT if there is one, AWS through endpoints. */
  Private: 'private',
  /** The VPC only. */
  Isolated: 'isolated',
} as const
export type NetworkAccess = (typeof NetworkAccess)[keyof typeof NetworkAccess]

/** Which AWS services get an endpoint in the VPC. */
export const NetworkEndpointPreset = {
  None: 'none',
  /** S3 and DynamoDB through gateways, which are free. */
  Gateways: 'gateways',
  /** Also images, keys, secrets, logs and the EC2, EKS and STS interfaces: 8 interface endpoints. */
  Core: 'core',
  /** Also all else that an EKS cluster without NAT needs: 18 interface endpoints. */
  Cluster: 'cluster',
} as const
export type NetworkEndpointPreset =
  (typeof NetworkEndpointPreset)[keyof typeof NetworkEndpointPreset]

/** One of the three tiers. */
export interface NetworkTier {
  /**
   * False leaves the tier out; its addresses stay free for it.
   * @default true
   */
  enabled?: boolean
  /**
   * Block by zone, e.g. `{ 'eu-central-1a': '10.20.10.0/24' }`, for every zone; inside the VPC's
   * block or a secondary one.
   * @default its slot of the plan
   */
  cidrs?: Record<string, string>
  /** Further tags of the subnets, e.g. `karpenter.sh/discovery`. */
  tags?: Record<string, string>
}

/** The public tier. */
export interface NetworkPublicTier extends NetworkTier {
  /**
   * True gives every machine started here a public address.
   * @default false
   */
  assignPublicIps?: boolean
}

/** A tier beside the three, e.g. for pods or a database that is kept apart. */
export interface NetworkFurtherTier extends NetworkTier {
  /** What its subnets reach. */
  access: NetworkAccess
  /** Its free slot of the plan, 1 or 2; stays its own. Not needed with `cidrs`. */
  slot?: number
}

/** The tiers of a network. */
export interface NetworkSubnets {
  /** For load balancers and NAT gateways only. */
  public?: NetworkPublicTier
  /** For nodes, pods and machines. */
  private?: NetworkTier
  /** For data stores. */
  isolated?: NetworkTier
  /** Further tiers by name. */
  further?: Record<string, NetworkFurtherTier>
}

/** Endpoints of AWS services inside the VPC. */
export interface NetworkEndpoints {
  /** @default NetworkEndpointPreset.Gateways */
  preset?: NetworkEndpointPreset
  /**
   * Further interface endpoints, as AWS ends their service name, e.g. `sqs`. Each costs about
   * 8.80 USD a month and zone.
   */
  services?: string[]
  /**
   * Zones that interface endpoints stand in. Fewer cost less and share those zones' failures.
   * @default all zones
   */
  zones?: string[]
  /**
   * ARNs of buckets of other accounts that may be read through the S3 endpoint, e.g.
   * `arn:aws:s3:::idc-open-data`. All others of other accounts are refused.
   */
  readableBucketArns?: string[]
  /** Accounts besides ours and EKS's own whose ECR images may be pulled. */
  imageAccountIds?: string[]
}

/** What a network is made from. */
export interface NetworkArgs {
  /** Who answers for it; becomes the tags of every resource. */
  ownership: Ownership
  /** Account the network is in, 12 digits; endpoint policies are restricted to it. */
  accountId: pulumi.Input<string>
  /**
   * The VPC's block, /16 to /22, of a private range, e.g. `10.20.0.0/16`. It cannot be changed later;
   * it must not overlap an institution's network that is to be linked.
   */
  cidrBlock: string
  /**
   * Availability zones of one region, e.g. `['eu-central-1a', 'eu-central-1b']`; decides how many
   * subnets are made. Each has its slot by its letter (a to d), whatever the order.
   */
  zones: string[]
  /** Slot (0 to 3) of zones whose letter is not a to d, or that shall have another one. */
  zoneSlots?: Record<string, number>
  /** Further blocks of the VPC, e.g. `100.64.0.0/16` for pods. */
  secondaryCidrBlocks?: string[]
  /** @default all three tiers, in their slots */
  subnets?: NetworkSubnets
  /** @default NetworkNat.PerZone; NetworkNat.None without a public tier */
  nat?: NetworkNat
  /** @default S3 and DynamoDB gateways */
  endpoints?: NetworkEndpoints
  /**
   * Flow logs of all traffic: about 0.60 USD per GB taken in, and storage.
   * @default on; `key` must be given
   */
  flowLogs?: LogSettings
  /**
   * True keeps the VPC from being deleted by Pulumi.
   * @default false
   */
  protect?: boolean
}
