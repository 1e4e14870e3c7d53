import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText } from '../plan/values.ts'
import type { Charge } from './charges.ts'

/** Size of a node's disk when nothing is said: https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
const DEFAULT_DISK_GB = 20

/** Nodes and their disks, at the size the group starts with. */
export function nodeGroupCharges(
  resource: PlannedResource,
  all: readonly PlannedResource[],
): Charge[] {
  if (isPricedAtChild(resource, all)) return []
  const { inputs } = resource
  const scaling = asObject(inputs.scalingConfig)
  const nodes = Number(scaling.desiredSize ?? scaling.minSize ?? 0)
  const type = asText(asList(inputs.instanceTypes)[0], 't3.medium')
  const more = `nodes beyond ${nodes}, up to ${scaling.maxSize ?? 'the maximum'}`
  // A group of one size grows to no more.
  const grows = Number(scaling.maxSize ?? nodes + 1) > nodes
  const growth: Charge[] = grows ? [{ what: `EC2 ${type}`, byUse: more }] : []
  if (nodes === 0) return growth
  const disk = diskOf(resource, all)
  const count = nodes === 1 ? '1 node' : `${nodes} nodes`
  const machines: Charge =
    inputs.capacityType === 'SPOT'
      ? { what: `EC2 ${type} spot, ${count}`, unknown: 'spot prices change by the hour' }
      : { what: `EC2 ${type}, ${count}`, price: `ec2/${type}`, quantity: nodes }
  return [
    machines,
    {
      what: `EBS ${disk.type} ${disk.gigabytes} GB, ${count}`,
      price: `ebs/${disk.type}`,
      quantity: disk.gigabytes * nodes,
    },
    ...growth,
  ]
}

/** The provider's component and the node group it makes are one thing. */
function isPricedAtChild({ urn, type }: PlannedResource, all: readonly PlannedResource[]): boolean {
  if (type !== 'eks:index:ManagedNodeGroup') return false
  return all.some((each) => each.parent === urn && each.type === 'aws:eks/nodeGroup:NodeGroup')
}

function diskOf(
  { inputs }: PlannedResource,
  all: readonly PlannedResource[],
): { type: string; gigabytes: number } {
  const named = asObject(inputs.launchTemplate)
  const template = all.find(
    ({ type, id, outputs }) =>
      type === 'aws:ec2/launchTemplate:LaunchTemplate' &&
      (id === named.id || (named.name !== undefined && outputs.name === named.name)),
  )
  const mapping = asObject(asList(template?.inputs.blockDeviceMappings)[0])
  const ebs = asObject(mapping.ebs)
  const gigabytes = Number(ebs.volumeSize ?? inputs.diskSize ?? DEFAULT_DISK_GB)
  return { type: asText(ebs.volumeType, template === undefined ? 'gp2' : 'gp3'), gigabytes }
}
