import type { PlannedResource } from '../plan/plan.ts'
import { asText, textsIn } from '../plan/values.ts'
import { EDGE_TYPES, hasBalancer, KINDS, type Kind, KUBERNETES_KINDS, kindOf } from './kinds.ts'
import { type PicturedSubnet, subnetsOf, type Tier } from './subnets.ts'

/** Where something stands: a tier of the network, the edge before it, or a region. */
export type Place = Tier | 'edge' | 'region'

/** A resource that the picture shows. */
export interface Placed {
  readonly resource: PlannedResource
  readonly kind: Kind
  readonly place: Place
  readonly region: string
  /** The component at the top that it belongs to. */
  readonly owner: PlannedResource | undefined
}

/** All that a picture shows of a plan, each in its place. */
export interface Scene {
  readonly resources: readonly PlannedResource[]
  readonly region: string
  readonly subnets: readonly PicturedSubnet[]
  readonly placed: readonly Placed[]
}

/** Puts what the picture shows in its place. */
export function sceneOf(resources: readonly PlannedResource[], region: string): Scene {
  const subnets = subnetsOf(resources)
  const tiers = new Map(subnets.map(({ id, tier }) => [id, tier]))
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]))
  const shown = resources.filter(
    ({ urn, type }) => type in KINDS && !hasCounterpart(urn, resources),
  )
  const placed = shown.map((resource) => ({
    resource,
    kind: KINDS[resource.type] as Kind,
    place: placeOf(resource, resources, tiers),
    region: regionOf(resource, region),
    owner: ownerOf(resource, byUrn),
  }))
  return { resources, region, subnets, placed }
}

/** Workloads of Kubernetes, which are shown on the cluster; a load balancer has a card of its own. */
export const workloadsOf = (resources: readonly PlannedResource[]): PlannedResource[] =>
  resources.filter(
    (each) =>
      each.type.startsWith('kubernetes:') &&
      KUBERNETES_KINDS.has(kindOf(each.type)) &&
      !hasBalancer(each),
  )

/** A remote component and the resource its provider makes of it are one thing. */
function hasCounterpart(urn: string, resources: readonly PlannedResource[]): boolean {
  return resources.some(({ parent, type }) => parent === urn && type in KINDS)
}

function regionOf({ inputs, outputs }: PlannedResource, usual: string): string {
  return asText(inputs.region, asText(outputs.region, usual))
}

function ownerOf(
  resource: PlannedResource,
  byUrn: ReadonlyMap<string, PlannedResource>,
): PlannedResource | undefined {
  const parent = byUrn.get(resource.parent)
  return parent === undefined ? undefined : (ownerOf(parent, byUrn) ?? parent)
}

/** By the subnets it names, itself, through a subnet group, or through its mount targets. */
function placeOf(
  { id, type, inputs, dependencies }: PlannedResource,
  resources: readonly PlannedResource[],
  tiers: ReadonlyMap<string, Tier>,
): Place {
  if (type === 'aws:ec2/vpcEndpoint:VpcEndpoint' && tiers.size > 0)
    return [...tiers.values()].includes('private')
      ? 'private'
      : ([...tiers.values()][0] ?? 'region')
  const through = resources.filter(
    (each) =>
      (each.type.endsWith(':SubnetGroup') && dependencies.includes(each.urn)) ||
      (each.type === 'aws:efs/mountTarget:MountTarget' && each.inputs.fileSystemId === id),
  )
  const named = [inputs, ...through.map((each) => each.inputs)].flatMap(subnetsNamed)
  const found = named.map((text) => tiers.get(text)).filter((tier) => tier !== undefined)
  return found[0] ?? (EDGE_TYPES.has(type) ? 'edge' : 'region')
}

/** Texts of the inputs; annotations of an ingress hold lists in one text. */
const subnetsNamed = (inputs: PlannedResource['inputs']): string[] =>
  textsIn(inputs).flatMap((text) => (text.startsWith('subnet-') ? text.split(',') : [text]))
