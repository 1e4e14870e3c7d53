import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Peer } from '../../kaapana/dicom/associate.ts'
import type { PhantomModality } from '../../kaapana/dicom/phantom/modality.ts'
import type { SendReport } from '../../kaapana/dicom/send-report.ts'
import { EXIT } from '../exit-codes.ts'
import { interruptSignal } from '../interrupt.ts'
import { createCounter } from '../progress.ts'
import { UsageError } from '../usage-error.ts'

/** In words of their own: the service's image has this command and not what it does. */
const MODALITIES: readonly PhantomModality[] = ['ct', 'mr']

interface SendCommandOptions {
  host: string
  port: number
  dataset: string
  project: string
  synthetic?: PhantomModality
  seed?: string
  patient?: string
  keep?: string
  json?: boolean
}

/** `dataspace kaapana send`: sends DICOM files to Kaapana by C-STORE. */
export function addSend(kaapana: Command): void {
  kaapana
    .command('send')
    .description('Send DICOM files, or a synthetic series, to Kaapana over the network')
    .argument('[path]', 'a file, or a folder with those below it')
    .requiredOption('--host <name>', "Kaapana's host, or that of its load balancer")
    .option('--port <number>', 'DICOM port', port, 11112)
    .requiredOption('--dataset <name>', 'data set to file the series under, made if not there')
    .option('--project <name>', 'project of Kaapana', 'admin')
    .addOption(
      new Option('--synthetic <modality>', 'draw a series and send that').choices(MODALITIES),
    )
    .option('--seed <text>', 'same text, same synthetic series; default: another every time')
    .option('--patient <id>', 'patient ID of the synthetic series; default: one made of the seed')
    .option('--keep <folder>', 'leave the files of the synthetic series there')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Called is AE title kp-<project>, calling is kp-<dataset>: 16 characters at most each. Files are sent as
they are, never converted. After a broken connection what was not confirmed is sent again; Ctrl-C ends
after the confirmed ones. Exit codes: 1 the peer refused instances, 3 it could not be reached.

Examples:
  $ dataspace kaapana send ./study --host kaapana.example.org --dataset liver-ct
  $ dataspace kaapana send --synthetic ct --host kaapana.example.org --dataset phantom`,
    )
    .action(send)
}

async function send(path: string | undefined, options: SendCommandOptions): Promise<void> {
  const { aeTitles } = await import('../../kaapana/dicom/ae-title.ts')
  checkSource(path, options)
  const peer = { host: options.host, port: options.port, ...aeTitles(options) }
  const signal = interruptSignal()
  if (path !== undefined) {
    tell(await sendFrom(path, peer, signal), options)
    return
  }
  const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'dataspace-phantom-')))
  try {
    await draw(folder, options, signal)
    tell(await sendFrom(folder, peer, signal), options)
  } finally {
    if (options.keep === undefined) await rm(folder, { recursive: true })
  }
}

function checkSource(path: string | undefined, options: SendCommandOptions): void {
  const { synthetic, seed, patient, keep } = options
  if ((path === undefined) === (synthetic === undefined))
    throw new UsageError(
      'What is to be sent is missing or there twice; allowed a path or --synthetic; fix: give one of them',
    )
  if (path !== undefined && (seed ?? patient ?? keep) !== undefined)
    throw new UsageError(
      '--seed, --patient and --keep are for --synthetic; fix: leave them out, files are sent as they are',
    )
  if (patient !== undefined && !/^[^\\\p{Cc}]{1,64}$/u.test(patient))
    throw new UsageError(
      '--patient must be a patient ID; allowed 1 to 64 characters without backslash; fix: give another',
    )
}

async function draw(
  folder: string,
  options: SendCommandOptions,
  signal: AbortSignal,
): Promise<void> {
  const { writePhantom } = await import('../../kaapana/dicom/phantom/write-series.ts')
  const { synthetic: modality = 'ct', seed = crypto.randomUUID(), patient } = options
  const { studyUid } = await writePhantom(
    folder,
    { modality, seed, ...(patient !== undefined && { patientId: patient }) },
    signal,
  )
  process.stderr.write(`Study ${studyUid}, drawn with --seed ${seed}\n`)
}

async function sendFrom(path: string, peer: Peer, signal: AbortSignal): Promise<SendReport> {
  const { echo } = await import('../../kaapana/dicom/echo.ts')
  const { findDicomFiles } = await import('../../kaapana/dicom/find-files.ts')
  const { sendInstances } = await import('../../kaapana/dicom/send-instances.ts')
  await echo(peer, { signal })
  const counter = createCounter('instances confirmed')
  try {
    return await sendInstances(findDicomFiles(path, signal), peer, {
      signal,
      onProgress: ({ stored }) => counter.update(stored),
    })
  } finally {
    counter.stop()
  }
}

/** Instances of each kind that are named one by one. */
const NAMED = 20

function tell(report: SendReport, { json = false }: SendCommandOptions): void {
  const { stored, warnings, refused, series, notDicom, duplicates, stopped } = report
  process.exitCode = exitCodeOf(report)
  if (json) {
    const bySeries = Array.from(series, ([uid, counts]) => ({ series: uid, ...counts }))
    process.stdout.write(`${JSON.stringify({ ...report, series: bySeries })}\n`)
    return
  }
  for (const { path, text } of [...refused.slice(0, NAMED), ...warnings.slice(0, NAMED)])
    process.stderr.write(`${path}: ${text}\n`)
  for (const [uid, { stored: count }] of series) process.stdout.write(`Series ${uid}: ${count}\n`)
  process.stdout.write(
    `${stored} instances confirmed (${warnings.length} with a warning), ${refused.length} refused; ` +
      `${duplicates.length} files held one that was there, ${notDicom.length} were no DICOM.\n`,
  )
  if (stored + refused.length === 0 && stopped === undefined)
    process.stderr.write('There was nothing to send.\n')
  if (stopped !== undefined)
    process.stderr.write(`Stopped before the end: ${stopped}. The same call sends all again.\n`)
}

function exitCodeOf({ stored, refused, stopped }: SendReport): number {
  if (stopped === 'interrupted') return EXIT.interrupted
  if (stopped !== undefined) return EXIT.failure
  if (refused.length > 0) return EXIT.finding
  return stored === 0 ? EXIT.usage : EXIT.ok
}

function port(text: string): number {
  const number = Number(text)
  if (!/^\d{1,5}$/.test(text) || number < 1 || number > 65_535)
    throw new InvalidArgumentError('Give a port from 1 to 65535.')
  return number
}
