import type { ArgumentProblem } from '../../argument-error.ts'
import {
  GPU_FAMILIES,
  gpuInstanceSize,
  INSTANCE_FAMILIES,
  instanceSize,
} from '../../instance-sizes.ts'
import type { KaapanaInstance, KaapanaPlatformArgs } from '../kaapana-platform-args.ts'

/** Kaapana's own minimum. https://kaapana.readthedocs.io/en/stable/installation_guide/requirements.html */
const LEAST = { vcpus: 8, memoryGib: 64 }

/** Least disk of the system: containerd keeps images there, which grow to about 90 GB. */
const LEAST_ROOT_GIB = 200

/** An instance for Kaapana, decided. */
export interface InstancePlan extends KaapanaInstance {
  readonly instanceType: string
  readonly rootVolumeGib: number
  readonly memoryGib: number
}

/** Decides about the instance; `instance` has to be given. */
export function planInstance(instance: KaapanaInstance, gpu: boolean): InstancePlan {
  const instanceType = instance.instanceType ?? (gpu ? 'g5.4xlarge' : 'r6i.2xlarge')
  return {
    ...instance,
    instanceType,
    rootVolumeGib: instance.rootVolumeGib ?? LEAST_ROOT_GIB,
    memoryGib: sizeOf(instanceType, gpu)?.memoryGib ?? 0,
  }
}

/** What metrics of the machine are told apart by: unique in an account as far as names are. */
export const metricName = (name: string, { ownership }: KaapanaPlatformArgs): string =>
  `${ownership.environment}-${name}`

/** What is wrong with the arguments for runtime `microk8s`; nothing when another runtime is asked for. */
export function instanceProblems(args: KaapanaPlatformArgs): ArgumentProblem[] {
  const { instance, gpu = false, region, release } = args
  if (instance === undefined) return []
  const plan = planInstance(instance, gpu)
  const problems = typeProblems(plan, gpu)
  const { availabilityZone: zone, rootVolumeGib } = plan
  if (!new RegExp(`^${region}(-[a-z]+-\\d)?[a-z]$`).test(zone))
    problems.push({
      argument: 'instance.availabilityZone',
      got: zone,
      allowed: `a zone of ${region} such as ${region}a`,
    })
  if (!Number.isInteger(rootVolumeGib) || rootVolumeGib < LEAST_ROOT_GIB || rootVolumeGib > 16384)
    problems.push({
      argument: 'instance.rootVolumeGib',
      got: rootVolumeGib,
      allowed: `a whole number, ${LEAST_ROOT_GIB}–16384`,
      fix: 'images fill a smaller disk, and Kubernetes then evicts what it has started',
    })
  const { registry } = release
  if (typeof registry === 'string' && !ECR_REGISTRY.test(registry))
    problems.push({
      argument: 'release.registry',
      got: registry,
      allowed: 'a registry of ECR with a prefix, <account>.dkr.ecr.<region>.amazonaws.com/<prefix>',
      fix: 'the instance pulls with its own role, which other registries do not know',
    })
  return problems
}

function typeProblems({ instanceType }: InstancePlan, gpu: boolean): ArgumentProblem[] {
  const argument = 'instance.instanceType'
  const size = sizeOf(instanceType, gpu)
  if (size === undefined) {
    const allowed = gpu
      ? `a type with a GPU of NVIDIA, of a family of ${GPU_FAMILIES.join(', ')}`
      : `a type with x86_64 processors, of a family of ${INSTANCE_FAMILIES.join(', ')}`
    return [{ argument, got: instanceType, allowed }]
  }
  if (size.vcpus >= LEAST.vcpus && size.memoryGib >= LEAST.memoryGib) return []
  const allowed = `a type with ${LEAST.vcpus} vCPUs and ${LEAST.memoryGib} GiB or more`
  const fix = `it has ${size.vcpus} vCPUs and ${size.memoryGib} GiB, with which Kaapana does not come up`
  return [{ argument, got: instanceType, allowed, fix }]
}

const sizeOf = (type: string, gpu: boolean) => (gpu ? gpuInstanceSize(type) : instanceSize(type))

const ECR_REGISTRY = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com\/([a-z0-9._/-]+)$/

/**
 * ARN of the repositories of a release.
 *
 * @throws Error if the registry is not one of ECR; known as soon as the registry is.
 */
export function repositoriesArn(registry: string): string {
  const [, account, region, prefix] = ECR_REGISTRY.exec(registry) ?? []
  if (prefix === undefined) throw new Error(`${registry} is not a registry of ECR with a prefix`)
  return `arn:aws:ecr:${region}:${account}:repository/${prefix}/*`
}
