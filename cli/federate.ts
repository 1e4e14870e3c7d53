import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { addCoordinatorCommands } from './federate/at-coordinator.ts'
import { addInstitutionCommands } from './federate/at-institution.ts'
import { positiveNumber, wholeNumber } from './federate/numbers.ts'
import { tell } from './federate/tell.ts'
import { interruptSignal } from './interrupt.ts'
import { createProgress } from './progress.ts'

interface Options {
  data: string
  output?: string
  report?: string
  folder?: string
  epsilon?: number
  leaf?: number
  seed: number
  json?: boolean
}

/** `dataspace federate`: one model of many institutions, none of which gives its rows away. */
export function addFederate(program: Command): void {
  // A command's own options come after its name: `train` has a --data, too.
  const federate = program
    .enablePositionalOptions()
    .command('federate')
    .description('Train one model at several institutions; no row leaves any of them')
    .enablePositionalOptions()
    .option('--data <file>', 'CSV table of several institutions, all played on this machine')
    .option('--output <file>', 'model file to write')
    .option('--report <file>', 'HTML report to write')
    .option('--folder <folder>', 'keep what each side has and sends there')
    .option('--epsilon <n>', 'private mode: what a round costs a patient', positiveNumber)
    .option('--leaf <n>', 'fewest patients in a leaf, a multiple of 5', wholeNumber)
    .option('--seed <n>', 'seed of all that is random and public', wholeNumber, 42)
    .option('--json', 'the result as JSON on standard output')
    .addHelpText(
      'after',
      `
With --data it plays every side, each institution in a process that can read its own folder alone.
Far apart, the coordinator runs contract, merge and finish, the institutions train and judge.
Only private mode (--epsilon) gives a guarantee; docs/federation.md says which.

Exit code 1: a contribution or the merged model is not accepted, or a privacy budget is used up.

Examples:
  $ dataspace federate --data encounters.csv
  $ dataspace federate --data encounters.csv --epsilon 1 --output model.json --report report.html`,
    )
    .action(async (options: Options, command: Command) => {
      if (options.data === undefined) command.error("error: option '--data <file>' is needed")
      await runHere(options)
    })
  addCoordinatorCommands(federate)
  addInstitutionCommands(federate)
  for (const command of federate.commands) command.exitOverride()
}

async function runHere(options: Options): Promise<void> {
  const { data, epsilon, leaf, seed, json } = options
  const { runFederation } = await import('../app/federation/run-federation.ts')
  const kept = options.folder === undefined ? undefined : resolve(options.folder)
  const folder = kept ?? (await mkdtemp(join(tmpdir(), 'dataspace-federation-')))
  const progress = createProgress(json === true)
  try {
    const model = await runFederation({
      data,
      folder,
      terms: { epsilon: epsilon ?? null, seed, ...(leaf !== undefined && { minLeaf: leaf }) },
      entry: resolve(import.meta.dirname, 'main.js'),
      signal: interruptSignal(),
      onProgress: (fraction, stage) => progress.update(fraction, stage),
    }).finally(() => progress.stop())
    await tell(model, options)
  } finally {
    if (kept === undefined) await rm(folder, { recursive: true, force: true })
  }
}
