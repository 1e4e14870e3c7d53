import type * as pulumi from '@pulumi/pulumi'
import type { BucketRef } from '../bucket/bucket-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { Ownership } from '../ownership.ts'

/** TLS that the load balancer accepts; the names are AWS's. */
export const EdgeTlsPolicy = {
  /** TLS 1.3, and 1.2 with forward secrecy and authenticated encryption. */
  Tls12: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
  /** TLS 1.3 alone. */
  Tls13: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
} as const
export type EdgeTlsPolicy = (typeof EdgeTlsPolicy)[keyof typeof EdgeTlsPolicy]

/** A Kubernetes Service and the host names it is reached by. */
export interface EdgeBackend {
  /** Host names, in the edge's domain, e.g. `predict.example.org`. */
  hostNames: string[]
  /** Namespace of the Service. */
  namespace: pulumi.Input<string>
  /** Name of the Service. */
  serviceName: pulumi.Input<string>
  /** Name of its port. @default "http" */
  portName?: string
  /** Path that answers 200 when a replica is ready. @default "/readyz" */
  healthPath?: string
}

/** Access from the internet: an explicit decision, with the addresses it is for. */
export interface EdgePublicAccess {
  /**
   * Blocks that may connect, e.g. an institution's `192.0.2.0/24`. All of the internet only when
   * `0.0.0.0/0` is written here.
   */
  allowedCidrs: string[]
}

/** What an {@link Edge} is made from. */
export interface EdgeArgs {
  ownership: Ownership
  /** Region, e.g. `eu-central-1`. */
  region: string
  accountId: pulumi.Input<string>
  /** Domain of the zone, e.g. `dataspace.example.org`. */
  domain: string
  /**
   * Existing public hosted zone of the domain.
   * @default a new zone, 0.50 USD a month; the parent domain must delegate to its name servers before
   *   the certificate can be issued
   */
  zoneId?: pulumi.Input<string>
  /**
   * Existing certificate for all host names.
   * @default a new one, validated by DNS; free
   */
  certificateArn?: pulumi.Input<string>
  backend: EdgeBackend
  /**
   * Further Services, in namespaces of their own, behind the same load balancer, certificate and
   * firewall: an Ingress each, in one group. The first one, and the last to go, replace the load
   * balancer, as the group is part of its name.
   * @default none
   */
  moreBackends?: EdgeBackend[]
  /**
   * Class of the Ingress, that of the AWS Load Balancer Controller. Taken from `ClusterServices`, it
   * makes the load balancer wait for the controller, and go before it.
   * @default "alb"
   */
  ingressClassName?: pulumi.Input<string>
  /** Subnets of the load balancer, two or more in different zones: private, or public ones if public. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>
  /** Blocks within the network and behind VPNs that may connect. Give this or `publicAccess`. */
  internalCidrs?: string[]
  /** @default none: the load balancer has no public address */
  publicAccess?: EdgePublicAccess
  /**
   * Bucket for access logs. Its objects must be encrypted by S3's own key, and its policy must admit
   * `logdelivery.elasticloadbalancing.amazonaws.com`.
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
   */
  accessLogs: BucketRef
  /** Key that encrypts the firewall's log group; its policy must admit CloudWatch Logs. */
  logKey: KeyRef
  /** Days the firewall's log is kept. @default 365 */
  logRetentionDays?: number
  /** Requests an address may make in five minutes; 0.60 USD a million inspected. @default 10000 */
  requestsPerFiveMinutes?: number
  /**
   * Rules of the managed groups that only count. FHIR resources are larger than 8 KB and hold XHTML,
   * which the first two take for attacks; the service has limits and checks of its own.
   * @default SizeRestrictions_BODY, CrossSiteScripting_BODY
   */
  countedRules?: string[]
  /** @default EdgeTlsPolicy.Tls12 */
  tlsPolicy?: EdgeTlsPolicy
  /** Seconds a leaving replica still gets its open requests answered; below its drain. @default 20 */
  deregistrationSeconds?: number
  /**
   * Refuses to delete the load balancer. Set it false, and deploy, before a teardown.
   * @default true
   */
  deletionProtection?: boolean
  /** Refuses to delete a new zone, whose name servers others have noted. @default true */
  protect?: boolean
}
