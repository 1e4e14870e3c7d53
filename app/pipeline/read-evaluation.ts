import { readFile } from 'node:fs/promises'
import type { EvaluationReport } from '../evaluation/report.ts'

/** The evaluation that the run's files hold is of another model. */
export class StaleEvaluationError extends Error {
  override readonly name = 'StaleEvaluationError'
}

/**
 * The evaluation of a run, which must be of the run's model: a card with another model's figures
 * would be worse than none.
 *
 * @throws StaleEvaluationError where it is not
 */
export async function readEvaluation(path: string, sha256: string): Promise<EvaluationReport> {
  const report = JSON.parse(await readFile(path, 'utf8')) as EvaluationReport
  if (report.schema === 1 && report.model.sha256 === sha256) return report
  throw new StaleEvaluationError(`${path} is of another model; run the stage evaluate again`)
}
