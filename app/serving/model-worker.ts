import { parentPort, workerData } from 'node:worker_threads'
import { compileForest } from '../forest/compiled-forest.ts'
import { ModelFileError } from '../forest/model-file-error.ts'
import { readModel } from '../forest/read-model.ts'
import type { AsideMessage } from './load-aside.ts'

function read(bytes: Uint8Array): AsideMessage {
  try {
    const model = readModel(bytes)
    return { kind: 'read', model, compiled: compileForest(model.forest) }
  } catch (error) {
    if (error instanceof ModelFileError)
      return { kind: 'refused', fault: error.fault, reason: error.reason }
    throw error
  }
}

/** Buffers of all arrays, each once: handed over, not copied. */
function buffersOf(message: AsideMessage): ArrayBuffer[] {
  if (message.kind === 'refused') return []
  const members = [...Object.values(message.model.forest), ...Object.values(message.compiled)]
  const arrays = members.flat().filter((member) => ArrayBuffer.isView(member))
  return [...new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer))]
}

const message = read(workerData as Uint8Array)
parentPort?.postMessage(message, buffersOf(message))
