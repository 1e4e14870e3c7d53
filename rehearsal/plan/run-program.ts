import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { RecordedProgram } from '../engine/recorded-resource.ts'
import { type RecordingEngine, startRecordingEngine } from '../engine/recording-engine.ts'
import { programError } from './program-error.ts'
import { type Project, readProject } from './project.ts'
import { readStackConfig, type StackConfig } from './stack-config.ts'

/** Region of AWS providers when the configuration names none. */
export const DEFAULT_REGION = 'eu-central-1'

/** Which program to run, and for which environment. */
export interface RunOptions {
  /** Folder of `Pulumi.yaml`. */
  readonly folder: string
  /** Name of the stack. */
  readonly environment: string
  /**
   * Whether Pulumi's own TypeScript loader runs the program.
   * @default what `runtime.options.typescript` of the project says
   */
  readonly typescript?: boolean
  /** Told the number of resources registered so far. */
  readonly onResource?: (count: number) => void
  /** Stops the program. */
  readonly signal?: AbortSignal
}

/** A program's run. */
export interface ProgramRun {
  readonly project: Project
  readonly environment: string
  readonly region: string
  readonly recorded: RecordedProgram
  /** Plain text that stands for the configuration's secrets. */
  readonly secrets: readonly string[]
  /** What the program wrote while it ran. */
  readonly output: string
}

/**
 * Runs a Pulumi program as `pulumi preview` does, in a process of its own, against an engine that
 * records and simulates: no CLI, no plugins, no cloud, no backend.
 *
 * @throws ProjectError when there is no such program or environment, ProgramError when it fails.
 */
export async function runProgram(options: RunOptions): Promise<ProgramRun> {
  const { folder, environment, signal } = options
  const declared = readProject(folder)
  const project = { ...declared, typescript: options.typescript ?? declared.typescript }
  const config = readStackConfig(project, environment)
  const region = config.values['aws:region'] ?? DEFAULT_REGION
  let count = 0
  const engine = await startRecordingEngine({
    project: project.name,
    stack: environment,
    region,
    onResource: () => options.onResource?.(++count),
  })
  try {
    const child = startProgram({ project, config, environment, engine, signal })
    const { ending, stdout, stderr } = await untilEnd(child)
    signal?.throwIfAborted()
    const recorded = engine.recorded()
    const failed = ending !== 'exit code 0' || hasErrors(recorded)
    if (failed) throw programError({ logs: recorded.logs, stderr, ending, folder: project.folder })
    const secrets = [...config.placeholders, ...config.secretKeys.map((key) => config.values[key])]
    return {
      project,
      environment,
      region,
      recorded,
      secrets: secrets.filter((secret) => secret !== undefined),
      output: stdout + stderr,
    }
  } finally {
    await engine.close()
  }
}

const hasErrors = ({ logs }: RecordedProgram): boolean =>
  logs.some(({ severity }) => severity === 'error')

interface Start {
  readonly project: Project
  readonly config: StackConfig
  readonly environment: string
  readonly engine: RecordingEngine
  readonly signal: AbortSignal | undefined
}

/**
 * What the SDK does for debugging, and takes half of a plan's time with, is left out: a stack for every
 * promise and resource, which source-map-support, installed by cmd/run, would rewrite though type
 * stripping needs no source maps; and a thousand debug lines, each a call that waits for the one before.
 */
const withoutDebugging = (entry: string): string =>
  `data:text/javascript,${encodeURIComponent(`
import { createRequire } from 'node:module'
const unseen = ['debuggablePromise', 'callsites']
let prepare = (error, frames) => unseen.includes(frames[0]?.getFunctionName())
  ? ''
  : [error, ...frames].join('\\n    at ')
Object.defineProperty(Error, 'prepareStackTrace', {
  configurable: true,
  get: () => prepare,
  set: (other) => { if (other && other.name !== 'prepareStackTrace') prepare = other },
})
createRequire(${JSON.stringify(entry)})('../../log').debug = async () => {}`)}`

type Program = ChildProcessByStdio<null, Readable, Readable>

function startProgram(start: Start): Program {
  const { project, environment, engine, signal } = start
  const entry = entryPoint(project.folder)
  const args = [
    ...(project.typescript ? [] : [`--import=${withoutDebugging(entry)}`]),
    ...project.nodeArguments,
    entry,
    `--project=${project.name}`,
    `--stack=${environment}`,
    '--organization=organization',
    `--root-directory=${project.folder}`,
    `--pwd=${project.workingFolder}`,
    '--parallel=64',
    '--dry-run=true',
    `--monitor=${engine.address}`,
    `--engine=${engine.address}`,
    project.entry,
  ]
  return spawn(process.execPath, args, {
    cwd: project.workingFolder,
    env: environmentOf(start),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal !== undefined && { signal }),
  })
}

/** The program's own copy of the SDK, as the CLI takes it; ours when it has none. */
function entryPoint(folder: string): string {
  for (const from of [join(folder, 'Pulumi.yaml'), import.meta.url]) {
    try {
      return createRequire(from).resolve('@pulumi/pulumi/cmd/run')
    } catch {}
  }
  throw new Error(`No @pulumi/pulumi in ${folder}: run npm install there.`)
}

function environmentOf({ project, config }: Start): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Loading the providers' SDKs is most of a plan's time; compiled code is kept between runs.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'node-compile-cache'),
    PULUMI_CONFIG: JSON.stringify(config.values),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(config.secretKeys),
    PULUMI_NODEJS_TYPESCRIPT: String(project.typescript),
    ...(project.tsconfig !== undefined && { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
  }
}

interface End {
  readonly ending: string
  readonly stdout: string
  readonly stderr: string
}

function untilEnd(child: Program): Promise<End> {
  const out = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      out[stream] += text
    })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) =>
      resolve({ ending: signal === null ? `exit code ${code}` : `signal ${signal}`, ...out }),
    )
  })
}
