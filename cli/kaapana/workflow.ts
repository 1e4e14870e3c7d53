import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Command, InvalidArgumentError } from 'commander'
import type { KaapanaSession } from '../../kaapana/http/session.ts'
import type { Job, WorkflowOrder } from '../../kaapana/workflow/workflow.ts'
import { interruptSignal } from '../interrupt.ts'
import { UsageError } from '../usage-error.ts'
import { SIGN_IN_HELP } from './credentials.ts'
import { host } from './kaapana-host.ts'
import { addSessionOptions, openKaapana, type SessionCommandOptions } from './open-kaapana.ts'

interface RunOptions extends SessionCommandOptions {
  url: URL
  dataset?: string
  series?: string[]
  form?: Record<string, unknown>
  wait: number
  results?: string
  json?: boolean
}

/** `dataspace kaapana workflow`: runs workflows of a running Kaapana. */
export function addWorkflow(kaapana: Command): void {
  const workflow = kaapana.command('workflow').description('Workflows of a running Kaapana')
  addSessionOptions(
    workflow
      .command('run')
      .description('Start a workflow, wait for it, and fetch what it left')
      .argument('<dag>', 'name of the workflow: collect-metadata')
      .requiredOption('--url <url>', 'https://<host>, as browsers open it', host),
  )
    .option('--dataset <name>', 'data set that it works on')
    .option('--series <uids>', 'or these series, with commas', uids)
    .option('--form <json>', 'settings of its form; default: {"single_execution":false}', form)
    .option('--wait <seconds>', 'that it may take', seconds, 3600)
    .option('--results <folder>', 'save there what it left in downloads')
    .option('--json', 'print jobs and results as JSON')
    .addHelpText(
      'after',
      `
Ctrl-C ends the waiting, not the workflow. Exit code 3: a job failed, or the time was over.
${SIGN_IN_HELP}

Examples:
  $ dataspace kaapana workflow run collect-metadata --url https://kaapana.hospital.example --dataset liver-ct
  $ dataspace kaapana workflow run delete-series --url https://kaapana.hospital.example --series 1.2.3 \\
      --form '{"delete_complete_study":false,"single_execution":false}'`,
    )
    .action(run)
}

async function run(dag: string, options: RunOptions): Promise<void> {
  const data = dataOf(options)
  const { startWorkflow, waitForWorkflow, workflowNames } = await import(
    '../../kaapana/workflow/workflow.ts'
  )
  const { resultsOf } = await import('../../kaapana/workflow/results.ts')
  const signal = interruptSignal()
  const { session, user } = await openKaapana(options.url, options, signal)
  await checkName(dag, await workflowNames(session, signal))
  const order: WorkflowOrder = { dag, data, user, ...(options.form && { form: options.form }) }
  const started = await startWorkflow(session, order, signal)
  process.stderr.write(`Started ${started.workflow_name}\n`)
  let told = ''
  const jobs = await waitForWorkflow(session, started, {
    seconds: options.wait,
    signal,
    onWait: (what) => {
      if (what !== told) process.stderr.write(`${what}\n`)
      told = what
    },
  })
  const results = await resultsOf(session, jobs, signal)
  const saved = await save(session, results, options)
  tell(
    { name: started.workflow_name, jobs, results: results.map(({ path }) => path), saved },
    options,
  )
}

function dataOf({ dataset, series }: RunOptions): WorkflowOrder['data'] {
  if (dataset !== undefined && series === undefined) return { dataset_name: dataset }
  if (series !== undefined && dataset === undefined) return { identifiers: series }
  throw new UsageError(
    'What the workflow works on is missing or there twice; allowed --dataset or --series; fix: give one of them',
  )
}

async function checkName(dag: string, names: readonly string[]): Promise<void> {
  if (names.includes(dag)) return
  throw new UsageError(
    `There is no workflow "${dag}" in this project; allowed ${[...names].sort().join(', ')}; fix: install its extension, or give another name`,
  )
}

async function save(
  session: KaapanaSession,
  results: readonly { name: string; path: string }[],
  { results: folder }: RunOptions,
): Promise<string[]> {
  if (folder === undefined) return []
  const { openResult } = await import('../../kaapana/workflow/results.ts')
  await mkdir(folder, { recursive: true })
  const saved: string[] = []
  for (const result of results) {
    const file = join(folder, basename(result.name))
    await pipeline(Readable.fromWeb(await openResult(session, result)), createWriteStream(file))
    saved.push(file)
  }
  return saved
}

interface Done {
  name: string
  jobs: readonly Job[]
  results: readonly string[]
  saved: readonly string[]
}

function tell(done: Done, { json = false }: RunOptions): void {
  const { name, jobs, results, saved } = done
  if (json) process.stdout.write(`${JSON.stringify(done)}\n`)
  else
    process.stdout.write(
      `${name}: ${jobs.length} jobs finished; left ${results.join(', ') || 'nothing in downloads'}` +
        `${saved.length > 0 ? `; saved ${saved.join(', ')}` : ''}.\n`,
    )
}

function uids(text: string): string[] {
  const list = text.split(',')
  if (list.every((uid) => /^[\d.]{1,64}$/.test(uid))) return list
  throw new InvalidArgumentError('Give UIDs with a comma between them.')
}

function form(text: string): Record<string, unknown> {
  const parsed: unknown = (() => {
    try {
      return JSON.parse(text)
    } catch {
      return undefined
    }
  })()
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
    return Object.fromEntries(Object.entries(parsed))
  throw new InvalidArgumentError('Give a JSON object.')
}

function seconds(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give whole seconds, 1 to 999999.')
}
