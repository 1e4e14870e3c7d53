import { join } from 'node:path'
import { SimulatedCloud } from '../cloud/simulated-cloud.ts'
import { type Project, ProjectError, readProject, readYaml } from '../plan/project.ts'
import { environmentsOf } from '../plan/stack-config.ts'
import type { Fault } from '../providers/faults.ts'
import { findPulumi } from './find-pulumi.ts'
import { findPackages } from './program-packages.ts'
import type { RehearsalReport, RehearsalStep } from './rehearsal-report.ts'
import {
  defaultChanges,
  type RehearsalSettings,
  type SettingChange,
  unprotectingChanges,
  withoutSecrets,
} from './rehearsal-settings.ts'
import type { Stage } from './run-pulumi.ts'
import { stateResources } from './stack-state.ts'
import * as steps from './steps.ts'
import { createWorkspace } from './workspace.ts'

/** What to rehearse, and how. */
export interface RehearsalOptions {
  /** Folder of the program's Pulumi.yaml. */
  readonly program: string
  readonly environment: string
  /** Settings to change once it is up. @default another owner, if the settings have one */
  readonly changes?: readonly SettingChange[]
  /** Settings that turn protection off. @default every protection that is `true` becomes `false` */
  readonly unprotect?: readonly SettingChange[]
  /** Troubles, one for each of the first `up`s. */
  readonly faults?: readonly Fault[]
  /** Further providers to simulate, by package. */
  readonly providers?: readonly string[]
  /** Keeps the folder with state and logs. */
  readonly keep?: boolean
  readonly signal?: AbortSignal
  readonly onStep?: (step: RehearsalStep) => void
  /** Told the step at work and how many resources it has come to. */
  readonly onProgress?: (step: string, resources: number) => void
}

/**
 * Takes an environment through its life on the real Pulumi engine with simulated providers: preview,
 * up, preview, a change of settings, refresh, destroy. Nothing of the user's is touched and nothing
 * is asked of a cloud. The first step that fails ends the rehearsal.
 *
 * @throws MissingToolError without a CLI, ProjectError without the program or environment.
 */
export async function rehearse(options: RehearsalOptions): Promise<RehearsalReport> {
  const cli = await findPulumi()
  const project = readProject(options.program)
  const settings = readSettings(project, options.environment)
  const packages = findPackages(project.folder)
  for (const name of options.providers ?? []) if (!packages.has(name)) packages.set(name, '0.0.0')
  const { environment, signal } = options
  const workspace = createWorkspace({
    project: project.name,
    environment,
    config: settings.config,
  })
  const performance = new Performance(options)
  const region = settings.config['aws:region']
  const stage: Stage = {
    cli,
    workspace,
    program: project.folder,
    environment,
    cloud: new SimulatedCloud(),
    packages,
    region: typeof region === 'string' ? region : 'eu-central-1',
    signal,
    ...(options.onProgress && { onProgress: (resources) => performance.tick(resources) }),
  }
  try {
    await perform(performance, stage, { options, settings })
    const folder = options.keep === true ? { folder: workspace.folder } : {}
    return {
      environment,
      project: project.name,
      pulumi: cli.version,
      ...performance.result(),
      ...folder,
    }
  } finally {
    if (options.keep !== true) workspace.remove()
  }
}

function readSettings(project: Project, environment: string): RehearsalSettings {
  const known = environmentsOf(project)
  if (!known.includes(environment))
    throw new ProjectError(
      `The project ${project.name} has no environment "${environment}". It has: ${known.join(', ') || 'none'}.`,
    )
  const { config } = readYaml(join(project.configFolder, `Pulumi.${environment}.yaml`))
  return withoutSecrets(config)
}

async function perform(
  performance: Performance,
  stage: Stage,
  { options, settings }: { options: RehearsalOptions; settings: RehearsalSettings },
): Promise<void> {
  const { step } = performance
  await step('new stack', 'a stack in an empty backend', () =>
    steps.initialise(stage, settings.secretKeys),
  )
  await step('preview', 'a plan without errors', () => steps.preview(stage))
  for (const fault of options.faults ?? [])
    await step(`up, fault: ${fault.kind}`, 'a failure that says where', () =>
      steps.upWithFault(stage, fault),
    )
  await step('up', 'every resource made', () => steps.up(stage))
  await step('preview again', 'nothing to change', () => steps.previewAgain(stage))
  const changes = options.changes ?? defaultChanges(settings.config)
  const onlyUpdates = options.changes === undefined
  if (changes.length > 0)
    await step('change of settings', 'updates, and no loss of what holds data', () =>
      steps.changeSettings(stage, changes, onlyUpdates),
    )
  await step('refresh', 'the cloud as the state has it', () => steps.refresh(stage))
  const unprotecting = options.unprotect ?? unprotectingChanges(settings.config)
  const isMarked = async (): Promise<boolean> =>
    (await stateResources(stage)).some(({ protect }) => protect === true)
  const marked = await performance.asks(isMarked)
  if (marked)
    await step('destroy while protected', 'a refusal; what is protected stays', () =>
      steps.refusedDestroy(stage),
    )
  if (marked || unprotecting.length > 0)
    await step('protection off', 'nothing protected any more', () =>
      steps.unprotect(stage, unprotecting),
    )
  await step('destroy', 'nothing left in state and cloud', () => steps.destroy(stage))
}

/** The steps as they are done; after one that failed none is begun. */
class Performance {
  readonly #options: RehearsalOptions
  readonly #steps: RehearsalStep[] = []
  readonly #began = Date.now()
  #current = ''

  constructor(options: RehearsalOptions) {
    this.#options = options
  }

  get #failed(): boolean {
    return this.#steps.some(({ ok }) => !ok)
  }

  readonly step = async (
    name: string,
    expected: string,
    work: () => Promise<steps.Finding>,
  ): Promise<void> => {
    if (this.#failed) return
    this.#current = name
    this.tick(0)
    const began = Date.now()
    const { changes = {}, notes = [], problems } = await work()
    const seconds = (Date.now() - began) / 1000
    const ok = problems.length === 0
    const step = { name, expected, ok, seconds, changes, notes, problems }
    this.#steps.push(step)
    this.#options.onStep?.(step)
  }

  /** Asks about the state, unless a step failed. */
  async asks(question: () => Promise<boolean>): Promise<boolean> {
    return !this.#failed && (await question())
  }

  tick(resources: number): void {
    this.#options.onProgress?.(this.#current, resources)
  }

  result(): Pick<RehearsalReport, 'ok' | 'seconds' | 'steps'> {
    const seconds = (Date.now() - this.#began) / 1000
    return { ok: !this.#failed, seconds, steps: this.#steps }
  }
}
