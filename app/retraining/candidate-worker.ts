import { parentPort, workerData } from 'node:worker_threads'
import { readTable } from '../forest/read-table.ts'
import { tableFromRows } from '../forest/table-from-rows.ts'
import { tableReason } from '../forest/table-reason.ts'
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

run(workerData as CandidateOrder).catch((error: unknown) => {
  send({ kind: 'failed', reason: tableReason(error) })
})
