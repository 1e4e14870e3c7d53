import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SimulatedCloud } from '../cloud/simulated-cloud.ts'
import { FaultPlan } from '../providers/faults.ts'
import { startProvider } from '../providers/provider-server.ts'
import { type EngineEvents, readEvents } from './engine-events.ts'
import type { PulumiCli } from './find-pulumi.ts'
import type { Workspace } from './workspace.ts'

/** Where the CLI's commands run, and on what. */
export interface Stage {
  readonly cli: PulumiCli
  readonly workspace: Workspace
  /** Folder of the program's Pulumi.yaml. */
  readonly program: string
  readonly environment: string
  readonly cloud: SimulatedCloud
  /** Versions of the providers to simulate, by package. */
  readonly packages: ReadonlyMap<string, string>
  readonly region: string
  readonly signal?: AbortSignal | undefined
  /** Told how many resources a command has come to. */
  readonly onProgress?: (resources: number) => void
}

/** How a command ended. */
export interface CommandResult {
  readonly ok: boolean
  /** Standard output and error together. */
  readonly output: string
  readonly events: EngineEvents
}

/** Runs a command that neither needs the program nor providers. */
export function runPlain(stage: Stage, args: readonly string[]): Promise<CommandResult> {
  return run(stage, { args, env: stage.workspace.env, folder: stage.workspace.folder })
}

let runs = 0

/** Runs a command of the stack's life with simulated providers attached. */
export async function runAttached(
  stage: Stage,
  args: readonly string[],
  faults: FaultPlan = new FaultPlan(),
): Promise<CommandResult> {
  const { packages: versions, cloud, region, workspace, environment } = stage
  const providers = await Promise.all(
    [...versions.keys()].map((name) => startProvider({ name, versions, cloud, region, faults })),
  )
  runs += 1
  const log = join(workspace.folder, `events-${runs}-${args[0]}.json`)
  const attached = providers.map(({ name, port }) => `${name}:${port}`).join(',')
  try {
    return await run(stage, {
      args: [
        ...args,
        ...['--stack', environment, '--config-file', workspace.configFile, '--event-log', log],
        ...['--non-interactive', '--color', 'never'],
      ],
      env: { ...workspace.env, PULUMI_DEBUG_PROVIDERS: attached },
      folder: stage.program,
      log,
    })
  } finally {
    for (const provider of providers) provider.close()
  }
}

interface Command {
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly folder: string
  /** The engine's event log, if the command writes one. */
  readonly log?: string
}

function run({ cli, signal, onProgress }: Stage, command: Command): Promise<CommandResult> {
  const { args, env, folder, log } = command
  const child = spawn(cli.path, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const interrupt = (): void => void child.kill('SIGINT')
  signal?.addEventListener('abort', interrupt)
  const ticking = onProgress && setInterval(() => onProgress(resourcesIn(log)), 1000)
  return new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (signal?.aborted) return reject(signal.reason)
      resolve({ ok: code === 0, output, events: readEvents(logged(log)) })
    })
  }).finally(() => {
    clearInterval(ticking)
    signal?.removeEventListener('abort', interrupt)
  })
}

const logged = (log: string | undefined): string =>
  log !== undefined && existsSync(log) ? readFileSync(log, 'utf8') : ''

const resourcesIn = (log: string | undefined): number =>
  logged(log).split('"resOutputsEvent"').length - 1
