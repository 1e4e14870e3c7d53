import { Worker } from 'node:worker_threads'
import type { LabelledStay } from '../forest/table-from-rows.ts'
import type { Comparison, JudgeModels } from './promote.ts'

/** Stays to judge on: a CSV table the thread reads itself, or stays taken from the store. */
export type StaysSource = { csv: string } | { stays: LabelledStay[] }

/** What the thread is started with. */
export interface JudgeOrder {
  source: StaysSource
  models: Parameters<JudgeModels>[0]
  /** Whether the difference of the two is wanted with its interval, which takes another second. */
  difference: boolean
}

/** What the thread reports. */
export type JudgeMessage =
  | { kind: 'done'; comparison: Comparison }
  | { kind: 'failed'; reason: string }

/** The models could not be judged on these stays; the message may be shown to users. */
export class JudgementFailed extends Error {
  override name = 'JudgementFailed'
}

/**
 * Judges in a thread of its own: predictions go on as before.
 *
 * @param signal ends the thread at once; the promise then rejects with the signal's reason
 */
export const judgeInThread =
  (source: StaysSource, signal: AbortSignal, difference = false): JudgeModels =>
  (models) => {
    signal.throwIfAborted()
    const order: JudgeOrder = { source, models, difference }
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const worker = new Worker(new URL(`./judge-worker.${extension}`, import.meta.url), {
      workerData: order,
      name: 'promotion',
    })
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        reject(signal.reason)
        void worker.terminate()
      }
      signal.addEventListener('abort', cancel, { once: true })
      worker.on('message', (message: JudgeMessage) => {
        if (message.kind === 'done') resolve(message.comparison)
        else reject(new JudgementFailed(message.reason))
      })
      worker.on('error', reject)
      worker.on('exit', (code) => {
        signal.removeEventListener('abort', cancel)
        reject(new Error(`The judging thread ended without a result (exit code ${code})`))
      })
    })
  }
