import type { PlannedResource } from '../plan/plan.ts'
import { textsIn } from '../plan/values.ts'
import { type Card, type Item, type Step, titled } from './card.ts'
import { namespaceItems } from './cluster-card.ts'
import type { Flow } from './flows.ts'
import { COLOUR, KUBERNETES_COLOUR } from './kinds.ts'
import { type Placed, type Scene, workloadsOf } from './placing.ts'

/** The cards of a region outside the network: one a component, one for several of a type. */
export function regionCards(scene: Scene, region: string, flows: readonly Flow[]): Card[] {
  const here = scene.placed.filter((each) => each.place === 'region' && each.region === region)
  const groups = Map.groupBy(here, ({ owner, resource }) => owner?.type ?? resource.type)
  const cards = [...groups.values()].map((group) => componentCard(group, scene, flows))
  return [...cards, ...(region === scene.region ? withoutCluster(scene) : [])]
}

function componentCard(group: readonly Placed[], scene: Scene, flows: readonly Flow[]): Card {
  const [{ owner, kind }] = group as [Placed]
  const owners = [...new Set(group.map((each) => each.owner?.name))]
  const lanes = lanesTo(group, scene, flows)
  const inLanes = new Set(lanes.flatMap(({ urns }) => urns))
  const rest = group.filter(({ resource }) => !inLanes.has(resource.urn))
  const type = owner?.type.split(':').at(-1)
  return {
    title:
      type === undefined ? kind.many : owners.length === 1 ? titled(type, owners[0] ?? '') : type,
    aside: asideOf(group, owners.length),
    colour: lanes.length > 0 ? COLOUR.events : kind.colour,
    items: [...lanes.map(({ steps }) => ({ steps })), ...kindItems(rest, scene)],
    urns: group.map(({ resource }) => resource.urn),
  }
}

function asideOf(group: readonly Placed[], owners: number): string {
  const safe = group.filter(({ resource }) => resource.protect).length
  const guarded = safe === group.length ? 'protected' : safe === 0 ? '' : `${safe} protected`
  return [owners > 1 ? `${owners} of them` : '', guarded].filter(Boolean).join(', ')
}

/** One line a resource where there is something to know of it, else all of a kind in one. */
function kindItems(group: readonly Placed[], scene: Scene): Item[] {
  const kinds = Map.groupBy(group, ({ resource }) => resource.type)
  return [...kinds.values()].flatMap((each): Item[] => {
    const [{ kind }] = each as [Placed]
    const noted = each.some(({ resource }) => factsOf(resource, kind, scene).length > 0)
    if (noted)
      return each.map((one) => ({
        lead: shortName(one, group),
        text: factsOf(one.resource, kind, scene).join(', '),
      }))
    const heading = each.length === 1 ? kind.one : `${each.length} ${kind.many.toLowerCase()}`
    return [{ lead: `${heading}:`, text: each.map((one) => shortName(one, group)).join(', ') }]
  })
}

function factsOf(resource: PlannedResource, kind: Placed['kind'], { resources }: Scene): string[] {
  const facts = [...kind.facts(resource)]
  if (resource.type !== 'aws:sns/topic:Topic') return facts
  const { arn } = resource.outputs
  const alarms = resources.filter(
    ({ type, inputs }) =>
      type === 'aws:cloudwatch/metricAlarm:MetricAlarm' && textsIn(inputs).includes(`${arn}`),
  )
  return alarms.length === 0 ? facts : [...facts, `told by ${alarms.length} alarms`]
}

const KIND_ENDINGS = /-(bucket|vault|topic|function|queue|repository)$/

/** The name without what the card says already: its component, and what it is. */
function shortName({ resource, owner }: Placed, group: readonly Placed[]): string {
  const plain = resource.name.replace(KIND_ENDINGS, '')
  const alone = group.every((each) => each.owner?.urn === owner?.urn)
  const prefix = `${owner?.name}-`
  return alone && plain.startsWith(prefix) ? plain.slice(prefix.length) : plain
}

interface Lane {
  readonly steps: readonly Step[]
  readonly urns: readonly string[]
}

/** Chains of events that end in a group, e.g. bucket, queue, function. */
function lanesTo(group: readonly Placed[], scene: Scene, flows: readonly Flow[]): Lane[] {
  const events = flows.filter(
    ({ kind, label }) => kind === 'event' && label !== 'failures' && label !== 'guards',
  )
  const ends = group.filter(
    ({ resource: { urn } }) =>
      events.some(({ to }) => to === urn) && !events.some(({ from }) => from === urn),
  )
  return ends.flatMap(({ resource }) => {
    const chain = chainTo(resource.urn, events)
    const own = chain.filter(({ to }) => group.some((each) => each.resource.urn === to))
    if (chain.length < 2) return []
    const steps = [chain[0]?.from ?? '', ...chain.map(({ to }) => to)].map((urn, index) =>
      stepOf(urn, chain[index - 1]?.label, scene),
    )
    return [{ steps, urns: own.map(({ to }) => to) }]
  })
}

/** The flows one after the other that lead to something, at most three. */
function chainTo(urn: string, events: readonly Flow[], length = 0): Flow[] {
  const last = events.find(({ to }) => to === urn)
  return last === undefined || length > 2 ? [] : [...chainTo(last.from, events, length + 1), last]
}

function stepOf(urn: string, label: string | undefined, { placed }: Scene): Step {
  const found = placed.find(({ resource }) => resource.urn === urn)
  const kind = found?.kind.one ?? ''
  const name = found === undefined ? '' : shortName(found, [found])
  const isKind = name === '' || name === found?.resource.name.split('-').at(-1)
  return {
    name: isKind ? (found?.owner?.name ?? kind) : name,
    note: label === undefined ? kind : `${kind}, ${label}`,
  }
}

/** Workloads of a program that makes no cluster of its own. */
function withoutCluster({ resources, placed }: Scene): Card[] {
  if (placed.some(({ resource }) => resource.type === 'aws:eks/cluster:Cluster')) return []
  const workloads = workloadsOf(resources)
  if (workloads.length === 0) return []
  const urns = workloads.map(({ urn }) => urn)
  const items = namespaceItems(workloads, resources)
  return [{ title: 'On Kubernetes', aside: '', colour: KUBERNETES_COLOUR, items, urns }]
}
