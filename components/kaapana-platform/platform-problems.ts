import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { isHostName } from '../host-name.ts'
import { retentionProblems } from '../log-settings.ts'
import { accessProblems } from './access-problems.ts'
import { type KaapanaPlatformArgs, KaapanaRuntime } from './kaapana-platform-args.ts'
import { placeProblems } from './place-problems.ts'

/**
 * Refuses arguments that Kaapana cannot be installed with.
 *
 * @throws ArgumentError with every problem.
 */
export function refuseKaapana(name: string, args: KaapanaPlatformArgs): void {
  refuse('KaapanaPlatform', name, [
    ...nameProblems(name),
    ...regionProblems(args),
    ...hostProblems(args.hostName),
    ...runtimeProblems(args),
    ...placeProblems(args),
    ...accessProblems(args),
    ...dataProblems(args),
  ])
}

/** Load balancers and target groups have names of 32 characters, of which Pulumi takes eight. */
function nameProblems(name: string): ArgumentProblem[] {
  if (/^[a-z][a-z0-9-]{0,15}$/.test(name)) return []
  const allowed = '1–16 of a–z, 0–9 and hyphen, a letter first'
  return [{ argument: 'name', got: name, allowed }]
}

function regionProblems({ region, accountId }: KaapanaPlatformArgs): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region))
    problems.push({ argument: 'region', got: region, allowed: 'a region such as eu-central-1' })
  if (typeof accountId === 'string' && !/^\d{12}$/.test(accountId))
    problems.push({ argument: 'accountId', got: accountId, allowed: '12 digits' })
  return problems
}

/** Names that no DNS server of a hospital answers. https://www.rfc-editor.org/rfc/rfc6762, rfc6761 */
const NEVER_RESOLVED = /\.(local|localhost|invalid)$/

function hostProblems(hostName: string): ArgumentProblem[] {
  if (isHostName(hostName) && !NEVER_RESOLVED.test(hostName)) return []
  return [
    {
      argument: 'hostName',
      got: hostName,
      allowed:
        'a host name that DNS resolves: labels of a–z, 0–9 and hyphen, two or more, 253 characters at most',
      fix: 'pods, certificate and sign-in use it: no address, and no .local',
    },
  ]
}

const RUNTIMES: readonly string[] = Object.values(KaapanaRuntime)

function runtimeProblems({ runtime, instance, cluster }: KaapanaPlatformArgs): ArgumentProblem[] {
  if (!RUNTIMES.includes(runtime))
    return [{ argument: 'runtime', got: runtime, allowed: `one of ${RUNTIMES.join(', ')}` }]
  const eks = runtime === KaapanaRuntime.Eks
  const [needed, other] = eks
    ? (['cluster', 'instance'] as const)
    : (['instance', 'cluster'] as const)
  const given = { instance, cluster }
  const problems: ArgumentProblem[] = []
  if (given[needed] === undefined)
    problems.push({ argument: needed, got: undefined, allowed: `given with runtime ${runtime}` })
  if (given[other] !== undefined) {
    const fix = `or set runtime to ${eks ? KaapanaRuntime.MicroK8s : KaapanaRuntime.Eks}`
    const got = `an ${other === 'instance' ? 'instance' : 'EKS cluster'}`
    problems.push({ argument: other, got, allowed: `left out with runtime ${runtime}`, fix })
  }
  return problems
}

/** Upstream asks for 100 GB of fast and 100 GB of slow disk; EBS ends at 16 TiB. */
const DISK = { least: 200, most: 16_384 }

function dataProblems(args: KaapanaPlatformArgs): ArgumentProblem[] {
  const { dataVolumeGib, snapshotRetentionDays, logRetentionDays } = args
  const problems: ArgumentProblem[] = []
  if (!isWithin(dataVolumeGib ?? DISK.least, DISK.least, DISK.most))
    problems.push({
      argument: 'dataVolumeGib',
      got: dataVolumeGib,
      allowed: `${DISK.least}–${DISK.most} GiB`,
    })
  if (!isWithin(snapshotRetentionDays ?? 1, 1, 1000))
    problems.push({
      argument: 'snapshotRetentionDays',
      got: snapshotRetentionDays,
      allowed: 'a whole number of days, 1–1000',
    })
  if (logRetentionDays !== undefined)
    problems.push(...retentionProblems('logRetentionDays', logRetentionDays))
  return problems
}

const isWithin = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most
