import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { type LogPlan, planLogs } from '../log-settings.ts'
import { formatCidr, overlaps, parseCidr } from '../network/cidr.ts'
import { isPublicAddress } from './public-address.ts'
import {
  type SiteLinkArgs,
  type SiteLinkInstitution,
  SiteLinkRouting,
  SiteLinkStartup,
} from './site-link-args.ts'

/** BGP number that AWS gives customer gateways and gateways by itself. */
const INSTITUTION_ASN = 65000
const AMAZON_ASN = 64512

/** A link to make. */
export interface PlannedLink {
  readonly key: string
  readonly gatewayAddress: string
  readonly networks: readonly string[]
  readonly routing: SiteLinkRouting
  readonly asn: number
  readonly startup: SiteLinkStartup
}

/** All that decides which resources the links have. */
export interface SiteLinkPlan {
  readonly name: string
  readonly links: readonly PlannedLink[]
  readonly amazonAsn: number
  readonly logs?: LogPlan
}

/**
 * Plans links from their arguments alone.
 *
 * @throws ArgumentError with all that is wrong with them.
 */
export function planSiteLink(name: string, args: SiteLinkArgs): SiteLinkPlan {
  const { amazonAsn = AMAZON_ASN } = args
  const { logs, problems: logProblems } = planLogs('logs', args.logs ?? {})
  const links = Object.entries(args.institutions).map(([key, institution]) => ({
    key,
    gatewayAddress: institution.gatewayAddress,
    networks: institution.networks,
    routing: institution.routing ?? SiteLinkRouting.Bgp,
    asn: institution.asn ?? INSTITUTION_ASN,
    startup: institution.startup ?? SiteLinkStartup.Amazon,
  }))
  refuse('SiteLink', name, [
    ...gatewayProblems(args, amazonAsn),
    ...routeTableProblems(args),
    ...links.flatMap(linkProblems),
    ...links.flatMap((link) => (args.vpnGatewayId ? [] : sameAsnProblems(link, amazonAsn))),
    ...addressProblems(links),
    ...networkProblems(args, links),
    ...transitProblems(args, links),
    ...logProblems,
  ])
  return { name, links, amazonAsn, ...(logs && { logs }) }
}

const at = (key: string, argument: keyof SiteLinkInstitution) =>
  `institutions["${key}"].${argument}`

function gatewayProblems(args: SiteLinkArgs, amazonAsn: number): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (Object.keys(args.institutions).length === 0)
    problems.push({ argument: 'institutions', got: {}, allowed: 'one or more institutions' })
  const isPrivateAsn =
    (amazonAsn >= 64512 && amazonAsn <= 65534) || (amazonAsn >= 4.2e9 && amazonAsn <= 4_294_967_294)
  if (!Number.isInteger(amazonAsn) || !isPrivateAsn)
    problems.push({
      argument: 'amazonAsn',
      got: amazonAsn,
      allowed: 'a private number, 64512–65534 or 4200000000–4294967294',
    })
  return problems
}

function routeTableProblems({ routeTableIds, vpnGatewayId }: SiteLinkArgs): ArgumentProblem[] {
  if (Object.keys(routeTableIds).length > 0 || vpnGatewayId !== undefined) return []
  const allowed = 'one or more route tables with a new gateway'
  return [{ argument: 'routeTableIds', got: routeTableIds, allowed }]
}

function linkProblems({
  key,
  asn,
  gatewayAddress,
  routing,
  startup,
}: PlannedLink): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(key))
    problems.push({
      argument: 'institutions',
      got: key,
      allowed: 'named by a–z, 0–9 and -, starting with a letter, up to 30 long',
    })
  if (!isPublicAddress(gatewayAddress))
    problems.push({
      argument: at(key, 'gatewayAddress'),
      got: gatewayAddress,
      allowed: 'a public IPv4 address, neither private nor reserved for documentation',
    })
  if (!Number.isInteger(asn) || asn < 1 || asn > 4_294_967_294 || [23456, 65535].includes(asn))
    problems.push({
      argument: at(key, 'asn'),
      got: asn,
      allowed: '1–4294967294, without the reserved 23456 and 65535',
    })
  if (!Object.values(SiteLinkRouting).includes(routing))
    problems.push({ argument: at(key, 'routing'), got: routing, allowed: 'bgp or static' })
  if (!Object.values(SiteLinkStartup).includes(startup))
    problems.push({ argument: at(key, 'startup'), got: startup, allowed: 'start or add' })
  return problems
}

function sameAsnProblems({ key, asn, routing }: PlannedLink, amazonAsn: number): ArgumentProblem[] {
  if (routing !== SiteLinkRouting.Bgp || asn !== amazonAsn) return []
  return [{ argument: at(key, 'asn'), got: asn, allowed: 'another number than amazonAsn' }]
}

function addressProblems(links: readonly PlannedLink[]): ArgumentProblem[] {
  return links.flatMap(({ key, gatewayAddress }, index) => {
    const other = links.slice(0, index).find((link) => link.gatewayAddress === gatewayAddress)
    if (other === undefined) return []
    const allowed = `another address than that of ${other.key}`
    return [{ argument: at(key, 'gatewayAddress'), got: gatewayAddress, allowed }]
  })
}

function networkProblems(
  { network }: SiteLinkArgs,
  links: readonly PlannedLink[],
): ArgumentProblem[] {
  const vpc = typeof network.cidrBlock === 'string' ? parseCidr(network.cidrBlock) : undefined
  const taken = vpc ? [{ whose: 'the VPC', block: vpc }] : []
  return links.flatMap(({ key, networks }): ArgumentProblem[] => {
    const argument = at(key, 'networks')
    if (networks.length === 0)
      return [{ argument, got: networks, allowed: 'one or more blocks, e.g. ["172.18.0.0/16"]' }]
    return networks.flatMap((text) => {
      const block = parseCidr(text)
      if (block === undefined || block.prefix < 8)
        return [
          { argument, got: text, allowed: 'a block of /8 to /32 that starts at its first address' },
        ]
      const other = taken.find((known) => overlaps(known.block, block))
      taken.push({ whose: key, block })
      if (other === undefined) return []
      const allowed = `apart from ${formatCidr(other.block)} of ${other.whose}`
      return [{ argument, got: text, allowed }]
    })
  })
}

function transitProblems(args: SiteLinkArgs, links: readonly PlannedLink[]): ArgumentProblem[] {
  const [first, ...others] = links.filter(({ routing }) => routing === SiteLinkRouting.Bgp)
  const other = others.find(({ asn }) => asn !== first?.asn)
  if (args.allowTransit === true || first === undefined || other === undefined) return []
  return [
    {
      argument: at(other.key, 'asn'),
      got: other.asn,
      allowed: `${first.asn} as that of ${first.key}, so that neither takes the other's routes`,
      fix: 'or set allowTransit to let institutions reach each other, or use static routing',
    },
  ]
}
