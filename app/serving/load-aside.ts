import { Worker } from 'node:worker_threads'
import type { CompiledForest } from '../forest/compiled-forest.ts'
import type { StoredModel } from '../forest/model.ts'
import { ModelFileError, type ModelFileFault } from '../forest/model-file-error.ts'

/** A verified model with its forest compiled. */
export interface CompiledModel {
  model: StoredModel
  compiled: CompiledForest
}

/** What the thread answers. */
export type AsideMessage =
  | ({ kind: 'read' } & CompiledModel)
  | { kind: 'refused'; fault: ModelFileFault; reason: string }

/**
 * Verifies, reads and compiles a model file in a thread of its own: for two megabytes that is 50 to
 * 300 ms, in which no request would be answered.
 *
 * @throws ModelFileError as `readModel` does
 */
export function loadAside(bytes: Uint8Array): Promise<CompiledModel> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  // A copy of its own: a view of a larger buffer would take all of it along.
  const copy = new Uint8Array(bytes)
  const worker = new Worker(new URL(`./model-worker.${extension}`, import.meta.url), {
    workerData: copy,
    transferList: [copy.buffer],
    name: 'model',
  })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: AsideMessage) => {
      if (message.kind === 'read') resolve(message)
      else reject(new ModelFileError(message.fault, message.reason))
    })
    worker.on('error', reject)
    worker.on('exit', (code) => {
      reject(new Error(`The model's thread ended without a result (exit code ${code})`))
    })
  })
}
