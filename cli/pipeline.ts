import type { Command } from 'commander'
import type { FindingsError } from '../app/pipeline/findings-error.ts'
import { DEFAULT_FOLDER } from '../app/pipeline/layout.ts'
import type { RunOptions } from '../app/pipeline/run-stage.ts'
import { STAGES, type StageName, type StageResult } from '../app/pipeline/stage.ts'
import { EXIT } from './exit-codes.ts'
import { interruptSignal } from './interrupt.ts'
import { addDataVersions } from './pipeline-data.ts'
import { createProgress } from './progress.ts'

interface Options {
  dir: string
  params: string
  json?: boolean
}

const DESCRIPTIONS: Readonly<Record<StageName, string>> = {
  validate: 'Refuse data that must not be learned from, with the reason',
  features: 'Make one table of stays: from FHIR records, or from tables',
  train: 'Train a model on the table',
  evaluate: 'Judge the model on the patients held out',
  card: 'Write the model card',
  register: "Keep the model as candidate: in MLflow, or in the service's registry",
}

/** `dataspace pipeline`: the loop from data to a registered candidate, stage by stage or whole. */
export function addPipeline(program: Command): void {
  const pipeline = program.command('pipeline').description('From data to a registered candidate')
  for (const stage of STAGES) addStage(pipeline, stage)
  addRun(pipeline)
  addDataVersions(pipeline)
  for (const command of pipeline.commands) command.exitOverride()
}

const withOptions = (command: Command): Command =>
  command
    .option('--dir <folder>', 'folder of the files of the run', DEFAULT_FOLDER)
    .option('--params <file>', 'parameters of the stages', 'params.yaml')
    .option('--json', 'the result as JSON on standard output')

function addStage(pipeline: Command, stage: StageName): void {
  withOptions(pipeline.command(stage).description(DESCRIPTIONS[stage]))
    .addHelpText(
      'after',
      `
Exit code 1: the data are refused, with the reasons. docs/pipeline.md tells which file each stage reads.

Examples:
  $ dataspace pipeline ${stage}
  $ dataspace pipeline ${stage} --dir /data/run --json`,
    )
    .action((options: Options) =>
      work(options, async (run) => {
        const { runStage } = await import('../app/pipeline/run-stage.ts')
        tell(await runStage(stage, run), options.json === true)
      }),
    )
}

function addRun(pipeline: Command): void {
  withOptions(pipeline.command('run').description('Run every stage after the other, without DVC'))
    .addHelpText(
      'after',
      `
The candidate is registered, not served: \`dataspace promote\` decides on that.

Examples:
  $ dataspace pipeline run
  $ MLFLOW_TRACKING_URI=http://localhost:5000 dataspace pipeline run --json`,
    )
    .action((options: Options) =>
      work(options, async (run) => {
        const { runPipeline } = await import('../app/pipeline/run-stage.ts')
        for await (const result of runPipeline(run)) tell(result, options.json === true)
      }),
    )
}

/** Runs stages with a bar that shows how far they are; data that are refused end with code 1. */
async function work(options: Options, stages: (run: RunOptions) => Promise<void>): Promise<void> {
  const progress = createProgress(options.json === true)
  try {
    await stages({
      folder: options.dir,
      parameters: options.params,
      environment: process.env,
      signal: interruptSignal(),
      onProgress: (stage, fraction, step) => progress.update(fraction, `${stage}: ${step}`),
    })
  } catch (error) {
    if (!isFindings(error)) throw error
    const { message, findings } = error
    process.stderr.write(
      `${options.json ? JSON.stringify({ error: message, findings }) : message}\n`,
    )
    process.exitCode = EXIT.finding
  } finally {
    progress.stop()
  }
}

const isFindings = (error: unknown): error is FindingsError =>
  error instanceof Error && error.name === 'FindingsError'

/** One line a stage, so that logs and scripts read results as they come. */
function tell({ stage, outputs, figures }: StageResult, json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ stage, outputs, figures }))
    return
  }
  const counted = Object.entries(figures).map(([name, value]) => `${name} ${brief(value)}`)
  const files = Object.values(outputs).join(', ')
  console.log(`${stage.padEnd(8)} ${files}${counted.length > 0 ? `: ${counted.join(', ')}` : ''}`)
}

const brief = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toPrecision(3)
