import type { PlannedResource } from '../plan/plan.ts'
import { asObject, asText, textsIn } from '../plan/values.ts'
import { EDGE_TYPES, KINDS, type Kind, KUBERNETES_COLOUR, KUBERNETES_KINDS } from './kinds.ts'
import type { PicturedSubnet, Tier } from './subnets.ts'

/** One line of a box: a resource, with a port for arrows. */
export interface ThingRow {
  readonly port: string
  readonly title: string
  readonly facts: readonly string[]
  readonly protect: boolean
  readonly urn: string
}

/** A box of the picture: resources of a kind that belong together. */
export interface Thing {
  readonly node: string
  readonly heading: string
  readonly colour: string
  /** Tier of the network it stands in; `edge` and `region` for services outside it. */
  readonly place: Tier | 'edge' | 'region' | 'kubernetes'
  readonly rows: readonly ThingRow[]
}

/** Rows of a box beyond which the rest is only counted. */
const ROWS_SHOWN = 12

/** The boxes of a picture. */
export function thingsOf(
  resources: readonly PlannedResource[],
  subnets: readonly PicturedSubnet[],
): Thing[] {
  const tiers = new Map(subnets.map(({ id, tier }) => [id, tier]))
  const shown = resources.filter(
    ({ urn, type }) => type in KINDS && !hasCounterpart(urn, resources),
  )
  const placed = shown.map((resource) => ({
    resource,
    place: placeOf(resource, resources, tiers),
  }))
  const groups = Map.groupBy(
    placed,
    ({ resource, place }) => `${place} ${resource.type} ${resource.parent}`,
  )
  return [...[...groups.values()].map(box), ...namespaces(resources)]
}

/** A remote component and the resource its provider makes of it are one thing. */
function hasCounterpart(urn: string, resources: readonly PlannedResource[]): boolean {
  return resources.some(({ parent, type }) => parent === urn && type in KINDS)
}

interface Placed {
  readonly resource: PlannedResource
  readonly place: Thing['place']
}

function box(group: readonly Placed[], index: number): Thing {
  const [{ resource, place }] = group as [Placed]
  const kind = KINDS[resource.type] as Kind
  return {
    node: `thing${index}`,
    heading: group.length === 1 ? kind.one : `${kind.many} (${group.length})`,
    colour: kind.colour,
    place,
    rows: shortened(
      group.map((each, row) => ({
        port: `p${row}`,
        title: each.resource.name,
        facts: kind.facts(each.resource),
        protect: each.resource.protect,
        urn: each.resource.urn,
      })),
    ),
  }
}

function shortened(rows: readonly ThingRow[]): ThingRow[] {
  if (rows.length <= ROWS_SHOWN) return [...rows]
  const rest = rows.length - ROWS_SHOWN
  const more = { port: 'more', title: `and ${rest} more`, facts: [], protect: false, urn: '' }
  return [...rows.slice(0, ROWS_SHOWN), more]
}

/** By the subnets it names, itself or through a subnet group. */
function placeOf(
  { type, inputs, dependencies }: PlannedResource,
  resources: readonly PlannedResource[],
  tiers: ReadonlyMap<string, Tier>,
): Thing['place'] {
  const groups = resources.filter(
    (each) => each.type.endsWith(':SubnetGroup') && dependencies.includes(each.urn),
  )
  const named = [inputs, ...groups.map((group) => group.inputs)].flatMap((each) => textsIn(each))
  const found = named.map((text) => tiers.get(text)).filter((tier) => tier !== undefined)
  return found[0] ?? (EDGE_TYPES.has(type) ? 'edge' : 'region')
}

/** One box a namespace, with what runs in it. */
function namespaces(resources: readonly PlannedResource[]): Thing[] {
  const running = resources.filter(
    ({ type }) => type.startsWith('kubernetes:') && KUBERNETES_KINDS.has(kindOf(type)),
  )
  const groups = Map.groupBy(running, namespaceOf)
  return [...groups].map(([namespace, group], index) => ({
    node: `namespace${index}`,
    heading: `Namespace ${namespace}`,
    colour: KUBERNETES_COLOUR,
    place: 'kubernetes',
    rows: shortened(
      group.map(({ urn, type, name, inputs, protect }, row) => {
        const { replicas } = asObject(inputs.spec)
        const size = typeof replicas === 'number' ? ` ×${replicas}` : ''
        return { port: `p${row}`, title: name, facts: [`${kindOf(type)}${size}`], protect, urn }
      }),
    ),
  }))
}

const kindOf = (type: string): string => type.split(':')[2] ?? ''

/** Namespace of an object or a chart. */
export function namespaceOf({ inputs }: PlannedResource): string {
  const { namespace } = asObject(inputs.metadata)
  return asText(namespace, asText(inputs.namespace, 'default'))
}
