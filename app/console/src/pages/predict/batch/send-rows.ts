import { ApiError, api, type Schema } from '../../../api/api.ts'
import { requestOf } from '../patient-input.ts'
import { answeredBy, type BatchResult } from './batch-result.ts'
import { type BatchRun, createBatchRun, type Step, TooManyRequests } from './batch-run.ts'
import type { PatientRow } from './csv-patients.ts'

/** Rows of one request: below the service's 1,000, and below its MiB whatever the numbers are. */
const ROWS_A_REQUEST = 500

interface RowStep extends Step {
  readonly rows: readonly PatientRow[]
}

/**
 * What a call answered, for runs.
 *
 * @throws TooManyRequests where the service says so, ApiError for every other refusal
 */
export async function answerOrWait<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call.catch(() => {
    throw new ApiError(0, undefined)
  })
  if (response.status === 429)
    throw new TooManyRequests(Number(response.headers.get('retry-after') ?? 1))
  if (data === undefined) throw new ApiError(response.status, error)
  return data
}

type Item = Schema<'BatchPrediction'>['results'][number]

function resultOf({ line, input }: PatientRow, item: Item | undefined): BatchResult {
  const known = { kind: 'patient', line, patientId: input.patientId } as const
  if (item !== undefined && 'prediction' in item)
    return { ...known, answered: answeredBy(item.prediction), problem: undefined }
  const said = item?.error.errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  const detail = typeof item?.error.detail === 'string' ? item.error.detail : undefined
  return { ...known, answered: undefined, problem: said || detail || `${item?.error.status ?? ''}` }
}

/** The predictions of a table's rows. */
export function predictRows(rows: readonly PatientRow[]): BatchRun<BatchResult> {
  const steps: RowStep[] = []
  for (let from = 0; from < rows.length; from += ROWS_A_REQUEST) {
    const some = rows.slice(from, from + ROWS_A_REQUEST)
    steps.push({ size: some.length, rows: some })
  }
  return createBatchRun({
    steps,
    send: async (step, signal) => {
      const patients = step.rows.map(({ input }) => requestOf(input))
      const { results } = await answerOrWait(
        api.POST('/api/v1/predict/batch', { body: { patients }, signal }),
      )
      const byIndex = new Map(results.map((item) => [item.index, item]))
      return step.rows.map((row, index) => resultOf(row, byIndex.get(index)))
    },
  })
}
