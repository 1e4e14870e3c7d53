import { writeFileSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import type { CheckResult } from '../../kaapana/check/check.ts'
import type { Target } from '../../kaapana/check/target.ts'
import type { KaapanaSession } from '../../kaapana/http/session.ts'
import { EXIT } from '../exit-codes.ts'
import { interruptSignal } from '../interrupt.ts'
import { createProgress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'
import { addClusterOptions, type ClusterOptions } from './cluster-options.ts'
import {
  addCredentialOptions,
  type CredentialOptions,
  readCredentials,
  SIGN_IN_HELP,
} from './credentials.ts'
import {
  addImagingOptions,
  IMAGING_HELP,
  type ImagingCheckOptions,
  imagingChecksOf,
} from './imaging-options.ts'
import { addTrustOptions, host, type TrustOptions, trustOf } from './kaapana-host.ts'

interface CheckOptions
  extends ClusterOptions,
    CredentialOptions,
    ImagingCheckOptions,
    TrustOptions {
  httpPort: number
  project: string
  only?: string[]
  limit: number
  overall: number
  all?: boolean
  json?: boolean
  junit?: string
}

/** `dataspace kaapana check`: whether a running Kaapana is as it shall be. */
export function addCheck(kaapana: Command): void {
  const command = kaapana
    .command('check')
    .description('Check a running Kaapana: TLS, sign-in, every route, and its cluster')
    .argument('<url>', 'https://<host>, as browsers open it', host)
  addImagingOptions(addClusterOptions(addCredentialOptions(addTrustOptions(command))))
    .option('--http-port <port>', 'port that leads to HTTPS; 0: there is none', port, 80)
    .option('--project <name>', 'project that is signed in to', 'admin')
    .option('--only <ids>', 'checks whose id begins with one of these, with commas', beginnings)
    .option('--limit <seconds>', 'that a check may take', seconds, 30)
    .option('--overall <seconds>', 'that all may take', seconds, 300)
    .option('--all', 'show what was seen of checks that passed, too')
    .option('--json', 'write {url, seconds, results} to standard output')
    .option('--junit <file>', 'write the results for tools that show tests')
    .addHelpText(
      'after',
      `
Without --dicom and --workflow nothing is changed. Without credentials nothing behind the sign-in is checked, without --kubeconfig or --context
nothing of the cluster: such checks are skipped, and say so. docs/kaapana/verify.md explains every id.
Exit code 0: no check failed. 1: at least one did. 130: interrupted.
${IMAGING_HELP}
${SIGN_IN_HELP}

Examples:
  $ dataspace kaapana check https://kaapana.hospital.example
  $ dataspace kaapana check https://kaapana.hospital.example --ca kaapana.pem --kubeconfig kaapana.yaml
  $ dataspace kaapana check https://kaapana.hospital.example --ca kaapana.pem --workflow --only dicom,workflow
  $ dataspace kaapana check https://kaapana.hospital.example --json --junit checks.xml --secret-arn $SECRET_ARN`,
    )
    .action(check)
}

async function check(url: URL, options: CheckOptions): Promise<void> {
  const { kaapanaChecks } = await import('../../kaapana/check/kaapana-checks.ts')
  const { runChecks } = await import('../../kaapana/check/run-checks.ts')
  const signal = interruptSignal()
  const target = await targetOf(url, options, signal)
  const { only } = options
  const imaging = await imagingChecksOf(target, options)
  const checks = [...kaapanaChecks(target), ...imaging].filter(
    ({ id }) => only === undefined || only.some((start) => id.startsWith(start)),
  )
  if (checks.length === 0) await refuseNothing()
  const progress = createProgress(options.json ?? false)
  const [date, start] = [new Date(), performance.now()]
  let done = 0
  try {
    const results = await runChecks(checks, {
      signal,
      limit: options.limit,
      // Checks of images have a limit of their own, and it is longer.
      ...(imaging.length === 0 && { overall: options.overall }),
      onResult: ({ id }) => {
        done += 1
        progress.update(done / checks.length, id)
      },
    })
    progress.stop()
    await report({ url, date, seconds: (performance.now() - start) / 1000, results }, options)
  } catch (error) {
    progress.stop()
    if (!signal.aborted) throw error
    process.stderr.write(
      `Interrupted after ${done} of ${checks.length} checks${imaging.length === 0 ? '; nothing was changed' : ''}.\n`,
    )
    process.exitCode = EXIT.interrupted
  }
}

async function targetOf(url: URL, options: CheckOptions, signal: AbortSignal): Promise<Target> {
  const { createFetch } = await import('../../kaapana/http/kaapana-fetch.ts')
  const { openSession } = await import('../../kaapana/http/session.ts')
  const { createKubectl } = await import('../../kaapana/cluster/kubectl.ts')
  const { kubeconfig, context, httpPort, project } = options
  const trust = trustOf(options)
  const credentials = await readCredentials(options)
  const cluster = {
    ...(kubeconfig !== undefined && { kubeconfig }),
    ...(context !== undefined && { context }),
  }
  let session: Promise<KaapanaSession> | undefined
  const limited = () => AbortSignal.any([signal, AbortSignal.timeout(options.limit * 1000)])
  return {
    ...trust,
    baseUrl: url,
    httpPort,
    fetch: createFetch(trust),
    // One try, whatever comes of it: Keycloak locks out who tries again and again.
    ...(credentials !== undefined && {
      session: () => {
        session ??= openSession({
          ...trust,
          ...credentials,
          baseUrl: url,
          project,
          signal: limited(),
        })
        return session
      },
    }),
    ...(Object.keys(cluster).length > 0 && { kubectl: createKubectl(cluster) }),
  }
}

interface Run {
  readonly url: URL
  readonly date: Date
  readonly seconds: number
  readonly results: readonly CheckResult[]
}

async function report({ url, date, seconds: took, results }: Run, options: CheckOptions) {
  const { checkSummary, checkTable } = await import('../../kaapana/report/check-text.ts')
  const { junitXml } = await import('../../kaapana/report/junit.ts')
  const { junit, json, all = false } = options
  if (junit !== undefined)
    writeFileSync(junit, junitXml({ name: url.host, date, seconds: took, results }))
  const text = json
    ? JSON.stringify({ url: url.origin, date, seconds: took, results }, null, 2)
    : `${checkTable(results, { all })}\n\n${checkSummary(results, took)}`
  process.stdout.write(`${text}\n`)
  if (results.some(({ outcome }) => outcome === 'failed')) process.exitCode = EXIT.finding
}

async function refuseNothing(): Promise<never> {
  throw new UsageError('--only: no check has an id that begins so; see docs/kaapana/verify.md.')
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new InvalidArgumentError('Give a port, or 0.')
}

function seconds(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give whole seconds, 1 to 99999.')
}

function beginnings(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim())
  if (ids.includes('')) throw new InvalidArgumentError('Give ids with a comma between them.')
  return ids
}
