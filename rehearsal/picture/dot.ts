import type { Plan, PlannedResource } from '../plan/plan.ts'
import { asText } from '../plan/values.ts'
import { endOf, FLOW_STYLE, flowArrows } from './arrows.ts'
import { framed, level, quoted, subnetStrip, thingBox } from './boxes.ts'
import { type Flow, flowsOf } from './flows.ts'
import { type PicturedSubnet, subnetsOf, TIERS, type Tier } from './subnets.ts'
import { type Thing, thingsOf } from './things.ts'

const TIER_LOOK: Readonly<Record<Tier, { title: string; fill: string }>> = {
  public: { title: 'Public subnets', fill: '#fdecea' },
  private: { title: 'Private subnets', fill: '#eaf2fd' },
  isolated: { title: 'Isolated subnets', fill: '#eaf7ee' },
}

interface Scene {
  readonly resources: readonly PlannedResource[]
  readonly subnets: readonly PicturedSubnet[]
  readonly things: readonly Thing[]
  readonly flows: readonly Flow[]
  readonly tiers: readonly Tier[]
}

/**
 * The environment as a graph in the language of Graphviz: the outside at the top, below it the edge,
 * the network's tiers from public to isolated, what runs on Kubernetes, and the region's services.
 */
export function environmentDot({ resources, environment }: Plan): string {
  const subnets = subnetsOf(resources)
  const scene: Scene = {
    resources,
    subnets,
    things: thingsOf(resources, subnets),
    flows: flowsOf(resources),
    tiers: TIERS.filter((tier) => subnets.some((subnet) => subnet.tier === tier)),
  }
  return [
    `digraph ${quoted(environment)} {`,
    'graph [rankdir=TB, ranksep=0.6, nodesep=0.35, fontname="Helvetica", fontsize=13, compound=true, newrank=true, bgcolor="transparent"]',
    'node [shape=plain, fontname="Helvetica", fontsize=11]',
    'edge [fontname="Helvetica", fontsize=10, arrowsize=0.7]',
    outside(scene.flows),
    ...frames(scene),
    ...order(scene),
    ...hosting(scene),
    ...vpnArrows(scene),
    ...flowArrows(scene.flows, scene.things),
    '}',
  ].join('\n')
}

function outside(flows: readonly Flow[]): string {
  const used = flows.some(({ from }) => from === 'internet')
  const label = used ? 'Outside: internet and institutions' : 'Internet: nothing is exposed to it'
  return `outside [shape=box, style="rounded,filled", fillcolor="#fff7ed", color="#c81e1e", margin="0.25,0.12", label=${quoted(label)}]`
}

const at = (things: readonly Thing[], place: Thing['place']): Thing[] =>
  things.filter((thing) => thing.place === place)

function frames({ resources, subnets, things, tiers }: Scene): string[] {
  const inside = tiers.flatMap((tier) => {
    const strip = subnetStrip(
      tier,
      subnets.filter((subnet) => subnet.tier === tier),
    )
    const own = at(things, tier)
    const nodes = [`subnets_${tier}`, ...own.map(({ node }) => node)]
    const content = [strip, ...own.map(thingBox), ...level(nodes)]
    return framed({ name: tier, ...TIER_LOOK[tier] }, content)
  })
  const vpcs = resources.filter(({ type }) => type === 'aws:ec2/vpc:Vpc')
  const blocks = vpcs.map(({ name, inputs }) => `${name} ${asText(inputs.cidrBlock)}`)
  const rest = { kubernetes: at(things, 'kubernetes'), edge: at(things, 'edge') }
  return [
    ...framed({ name: 'edge', title: 'Edge', fill: '#f6f2fc' }, rest.edge.map(thingBox)),
    ...framed({ name: 'vpc', title: `Network ${blocks.join(', ')}`, fill: '#ffffff' }, inside),
    ...framed(
      { name: 'kubernetes', title: 'On Kubernetes', fill: '#f3f6ff' },
      rest.kubernetes.map(thingBox),
    ),
    ...framed(
      { name: 'region', title: 'Services of the region', fill: '#fafafa' },
      at(things, 'region').map(thingBox),
    ),
  ]
}

/** Keeps the levels one below the other, and shows the way out through NAT. */
function order({ subnets, things, tiers }: Scene): string[] {
  const [first] = tiers
  const last = tiers.at(-1)
  const hidden = (from: string, to: string) => `${from} -> ${to} [style=invis]`
  const top = at(things, 'edge').map(({ node }) => hidden('outside', node))
  const below = at(things, 'region').map(({ node }) =>
    hidden(last === undefined ? 'outside' : `subnets_${last}`, node),
  )
  const between = tiers.slice(1).map((tier, index) => {
    const above = tiers[index]
    const nat = above === 'public' && subnets.some(({ hasNat }) => hasNat)
    const out = `subnets_${above} -> subnets_${tier} [dir=back, color="#6b7280", style=dashed, label="out through NAT"]`
    return nat ? out : hidden(`subnets_${above}`, `subnets_${tier}`)
  })
  const start = first === undefined ? [] : [hidden('outside', `subnets_${first}`)]
  const entry = at(things, 'edge').flatMap(({ node }) =>
    first === undefined ? [] : [hidden(node, `subnets_${first}`)],
  )
  return [...top, ...start, ...entry, ...between, ...below]
}

/** An institution that comes in by VPN reaches the subnets whose routes are learnt from it. */
function vpnArrows({ things, tiers }: Scene): string[] {
  const inner = tiers.find((tier) => tier !== 'public')
  if (inner === undefined) return []
  const { colour, style } = FLOW_STYLE.traffic
  return things
    .filter(({ heading }) => heading.startsWith('VPN'))
    .map(({ node }) => `${node} -> subnets_${inner} [color="${colour}", style=${style}]`)
}

/** Node groups belong to their cluster, and namespaces run on it. */
function hosting({ resources, things }: Scene): string[] {
  const cluster = resources.find(({ type }) => type === 'aws:eks/cluster:Cluster')
  const host = cluster && endOf(cluster.urn, things)
  if (host === undefined) return []
  const hosted = things.filter(
    ({ place, heading }) => place === 'kubernetes' || heading.startsWith('Node group'),
  )
  return hosted.map(({ node }) => `${host.node} -> ${node} [color="#9ca3af", arrowhead=none]`)
}
