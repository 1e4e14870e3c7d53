import type { ArgumentProblem } from '../../argument-error.ts'
import { KaapanaStorage } from '../kaapana-platform-args.ts'
import { nodeSize } from '../node-size.ts'
import { typeProblems } from '../place-problems.ts'
import type { KaapanaNodeGroupArgs } from './kaapana-node-group.ts'

type Settled = Required<Pick<KaapanaNodeGroupArgs, 'instanceType' | 'storage' | 'gpu' | 'nodes'>> &
  KaapanaNodeGroupArgs & { diskSizeGib: number }

/**
 * Families that attach 32 disks whatever else is attached; older ones share 28 places among disks and
 * network interfaces, and Kaapana's 21 disks would not find room.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/volume_limits.html
 */
const MANY_DISKS = ['m7i', 'm7a', 'r7i', 'r7a', 'c7i', 'g6', 'g6e', 'gr6']

/** What is wrong with a node group for Kaapana. */
export function nodeProblems(args: Settled): ArgumentProblem[] {
  const { instanceType, gpu, diskSizeGib, storage } = args
  const problems = [...typeProblems('instanceType', instanceType, gpu)]
  if (problems.length === 0) problems.push(...roomProblems(args))
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

function roomProblems({ instanceType, storage }: Settled): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  const argument = 'instanceType'
  if ((nodeSize(instanceType)?.vcpus ?? 0) < 16)
    problems.push({
      argument,
      got: instanceType,
      allowed: '4xlarge or larger',
      fix: 'smaller types have addresses for 58 pods, and Kaapana runs about 60',
    })
  const family = instanceType.split('.')[0] ?? ''
  if (storage === KaapanaStorage.Csi && !MANY_DISKS.includes(family))
    problems.push({
      argument,
      got: instanceType,
      allowed: `of ${MANY_DISKS.join(', ')} with storage ${storage}`,
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
