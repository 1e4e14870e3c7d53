import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ModelEvaluation, modelEvaluation } from '../evaluation/model-evaluation.ts'

/** What was measured of the model that comes with the package, on the public table's held-out patients. */
export const SHIPPED_EVALUATION = join(import.meta.dirname, '../models/evaluation.json')

/** The shipped evaluation, if it is of the model with this digest. */
export async function shippedEvaluation(sha256: string): Promise<ModelEvaluation | undefined> {
  const found = modelEvaluation.parse(JSON.parse(await readFile(SHIPPED_EVALUATION, 'utf8')))
  return found.model.sha256 === sha256 ? found : undefined
}
