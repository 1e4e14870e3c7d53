import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText } from '../plan/values.ts'
import type { Card, Item } from './card.ts'
import { clusterCard } from './cluster-card.ts'
import { balancerFacts, COLOUR, hasBalancer } from './kinds.ts'
import type { Placed, Scene } from './placing.ts'
import type { Tier } from './subnets.ts'

/** Where in its tier a card stands: balancers at the left, endpoints at the right. */
export const COLUMNS = ['left', 'middle', 'right'] as const
export type Column = (typeof COLUMNS)[number]

/** A card in its column. */
export interface ColumnCard {
  readonly column: Column
  readonly card: Card
}

const LEFT = new Set(['aws:lb/loadBalancer:LoadBalancer'])
const RIGHT = new Set(['aws:efs/fileSystem:FileSystem'])
const CLUSTER = new Set([
  'aws:eks/cluster:Cluster',
  'aws:eks/nodeGroup:NodeGroup',
  'eks:index:ManagedNodeGroup',
])
const ENDPOINT = 'aws:ec2/vpcEndpoint:VpcEndpoint'

/** The cards of a tier of the network. */
export function tierCards(scene: Scene, tier: Tier): ColumnCard[] {
  const here = scene.placed.filter(({ place }) => place === tier)
  const clusters = here.filter(({ resource }) => resource.type === 'aws:eks/cluster:Cluster')
  const endpoints = here.filter(({ resource }) => resource.type === ENDPOINT)
  const others = here.filter(
    ({ resource: { type } }) => type !== ENDPOINT && !(clusters.length > 0 && CLUSTER.has(type)),
  )
  const kinds = Map.groupBy(others, ({ resource }) => resource.type)
  return [
    ...balancers(scene, tier).map((card) => ({ column: 'left' as const, card })),
    ...clusters.map((cluster) => ({
      column: 'middle' as const,
      card: clusterCard(cluster, scene, clusters.length === 1),
    })),
    ...[...kinds].map(([type, group]) => ({ column: columnOf(type), card: kindCard(group) })),
    ...(endpoints.length === 0
      ? []
      : [{ column: 'right' as const, card: endpointCard(endpoints) }]),
  ]
}

function columnOf(type: string): Column {
  if (LEFT.has(type)) return 'left'
  return RIGHT.has(type) ? 'right' : 'middle'
}

/** Resources of one kind in one card. */
export function kindCard(group: readonly Placed[]): Card {
  const [{ kind }] = group as [Placed]
  const one = group.length === 1
  return {
    title: one ? kind.one : kind.many,
    aside: one ? guarded(group) : `${group.length}${group.every(isGuarded) ? ', protected' : ''}`,
    colour: kind.colour,
    items: group.map((each) => ({
      lead: each.resource.name,
      text: kind.facts(each.resource).join(', '),
    })),
    urns: group.map((each) => each.resource.urn),
  }
}

const isGuarded = ({ resource }: Placed): boolean => resource.protect

const guarded = (group: readonly Placed[]): string => (group.every(isGuarded) ? 'protected' : '')

/** How many endpoints of which type, and what they reach. */
function endpointCard(endpoints: readonly Placed[]): Card {
  const typeOf = ({ resource }: Placed): string =>
    asText(resource.inputs.vpcEndpointType, 'Gateway')
  const byType = Map.groupBy(endpoints, typeOf)
  return {
    title: 'Endpoints of AWS',
    aside: String(endpoints.length),
    colour: COLOUR.network,
    items: [...byType]
      .sort()
      .reverse()
      .map(([type, group]) => ({
        lead: `${group.length} ${type.toLowerCase()}${zonesOf(group)}:`,
        text: group.map(serviceOf).sort().join(', '),
      })),
    urns: endpoints.map(({ resource }) => resource.urn),
  }
}

function zonesOf(group: readonly Placed[]): string {
  const zones = asList(group[0]?.resource.inputs.subnetIds).length
  return zones === 0 ? '' : ` in ${zones} zone${zones === 1 ? '' : 's'}`
}

const serviceOf = ({ resource }: Placed): string =>
  asText(resource.inputs.serviceName).split('.').slice(3).join('.') || resource.name

/** The load balancers that a controller in the cluster makes for ingresses. */
function balancers({ resources, subnets }: Scene, tier: Tier): Card[] {
  const tiers = new Map(subnets.map((subnet) => [subnet.id, subnet.tier]))
  return resources
    .filter((resource) => hasBalancer(resource) && balancerTier(resource, tiers) === tier)
    .map(balancerCard)
}

/** By the subnets it names, else by its scheme. */
function balancerTier(ingress: PlannedResource, tiers: ReadonlyMap<string, Tier>): Tier {
  const { subnets, scheme } = balancerFacts(ingress)
  const named = (subnets ?? '').split(',').map((id) => tiers.get(id.trim()))
  return (
    named.find((tier) => tier !== undefined) ??
    (scheme === 'internet-facing' ? 'public' : 'private')
  )
}

function balancerCard(ingress: PlannedResource): Card {
  const facts = balancerFacts(ingress)
  const hosts = asList(asObject(ingress.inputs.spec).rules).map((rule) =>
    asText(asObject(rule).host),
  )
  const firewall = facts['wafv2-acl-arn'] === undefined ? [] : ['behind the web firewall']
  const from =
    facts['inbound-cidrs'] === undefined
      ? []
      : [`from ${facts['inbound-cidrs'].split(/,\s*/).join(', ')}`]
  const items: Item[] = [
    { lead: '', text: hosts.filter(Boolean).join(', ') },
    { lead: '', text: [portsOf(facts['listen-ports']), ...from].filter(Boolean).join(' ') },
    { lead: '', text: firewall.join('') },
  ]
  return {
    title: 'Load balancer',
    aside: facts.scheme ?? 'internal',
    colour: COLOUR.edge,
    items: items.filter((item) => !('text' in item) || item.text !== ''),
    urns: [ingress.urn],
  }
}

/** `[{"HTTP":80},{"HTTPS":443}]` as `HTTP 80, HTTPS 443`. */
const portsOf = (ports = ''): string =>
  [...ports.matchAll(/"(\w+)":\s*(\d+)/g)].map(([, name, port]) => `${name} ${port}`).join(', ')
