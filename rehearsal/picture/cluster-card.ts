import type { PlannedResource } from '../plan/plan.ts'
import { asObject, asText } from '../plan/values.ts'
import type { Card, Item } from './card.ts'
import { COLOUR, kindOf, namespaceOf } from './kinds.ts'
import { type Placed, type Scene, workloadsOf } from './placing.ts'

const NODES = new Set(['aws:eks/nodeGroup:NodeGroup', 'eks:index:ManagedNodeGroup'])

/** A cluster with its nodes, add-ons and what runs on it, by namespace. */
export function clusterCard(cluster: Placed, scene: Scene, only: boolean): Card {
  const { resource, kind } = cluster
  const name = asText(resource.inputs.name, resource.name)
  const own = (each: PlannedResource): boolean =>
    only || asText(each.inputs.clusterName) === resource.id
  const nodes = scene.placed.filter((each) => NODES.has(each.resource.type) && own(each.resource))
  const workloads = workloadsOf(scene.resources).filter(
    (each) => only || clusterOf(each, scene.resources) === resource.id,
  )
  return {
    title: `EKS cluster ${name}`,
    aside: resource.protect ? 'protected' : '',
    colour: COLOUR.compute,
    items: [
      { lead: '', text: kind.facts(resource).join(', ') },
      ...nodes.map((each) => ({
        lead: `Nodes ${asText(asObject(each.resource.inputs.labels)['node-group'], each.resource.name)}:`,
        text: each.kind.facts(each.resource).join(', '),
      })),
      ...namespaceItems(workloads, scene.resources),
      ...addOns(scene.resources.filter(own)),
    ],
    urns: [resource, ...nodes.map((each) => each.resource), ...workloads].map(({ urn }) => urn),
  }
}

/** Name of the cluster that a resource's provider speaks to, by the provider's identifier: its ARN. */
function clusterOf({ provider }: PlannedResource, resources: readonly PlannedResource[]): string {
  const urn = provider.slice(0, provider.lastIndexOf('::'))
  const inputs = resources.find((each) => each.urn === urn)?.inputs
  return asText(inputs?.clusterIdentifier).split('/').at(-1) ?? ''
}

/** A paragraph a namespace, with its workloads. */
export function namespaceItems(
  workloads: readonly PlannedResource[],
  resources: readonly PlannedResource[],
): Item[] {
  const groups = Map.groupBy(workloads, namespaceOf)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, group]) => ({
      lead: `Namespace ${namespace}:`,
      text: group
        .map((each) => `${wordOf(each)} ${nameOf(each)}${sizeOf(each, resources)}`)
        .join(', '),
    }))
}

const wordOf = ({ type }: PlannedResource): string =>
  kindOf(type) === 'Release' ? 'chart' : kindOf(type)

const nameOf = ({ name, inputs }: PlannedResource): string =>
  asText(asObject(inputs.metadata).name, asText(inputs.name, name))

/** ` × 3`, or ` × 3–10` with an autoscaler; the space after the sign does not break. */
function sizeOf(workload: PlannedResource, resources: readonly PlannedResource[]): string {
  const scaler = resources.find(
    ({ type, inputs }) =>
      type.includes(':HorizontalPodAutoscaler') &&
      asObject(asObject(inputs.spec).scaleTargetRef).name === nameOf(workload) &&
      namespaceOf({ inputs } as PlannedResource) === namespaceOf(workload),
  )
  const { minReplicas, maxReplicas } = asObject(scaler?.inputs.spec)
  if (scaler !== undefined) return ` ×\u00a0${minReplicas ?? 1}–${maxReplicas}`
  const { replicas } = asObject(workload.inputs.spec)
  return typeof replicas === 'number' ? ` ×\u00a0${replicas}` : ''
}

function addOns(resources: readonly PlannedResource[]): Item[] {
  const names = resources
    .filter(({ type }) => type === 'aws:eks/addon:Addon')
    .map(({ name, inputs }) => asText(inputs.addonName, name))
  return names.length === 0 ? [] : [{ lead: 'Add-ons:', text: names.sort().join(', ') }]
}
