import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { INSTANCE_FAMILIES, type InstanceSize, instanceSize } from '../instance-sizes.ts'
import {
  type ImageBuilderArgs,
  ImageBuilderCapacity,
  type ImageBuilderInstance,
  ImageBuilderKind,
  type ImageBuilderKubernetes,
} from './image-builder-args.ts'

/**
 * What a build of all of Kaapana's images needs at the least: some 90 GB of images, 110 GB with their
 * layers. https://kaapana.readthedocs.io/en/latest/installation_guide/build.html
 */
const LEAST_MEMORY_GIB = 16
const LEAST_CACHE_GIB = 200

/** A builder with everything decided. */
export interface ImageBuilderPlan {
  /** Name of builder, StatefulSet and pod. */
  readonly builder: string
  readonly region: string
  readonly instanceType: string
  readonly size: InstanceSize
  readonly spot: boolean
  readonly cacheGib: number
  readonly throughputMibps: number
  readonly maxParallelism: number
  /** Present on Kubernetes alone. */
  readonly kubernetes?: ImageBuilderKubernetes & { namespace: string; clientGroup: string }
  /** Of no meaning on Kubernetes. */
  readonly instance: ImageBuilderInstance & { idleMinutes: number }
}

/**
 * What an ImageBuilder makes of its arguments.
 *
 * @throws ArgumentError with every argument that cannot be used.
 */
export function planImageBuilder(name: string, args: ImageBuilderArgs): ImageBuilderPlan {
  const { kind, kubernetes, instance, availabilityZone } = args
  const instanceType = args.instanceType ?? 'm7i.2xlarge'
  const size = instanceSize(instanceType) ?? { vcpus: 0, memoryGib: 0 }
  const plan: ImageBuilderPlan = {
    builder: name,
    region: availabilityZone.slice(0, -1),
    instanceType,
    size,
    spot: (args.capacity ?? ImageBuilderCapacity.Spot) === ImageBuilderCapacity.Spot,
    cacheGib: args.cacheGib ?? LEAST_CACHE_GIB,
    throughputMibps: args.cacheThroughputMibps ?? 125,
    maxParallelism: args.maxParallelism ?? size.vcpus,
    ...(kind === ImageBuilderKind.Kubernetes &&
      kubernetes !== undefined && {
        kubernetes: { namespace: name, clientGroup: 'image-builders', ...kubernetes },
      }),
    instance: { idleMinutes: 30, ...instance },
  }
  refuse('ImageBuilder', name, [
    ...nameProblems(plan),
    ...kindProblems(args, plan),
    ...placeProblems(args),
    ...machineProblems(plan),
    ...capacityProblems(args),
    ...cacheProblems(args, plan),
    ...registryProblems(args),
  ])
  return plan
}

const LABEL = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/
const LABEL_WORDS = '1–40 lower-case letters, digits and hyphens, a letter first, no hyphen last'

function nameProblems({ builder, kubernetes }: ImageBuilderPlan): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (!LABEL.test(builder)) problems.push({ argument: 'name', got: builder, allowed: LABEL_WORDS })
  const namespace = kubernetes?.namespace ?? builder
  if (namespace !== builder && !LABEL.test(namespace))
    problems.push({ argument: 'kubernetes.namespace', got: namespace, allowed: LABEL_WORDS })
  if (kubernetes?.clientGroup === '' || kubernetes?.clientGroup.startsWith('system:'))
    problems.push({
      argument: 'kubernetes.clientGroup',
      got: kubernetes.clientGroup,
      allowed: 'the name of a group, not empty and not beginning with system:',
    })
  return problems
}

function kindProblems(args: ImageBuilderArgs, plan: ImageBuilderPlan): ArgumentProblem[] {
  const { kind, kubernetes, instance } = args
  const kinds: readonly string[] = Object.values(ImageBuilderKind)
  if (!kinds.includes(kind))
    return [{ argument: 'kind', got: kind, allowed: `one of ${kinds.join(', ')}` }]
  const problems: ArgumentProblem[] = []
  if (kind === ImageBuilderKind.Kubernetes && kubernetes === undefined)
    problems.push({ argument: 'kubernetes', got: undefined, allowed: 'given for this kind' })
  if (kind === ImageBuilderKind.Kubernetes && instance !== undefined)
    problems.push({ argument: 'instance', got: instance, allowed: 'absent for this kind' })
  if (kind === ImageBuilderKind.Instance && kubernetes !== undefined)
    problems.push({ argument: 'kubernetes', got: 'an object', allowed: 'absent for this kind' })
  if (plan.kubernetes !== undefined && plan.kubernetes.cluster.nodeRoleArn === undefined)
    problems.push({
      argument: 'kubernetes.cluster.nodeRoleArn',
      got: undefined,
      allowed: "the ARN of the nodes' role",
      fix: 'the node group of the builder needs it; a Cluster of this package has it',
    })
  return [...problems, ...instanceProblems(plan)]
}

