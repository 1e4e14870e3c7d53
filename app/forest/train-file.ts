import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type TrainModelOptions, trainModel } from './train-model.ts'
import type { TrainedModel } from './training.ts'

/** Where to read stays and where to write the model. */
export interface TrainFileOptions extends Omit<TrainModelOptions, 'source'> {
  /** Path of a CSV file as `readTable` takes it. */
  data: string
  /** Path of the model file. It is replaced in one step, or left as it was. */
  output: string
}

/**
 * Trains a model from a CSV file and writes its file. Whatever goes wrong, a model that was at
 * `output` before stays untouched. Rejects as `trainModel` does, and with the system's error where
 * `output` cannot be written, which is tried before training begins.
 */
export async function trainFile(options: TrainFileOptions): Promise<TrainedModel> {
  const { data, output, ...others } = options
  const temporary = `${output}.${randomUUID()}.tmp`
  const file = await open(temporary, 'wx')
  try {
    const model = await trainModel({ ...others, source: { csv: data } })
    await file.writeFile(model.bytes)
    await file.sync()
    await file.close()
    await rename(temporary, output)
    await syncFolder(dirname(output))
    return model
  } catch (error) {
    await file.close()
    await rm(temporary, { force: true })
    throw error
  }
}

/** A rename survives a power cut once the folder's entry is on disk, too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
