import type { ArgumentProblem } from '../argument-error.ts'
import { isBlock } from '../cidr-block.ts'
import {
  type KaapanaClusterPlace,
  type KaapanaPlatformArgs,
  KaapanaStorage,
} from './kaapana-platform-args.ts'
import { instanceProblems } from './microk8s/instance-plan.ts'

/** Kaapana's own minimum. https://kaapana.readthedocs.io/en/stable/installation_guide/requirements.html */
const LEAST_GIB = 64

/** What is wrong with the instance or the place in a cluster. */
export function placeProblems(args: KaapanaPlatformArgs): ArgumentProblem[] {
  return [
    ...instanceProblems(args),
    ...(args.cluster === undefined ? [] : clusterProblems(args.cluster)),
  ]
}

const STRATEGIES: readonly string[] = Object.values(KaapanaStorage)

function clusterProblems(place: KaapanaClusterPlace): ArgumentProblem[] {
  const { storage = KaapanaStorage.Csi, nodeMemoryGib, serviceCidr } = place
  const problems: ArgumentProblem[] = []
  if (!STRATEGIES.includes(storage)) {
    const allowed = `one of ${STRATEGIES.join(', ')}`
    problems.push({ argument: 'cluster.storage', got: storage, allowed })
  }
  if (!(nodeMemoryGib >= LEAST_GIB))
    problems.push({
      argument: 'cluster.nodeMemoryGib',
      got: nodeMemoryGib,
      allowed: `${LEAST_GIB} at least, the memory of the node`,
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
