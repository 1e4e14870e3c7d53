import { parentPort, workerData } from 'node:worker_threads'
import { readTable } from '../forest/read-table.ts'
import { TableError } from '../forest/table-error.ts'
import { tableFromRows } from '../forest/table-from-rows.ts'
import { makeCandidate } from './candidate.ts'
import type { CandidateMessage, CandidateOrder } from './train-candidate.ts'

const send = (message: CandidateMessage, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer)

async function run({ source, patients, servingModel }: CandidateOrder): Promise<void> {
  const table = 'csv' in source ? await readTable(source.csv) : tableFromRows(source.stays)
  const candidate = makeCandidate({
    table,
    patients,
    servingModel,
    onProgress: ({ fraction }) => send({ kind: 'progress', fraction }),
  })
  send({ kind: 'done', candidate }, [candidate.bytes.buffer])
}

/** The reason is kept and shown to all users: of a bad table it names places, never values. */
function reasonOf(error: unknown): string {
  if (!(error instanceof TableError) || error.problems.length === 0)
    return error instanceof Error ? error.message : String(error)
  const places = error.problems.map(
    ({ line, column, allowed }) => `line ${line}, ${column}: ${allowed}`,
  )
  return [`The table has ${error.badRows} bad row(s); allowed are:`, ...places].join('\n')
}

run(workerData as CandidateOrder).catch((error: unknown) => {
  send({ kind: 'failed', reason: reasonOf(error) })
})
