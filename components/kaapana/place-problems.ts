import type { ArgumentProblem } from '../argument-error.ts'
import { isBlock } from '../cidr-block.ts'
import {
  type KaapanaClusterPlace,
  type KaapanaInstance,
  type KaapanaPlatformArgs,
  KaapanaStorage,
} from './kaapana-platform-args.ts'
import { isLargeEnough, nodeSize, SMALLEST_NODE } from './node-size.ts'

/** What is wrong with the instance or the place in a cluster. */
export function placeProblems(args: KaapanaPlatformArgs): ArgumentProblem[] {
  return [
    ...(args.instance === undefined ? [] : instanceProblems(args.instance, args)),
    ...(args.cluster === undefined ? [] : clusterProblems(args.cluster)),
  ]
}

function instanceProblems(
  { instanceType, availabilityZone, rootVolumeGib }: KaapanaInstance,
  { region, gpu = false }: KaapanaPlatformArgs,
): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (instanceType !== undefined)
    problems.push(...typeProblems('instance.instanceType', instanceType, gpu))
  if (!new RegExp(`^${region}[a-z]$`).test(availabilityZone))
    problems.push({
      argument: 'instance.availabilityZone',
      got: availabilityZone,
      allowed: `a zone of ${region}, e.g. ${region}a`,
    })
  if (rootVolumeGib !== undefined && !(rootVolumeGib >= 200 && rootVolumeGib <= 16_384))
    problems.push({
      argument: 'instance.rootVolumeGib',
      got: rootVolumeGib,
      allowed: '200–16384 GiB',
      fix: 'a full disk shows as evicted pods and a deployment without end',
    })
  return problems
}

/** What is wrong with the type of an instance that is to take Kaapana. */
export function typeProblems(argument: string, type: string, gpu: boolean): ArgumentProblem[] {
  const size = nodeSize(type)
  const { vcpus, memoryGib } = SMALLEST_NODE
  if (size === undefined)
    return [
      {
        argument,
        got: type,
        allowed: 'an x86 type of the families m, r or c (5 to 7), g4dn, g5, g6, g6e or gr6',
      },
    ]
  const problems: ArgumentProblem[] = []
  if (!isLargeEnough(size))
    problems.push({
      argument,
      got: type,
      allowed: `of ${vcpus} virtual CPUs and ${memoryGib} GiB at least`,
      fix: `it has ${size.vcpus} and ${size.memoryGib} GiB; r6i.2xlarge is the smallest that fits`,
    })
  if (gpu && !size.gpu)
    problems.push({
      argument,
      got: type,
      allowed: 'a type with an NVIDIA GPU when gpu is true',
      fix: 'e.g. g5.4xlarge, or leave gpu out',
    })
  return problems
}

const STRATEGIES: readonly string[] = Object.values(KaapanaStorage)

function clusterProblems(place: KaapanaClusterPlace): ArgumentProblem[] {
  const { storage = KaapanaStorage.Csi, nodeMemoryGib, serviceCidr } = place
  const problems: ArgumentProblem[] = []
  if (!STRATEGIES.includes(storage)) {
    const allowed = `one of ${STRATEGIES.join(', ')}`
    problems.push({ argument: 'cluster.storage', got: storage, allowed })
  }
  if (!(nodeMemoryGib >= SMALLEST_NODE.memoryGib))
    problems.push({
      argument: 'cluster.nodeMemoryGib',
      got: nodeMemoryGib,
      allowed: `${SMALLEST_NODE.memoryGib} at least, the memory of the node`,
    })
  if (serviceCidr !== undefined && !isBlock(serviceCidr)) {
    const allowed = 'a block of addresses, e.g. 10.100.0.0/16'
    problems.push({ argument: 'cluster.serviceCidr', got: serviceCidr, allowed })
  }
  return [...problems, ...volumeProblems(place, storage)]
}

function volumeProblems(
  { fileSystemId, dataVolumeId }: KaapanaClusterPlace,
  storage: KaapanaStorage,
): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (storage === KaapanaStorage.Csi && fileSystemId === undefined)
    problems.push({
      argument: 'cluster.fileSystemId',
      got: fileSystemId,
      allowed: `given with storage ${storage}: workflows share files`,
      fix: 'give the Cluster a fileSystem, and its fileSystemId here',
    })
  if ((storage === KaapanaStorage.Parity) !== (dataVolumeId !== undefined))
    problems.push({
      argument: 'cluster.dataVolumeId',
      got: dataVolumeId === undefined ? undefined : 'a volume',
      allowed: `given with storage ${KaapanaStorage.Parity}, and left out otherwise`,
    })
  return problems
}
