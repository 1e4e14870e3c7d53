import { Worker } from 'node:worker_threads'
import { FEATURES } from './features.ts'
import { type ForestSettingsInput, parseForestSettings } from './forest-settings.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import { TableError } from './table-error.ts'
import type { ModelLabels, TrainedModel, TrainingProgress } from './training.ts'
import type { TrainingFailure, TrainingMessage, TrainingOrder } from './training-messages.ts'

/** What to train from and how. */
export interface TrainModelOptions {
  /**
   * A table, or the path of a CSV file as `readTable` takes it. A table's buffers move to the
   * worker: it must not be used afterwards, whether training succeeds or not.
   */
  source: { table: ReadmissionTable } | { csv: string }
  /** @default forestSettings: 100 trees of depth 8, 20 stays a leaf, seed 42 */
  settings?: ForestSettingsInput | undefined
  labels?: ModelLabels | undefined
  /** Ends training at once; the promise then rejects with a DOMException named AbortError. */
  signal?: AbortSignal | undefined
  onProgress?: ((progress: TrainingProgress) => void) | undefined
}

/**
 * Trains a model in a thread of its own, so that the caller's event loop stays free. See
 * `runTraining` for what is done. The same source and settings give the same bytes.
 *
 * Rejects with RangeError for settings out of bounds or a table too small, TableError for a bad
 * table, AbortError when cancelled.
 */
export async function trainModel(options: TrainModelOptions): Promise<TrainedModel> {
  const { source, labels = {}, signal, onProgress } = options
  const settings = parseForestSettings(options.settings ?? {})
  if (signal?.aborted) throw aborted(signal)
  const order: TrainingOrder = { source, settings, labels }
  const worker = new Worker(workerFile(), {
    workerData: order,
    transferList: 'table' in source ? buffersOf(source.table) : [],
  })
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      if (signal) reject(aborted(signal))
      void worker.terminate()
    }
    signal?.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: TrainingMessage) => {
      if (message.kind === 'progress') onProgress?.(message.progress)
      else if (message.kind === 'done') resolve(message.model)
      else reject(errorOf(message.failure))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', cancel)
      // A promise settles once: this only speaks where the worker died without a word.
      reject(new Error(`the training thread ended without a result (exit code ${code})`))
    })
  })
}

/** The package ships compiled JavaScript; in the repository the worker runs as TypeScript. */
function workerFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./training-worker.${extension}`, import.meta.url)
}

function buffersOf(table: ReadmissionTable): ArrayBuffer[] {
  const columns = [
    table.patient,
    table.patientKeys,
    table.institution,
    table.readmitted,
    ...FEATURES.map((feature) => table.features[feature]),
  ]
  return [...new Set(columns.map((column) => column.buffer as ArrayBuffer))]
}

const aborted = (signal: AbortSignal): DOMException =>
  new DOMException('training was cancelled', { name: 'AbortError', cause: signal.reason })

function errorOf({ name, message, stack, table }: TrainingFailure): Error {
  if (table) return new TableError(message, table)
  const error = name === 'RangeError' ? new RangeError(message) : new Error(message)
  error.stack = stack
  return error
}
