import type { ArgumentProblem } from '../argument-error.ts'
import {
  ClusterNodeCapacity,
  type ClusterNodeGroup,
  ClusterNodeImage,
  type ClusterNodeTaint,
  ClusterTaintEffect,
} from './node-group-args.ts'

/** A node group with everything decided. */
export interface NodeGroupPlan {
  readonly key: string
  readonly instanceTypes: string[]
  readonly minSize: number
  readonly maxSize: number
  readonly desiredSize: number
  readonly capacity: ClusterNodeCapacity
  readonly image: ClusterNodeImage
  readonly diskSizeGib: number
  readonly labels: Record<string, string>
  readonly taints: { key: string; value: string; effect: ClusterTaintEffect }[]
  readonly subnetIds: ClusterNodeGroup['subnetIds']
  readonly bootScript: string | undefined
  readonly maxPods: number | undefined
}

const GPU = 'nvidia.com/gpu'

/** Decides what a node group leaves open. */
export function planNodeGroup(key: string, group: ClusterNodeGroup): NodeGroupPlan {
  const gpu = group.gpu === true
  const minSize = group.minSize ?? (gpu ? 0 : 1)
  return {
    key,
    instanceTypes: group.instanceTypes,
    minSize,
    maxSize: group.maxSize,
    desiredSize: group.desiredSize ?? minSize,
    capacity: group.capacity ?? ClusterNodeCapacity.OnDemand,
    image: group.image ?? (gpu ? ClusterNodeImage.Nvidia : ClusterNodeImage.X86),
    diskSizeGib: group.diskSizeGib ?? (gpu ? 100 : 50),
    labels: { ...(gpu && { [`${GPU}.present`]: 'true' }), ...group.labels },
    taints: taintsOf(group, gpu),
    subnetIds: group.subnetIds,
    bootScript: group.bootScript,
    maxPods: group.maxPods,
  }
}

function taintsOf(group: ClusterNodeGroup, gpu: boolean): NodeGroupPlan['taints'] {
  const own = (group.taints ?? []).map(({ key, value, effect }: ClusterNodeTaint) => ({
    key,
    value: value ?? 'true',
    effect,
  }))
  const tainted = own.some(({ key }) => key === GPU)
  if (!gpu || tainted) return own
  return [{ key: GPU, value: 'true', effect: ClusterTaintEffect.NoSchedule }, ...own]
}

const KEY = /^[a-z][a-z0-9-]{0,29}$/
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/

/** What is wrong with a cluster's node groups. */
export function nodeGroupProblems(groups: Record<string, ClusterNodeGroup>): ArgumentProblem[] {
  const plans = Object.entries(groups).map(([key, group]) => planNodeGroup(key, group))
  const problems = plans.flatMap(problemsOf)
  const roomForAll = plans.some(({ taints, maxSize, minSize }) => {
    const repels = taints.some(({ effect }) => effect !== ClusterTaintEffect.PreferNoSchedule)
    return !repels && maxSize > 0 && minSize > 0
  })
  if (!roomForAll)
    problems.push({
      argument: 'nodeGroups',
      got: Object.keys(groups),
      allowed: 'groups of which one has no taint and at least one node',
      fix: 'CoreDNS and the controllers run there',
    })
  return problems
}

function problemsOf(plan: NodeGroupPlan): ArgumentProblem[] {
  const { key, instanceTypes, minSize, maxSize, desiredSize, diskSizeGib } = plan
  const at = `nodeGroups.${key}`
  const problems: ArgumentProblem[] = []
  const check = (fine: boolean, problem: ArgumentProblem) => {
    if (!fine) problems.push(problem)
  }
  check(KEY.test(key), {
    argument: at,
    got: key,
    allowed: 'named by 1–30 lower-case letters, digits and hyphens, a letter first',
  })
  check(instanceTypes.length > 0 && instanceTypes.every((type) => INSTANCE_TYPE.test(type)), {
    argument: `${at}.instanceTypes`,
    got: instanceTypes,
    allowed: 'one or more instance types such as m7i.large',
  })
  check(Number.isInteger(minSize) && minSize >= 0, {
    argument: `${at}.minSize`,
    got: minSize,
    allowed: 'a whole number from 0',
  })
  check(Number.isInteger(maxSize) && maxSize >= Math.max(1, minSize), {
    argument: `${at}.maxSize`,
    got: maxSize,
    allowed: 'a whole number from 1 and not below minSize',
  })
  check(Number.isInteger(desiredSize) && desiredSize >= minSize && desiredSize <= maxSize, {
    argument: `${at}.desiredSize`,
    got: desiredSize,
    allowed: `a whole number from minSize (${minSize}) to maxSize (${maxSize})`,
  })
  check(Number.isInteger(diskSizeGib) && diskSizeGib >= 20 && diskSizeGib <= 16384, {
    argument: `${at}.diskSizeGib`,
    got: diskSizeGib,
    allowed: '20–16384 GiB',
  })
  return [...problems, ...startProblems(at, plan)]
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html: 16 KB before encoding. */
const SCRIPT_BYTES = 15_000

function startProblems(at: string, { bootScript, maxPods }: NodeGroupPlan): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  const bytes = Buffer.byteLength(bootScript ?? '')
  if (bootScript !== undefined && (!bootScript.startsWith('#!') || bytes > SCRIPT_BYTES))
    problems.push({
      argument: `${at}.bootScript`,
      got: `${bytes} bytes`,
      allowed: `a script that starts with #!, at most ${SCRIPT_BYTES} bytes`,
    })
  if (maxPods !== undefined && !(Number.isInteger(maxPods) && maxPods >= 8 && maxPods <= 250))
    problems.push({ argument: `${at}.maxPods`, got: maxPods, allowed: 'a whole number, 8–250' })
  return problems
}
