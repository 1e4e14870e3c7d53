import { parentPort, workerData } from 'node:worker_threads'
import { differenceOfForests } from '../evaluation/evaluate-forest.ts'
import { readModel } from '../forest/read-model.ts'
import { readTable } from '../forest/read-table.ts'
import { tableFromRows } from '../forest/table-from-rows.ts'
import { tableReason } from '../forest/table-reason.ts'
import type { JudgeMessage, JudgeOrder } from './judge-in-thread.ts'
import { judgeOn } from './promote.ts'

const send = (message: JudgeMessage): void => parentPort?.postMessage(message)

async function run({ source, models, difference }: JudgeOrder): Promise<void> {
  const table = 'csv' in source ? await readTable(source.csv) : tableFromRows(source.stays)
  const comparison = await judgeOn(table)(models)
  const { candidate, champion } = models
  if (difference && champion)
    comparison.difference = differenceOfForests(table, readModel(candidate), readModel(champion))
  send({ kind: 'done', comparison })
}

run(workerData as JudgeOrder).catch((error: unknown) => {
  send({ kind: 'failed', reason: tableReason(error) })
})
