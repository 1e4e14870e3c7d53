import { readFile } from 'node:fs/promises'
import type { StoredModel } from './model.ts'
import { ModelFileError } from './model-file-error.ts'
import { readModel } from './read-model.ts'

/**
 * Reads the model file at `path`, and its bytes for keeping.
 *
 * @throws ModelFileError naming path and fault, or the system's error where it cannot be read
 */
export async function readModelFile(path: string): Promise<{ model: StoredModel; bytes: Buffer }> {
  const bytes = await readFile(path)
  try {
    return { model: readModel(bytes), bytes }
  } catch (error) {
    if (error instanceof ModelFileError) throw new ModelFileError(error.fault, error.reason, path)
    throw error
  }
}
