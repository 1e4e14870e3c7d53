import type { ArgumentProblem } from '../../argument-error.ts'
import {
  GPU_FAMILIES,
  gpuInstanceSize,
  INSTANCE_FAMILIES,
  instanceSize,
} from '../../instance-sizes.ts'
import { KaapanaStorage } from '../kaapana-platform-args.ts'
import type { KaapanaNodeGroupArgs } from './kaapana-node-group.ts'

type Settled = Required<Pick<KaapanaNodeGroupArgs, 'instanceType' | 'storage' | 'gpu' | 'nodes'>> &
  KaapanaNodeGroupArgs & { diskSizeGib: number }

/**
 * Families that attach 32 disks whatever else is attached; older ones share 28 places among disks and
 * network interfaces, and Kaapana's 21 disks would not find room.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/volume_limits.html
 */
const MANY_DISKS = ['m7i', 'm7a', 'r7i', 'r7a', 'c7i', 'g6']

/** What is wrong with a node group for Kaapana. */
export function nodeProblems(args: Settled): ArgumentProblem[] {
  const { diskSizeGib, storage } = args
  const problems = typeProblems(args)
  if (!(diskSizeGib >= 200 && diskSizeGib <= 16_384))
    problems.push({
      argument: 'diskSizeGib',
      got: diskSizeGib,
      allowed: '200–16384 GiB',
      fix: 'a full disk shows as evicted pods and a deployment without end',
    })
  const strategies: readonly string[] = Object.values(KaapanaStorage)
  if (!strategies.includes(storage))
    problems.push({ argument: 'storage', got: storage, allowed: `one of ${strategies.join(', ')}` })
  return [...problems, ...countProblems(args), ...volumeProblems(args)]
}

/** Addresses for pods and memory, of which the smallest types have too little. */
const LEAST = { vcpus: 16, memoryGib: 64 }

function typeProblems({ instanceType: got, gpu, storage }: Settled): ArgumentProblem[] {
  const argument = 'instanceType'
  const size = gpu ? gpuInstanceSize(got) : instanceSize(got)
  if (size === undefined) {
    const families = gpu ? GPU_FAMILIES : INSTANCE_FAMILIES
    const what = gpu ? 'a type with a GPU of NVIDIA' : 'a type with x86_64 processors'
    return [{ argument, got, allowed: `${what}, of a family of ${families.join(', ')}` }]
  }
  const problems: ArgumentProblem[] = []
  if (size.vcpus < LEAST.vcpus || size.memoryGib < LEAST.memoryGib)
    problems.push({
      argument,
      got,
      allowed: `a type with ${LEAST.vcpus} vCPUs and ${LEAST.memoryGib} GiB or more`,
      fix: 'Kaapana runs about 60 pods, and smaller types have addresses for 58',
    })
  if (storage === KaapanaStorage.Csi && !MANY_DISKS.includes(got.split('.')[0] ?? ''))
    problems.push({
      argument,
      got,
      allowed: `of a family of ${MANY_DISKS.join(', ')} with storage ${storage}`,
      fix: 'others cannot attach enough disks',
    })
  return problems
}

function countProblems({ nodes, storage }: Settled): ArgumentProblem[] {
  const most = storage === KaapanaStorage.Parity ? 1 : 10
  if (Number.isInteger(nodes) && nodes >= 1 && nodes <= most) return []
  const allowed = most === 1 ? `1 with storage ${storage}` : `a whole number, 1–${most}`
  return [{ argument: 'nodes', got: nodes, allowed }]
}

function volumeProblems({ dataVolumeId: got, storage }: Settled): ArgumentProblem[] {
  if ((storage === KaapanaStorage.Parity) !== (got !== undefined)) {
    const allowed = `given with storage ${KaapanaStorage.Parity}, and left out otherwise`
    return [{ argument: 'dataVolumeId', got, allowed }]
  }
  if (got === undefined || /^vol-[0-9a-f]{8,17}$/.test(got)) return []
  return [
    { argument: 'dataVolumeId', got, allowed: 'the id of a volume, e.g. vol-0123456789abcdef0' },
  ]
}
