import { Worker } from 'node:worker_threads'
import type { LabelledStay } from '../forest/table-from-rows.ts'
import type { Candidate } from './candidate.ts'

/** What the worker is started with. */
export interface CandidateOrder {
  /** A CSV table the worker reads itself, or stays taken from the store. */
  source: { csv: string } | { stays: LabelledStay[] }
  patients: number
  /** File of the model in service. */
  servingModel: Uint8Array
}

/** What the worker reports. */
export type CandidateMessage =
  | { kind: 'progress'; fraction: number }
  | { kind: 'done'; candidate: Candidate }
  | { kind: 'failed'; reason: string }

/**
 * Trains and judges a candidate in a thread of its own: predictions go on as before.
 *
 * @param signal ends the thread at once; the promise then rejects with the signal's reason
 */
export function trainCandidate(options: {
  order: CandidateOrder
  signal: AbortSignal
  onProgress: (fraction: number) => void
}): Promise<Candidate> {
  const { order, signal, onProgress } = options
  signal.throwIfAborted()
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./candidate-worker.${extension}`, import.meta.url), {
    workerData: order,
    name: 'retraining',
  })
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      reject(signal.reason)
      void worker.terminate()
    }
    signal.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: CandidateMessage) => {
      if (message.kind === 'progress') onProgress(message.fraction)
      else if (message.kind === 'done') resolve(message.candidate)
      else reject(new Error(message.reason))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      signal.removeEventListener('abort', cancel)
      reject(new Error(`The training thread ended without a result (exit code ${code})`))
    })
  })
}