function instanceProblems({ instance }: ImageBuilderPlan): ArgumentProblem[] {
  const { idleMinutes, releaseUrl } = instance
  const problems: ArgumentProblem[] = []
  if (!Number.isInteger(idleMinutes) || idleMinutes < 5 || idleMinutes > 720)
    problems.push({
      argument: 'instance.idleMinutes',
      got: idleMinutes,
      allowed: 'a whole number, 5–720',
    })
  // It becomes a word of a shell script.
  if (releaseUrl !== undefined && !/^https:\/\/[\w./:%~+-]+\.tar\.gz$/.test(releaseUrl))
    problems.push({
      argument: 'instance.releaseUrl',
      got: releaseUrl,
      allowed: 'an https:// address of a .tar.gz file, without a query',
    })
  return problems
}

function placeProblems({ availabilityZone }: ImageBuilderArgs): ArgumentProblem[] {
  if (/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/.test(availabilityZone)) return []
  const allowed = 'an availability zone such as eu-central-1a'
  return [{ argument: 'availabilityZone', got: availabilityZone, allowed }]
}

function machineProblems({ instanceType, size }: ImageBuilderPlan): ArgumentProblem[] {
  const argument = 'instanceType'
  if (size.vcpus === 0) {
    const allowed = `a size from large of an x86_64 family: ${INSTANCE_FAMILIES.join(', ')}`
    const fix = 'Kaapana builds for linux/amd64 only'
    return [{ argument, got: instanceType, allowed, fix }]
  }
  if (size.memoryGib >= LEAST_MEMORY_GIB) return []
  const allowed = `a type with ${LEAST_MEMORY_GIB} GiB of memory or more`
  const fix = `it has ${size.memoryGib} GiB; Kaapana's images do not build in less than ${LEAST_MEMORY_GIB}`
  return [{ argument, got: instanceType, allowed, fix }]
}

function capacityProblems({ capacity }: ImageBuilderArgs): ArgumentProblem[] {
  const known: readonly string[] = Object.values(ImageBuilderCapacity)
  if (capacity === undefined || known.includes(capacity)) return []
  return [{ argument: 'capacity', got: capacity, allowed: `one of ${known.join(', ')}` }]
}

function cacheProblems(args: ImageBuilderArgs, plan: ImageBuilderPlan): ArgumentProblem[] {
  const { cacheGib, throughputMibps } = plan
  const problems: ArgumentProblem[] = []
  if (!Number.isInteger(cacheGib) || cacheGib < LEAST_CACHE_GIB || cacheGib > 16384)
    problems.push({
      argument: 'cacheGib',
      got: cacheGib,
      allowed: `a whole number, ${LEAST_CACHE_GIB}–16384`,
      fix: "Kaapana's images and their layers take some 110 GB, and building needs room beside them",
    })
  if (!Number.isInteger(throughputMibps) || throughputMibps < 125 || throughputMibps > 1000)
    problems.push({
      argument: 'cacheThroughputMibps',
      got: throughputMibps,
      allowed: 'a whole number, 125–1000',
    })
  const { maxParallelism } = args
  if (maxParallelism !== undefined && (!Number.isInteger(maxParallelism) || maxParallelism < 1))
    problems.push({
      argument: 'maxParallelism',
      got: maxParallelism,
      allowed: 'a whole number from 1',
    })
  return problems
}

function registryProblems({ repositories, mirrors = {} }: ImageBuilderArgs): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (Object.keys(repositories).length === 0)
    problems.push({
      argument: 'repositories',
      got: repositories,
      allowed: 'one or more repositories by name',
      fix: 'a builder whose clients may push nowhere builds for nothing',
    })
  for (const [registry, mirror] of Object.entries(mirrors)) {
    if (!/^[a-z0-9.-]+(:\d+)?$/.test(registry))
      problems.push({
        argument: 'mirrors',
        got: registry,
        allowed: 'keyed by hosts of registries such as docker.io',
      })
    if (typeof mirror === 'string' && !/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/.test(mirror))
      problems.push({
        argument: `mirrors["${registry}"]`,
        got: mirror,
        allowed: 'a host with an optional path, without https://',
      })
  }
  return problems
}
