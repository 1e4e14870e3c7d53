import { type Command, InvalidArgumentError } from 'commander'
import type { Fault, FaultKind } from '../rehearsal/providers/faults.ts'
import type { RehearsalReport } from '../rehearsal/rehearse/rehearsal-report.ts'
import type { SettingChange } from '../rehearsal/rehearse/rehearsal-settings.ts'
import { EXIT } from './exit-codes.ts'
import { interruptSignal } from './interrupt.ts'
import { createCounter } from './progress.ts'

interface RehearseOptions {
  program: string
  change: SettingChange[]
  unprotect: SettingChange[]
  fault: Fault[]
  provider: string[]
  keep?: boolean
  json?: boolean
}

/** `dataspace rehearse`: an environment's whole life on the real engine, without a cloud. */
export function addRehearse(program: Command): void {
  program
    .command('rehearse')
    .description('Take an environment through preview, up, change, refresh and destroy; no cloud')
    .argument('<environment>', 'name of the stack: the program has a Pulumi.<environment>.yaml')
    .option('--program <folder>', 'folder of another Pulumi program in TypeScript', '.')
    .option('--change <key=value>', 'setting to change once it is up (repeatable)', change, [])
    .option(
      '--unprotect <key=value>',
      'setting that turns protection off before destroy (repeatable)',
      change,
      [],
    )
    .option(
      '--fault <kind[:type]>',
      'trouble in an up that the next has to recover from: partial or lost (repeatable)',
      fault,
      [],
    )
    .option(
      '--provider <package>',
      'further provider to simulate (repeatable)',
      (name: string, all: string[]) => [...all, name],
      [],
    )
    .option('--keep', 'keep the folder with state, settings and logs')
    .option('--json', 'the whole report as JSON on standard output')
    .addHelpText(
      'after',
      `
Needs the Pulumi CLI on PATH, and nothing else: no account, no login, no credentials. State is kept in a
temporary folder, providers are simulated, and the environment's own settings are not written to.
docs/rehearse.md says what the simulated cloud refuses and what it cannot know.

Examples:
  $ dataspace rehearse dev
  $ dataspace rehearse prod --fault partial:aws:rds/instance:Instance --fault lost
  $ dataspace rehearse dev --change dataspace:network.zones=3
  $ dataspace rehearse dev --program ../their-program`,
    )
    .action(rehearseEnvironment)
}

async function rehearseEnvironment(environment: string, options: RehearseOptions): Promise<void> {
  const { rehearse } = await import('../rehearsal/rehearse/rehearse.ts')
  const { stepText } = await import('../rehearsal/rehearse/rehearsal-report.ts')
  const counter = createCounter('resources')
  const report = await rehearse({
    program: options.program,
    environment,
    faults: options.fault,
    providers: options.provider,
    keep: options.keep === true,
    signal: interruptSignal(),
    ...(options.change.length > 0 && { changes: options.change }),
    ...(options.unprotect.length > 0 && { unprotect: options.unprotect }),
    ...(process.stderr.isTTY && { onProgress: (_, resources) => counter.update(resources) }),
    onStep: (step) => {
      if (options.json !== true) console.log(stepText(step))
    },
  }).finally(() => counter.stop())
  if (options.json) console.log(JSON.stringify(report))
  else console.log(verdict(report))
  process.exitCode = report.ok ? EXIT.ok : EXIT.finding
}

function verdict({ project, environment, pulumi, ok, seconds, folder }: RehearsalReport): string {
  const result = ok ? 'All steps as expected' : 'NOT AS EXPECTED'
  const kept = folder === undefined ? '' : `\nKept: ${folder}`
  return `${result}: ${project} ${environment}, Pulumi ${pulumi}, ${seconds.toFixed(0)} s${kept}`
}

function change(text: string, all: SettingChange[]): SettingChange[] {
  const [, key, value] = /^([\w-]+:[^=]+)=(.*)$/s.exec(text) ?? []
  if (key === undefined || value === undefined)
    throw new InvalidArgumentError('Give <namespace>:<key>=<value>, e.g. dataspace:owner=imaging.')
  return [...all, { key, value }]
}

function fault(text: string, all: Fault[]): Fault[] {
  const [, kind, type] = /^(partial|lost)(?::(.+))?$/.exec(text) ?? []
  if (kind === undefined)
    throw new InvalidArgumentError(
      'Give partial or lost, and a type if you like: partial:aws:rds/instance:Instance.',
    )
  return [...all, { kind: kind as FaultKind, ...(type !== undefined && { type }) }]
}
