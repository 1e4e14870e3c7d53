import { parentPort, workerData } from 'node:worker_threads'
import { readTable } from './read-table.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import { TableError } from './table-error.ts'
import { runTraining, type TrainingProgress } from './training.ts'
import type { TrainingFailure, TrainingMessage, TrainingOrder } from './training-messages.ts'

const SHARE_OF_READING = 0.1

/** Entry of the worker thread: trains what it was started with, reports, and ends. */
async function train({ source, settings, labels }: TrainingOrder): Promise<void> {
  const table = 'csv' in source ? await read(source.csv) : source.table
  const model = runTraining({ table, settings, labels, onProgress: report })
  send({ kind: 'done', model }, [model.bytes.buffer])
}

function read(path: string): Promise<ReadmissionTable> {
  return readTable(path, {
    onProgress: (fraction) => report({ stage: 'reading', fraction: fraction * SHARE_OF_READING }),
  })
}

const report = (progress: TrainingProgress): void => send({ kind: 'progress', progress })

const send = (message: TrainingMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer)

function failureOf(error: unknown): TrainingFailure {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  if (!(error instanceof TableError)) return { name, message, stack }
  const { missingColumns, problems, badRows } = error
  const table = { missingColumns: [...missingColumns], problems: [...problems], badRows }
  return { name, message, stack, table }
}

train(workerData as TrainingOrder).catch((error: unknown) => {
  send({ kind: 'failed', failure: failureOf(error) })
})
