import { ApiError, api } from '../../../api/api.ts'
import { answeredBy, type BatchResult } from './batch-result.ts'
import { type BatchRun, createBatchRun, type Step } from './batch-run.ts'
import type { FhirFile, FhirPiece } from './fhir-file.ts'
import { answerOrWait } from './send-rows.ts'

type FhirStep = Step & ({ readonly piece: FhirPiece } | { readonly patientId: string })

/** Stores a file's records, then predicts for each of its patients from everything stored of him. */
export function predictFhir({ pieces, patients }: FhirFile): BatchRun<BatchResult> {
  const steps: FhirStep[] = [
    ...pieces.map((piece) => ({ size: 1, piece })),
    ...patients.map((patientId) => ({ size: 1, patientId })),
  ]
  return createBatchRun<FhirStep, BatchResult>({
    steps,
    send: (step, signal) =>
      'piece' in step ? store(step.piece, signal) : predict(step.patientId, signal),
  })
}

async function store(piece: FhirPiece, signal: AbortSignal): Promise<BatchResult[]> {
  const { text, type, offset } = piece
  const report = await answerOrWait(
    api.POST('/api/v1/data/ingest', {
      body: text,
      bodySerializer: (body) => body,
      headers: { 'content-type': type },
      signal,
    }),
  )
  return [
    { kind: 'stored', accepted: report.accepted },
    ...report.errors.map((reason, index) => ({
      kind: 'refused' as const,
      position: (report.outcomes[index]?.index ?? 0) + offset,
      reason,
    })),
  ]
}

/** The id goes to the service in a body, as everywhere: addresses are kept in logs. */
async function predict(patientId: string, signal: AbortSignal): Promise<BatchResult[]> {
  const known = { kind: 'patient', line: null, patientId } as const
  try {
    const { pseudonym } = await answerOrWait(
      api.POST('/api/v1/pseudonyms', { body: { patient_id: patientId }, signal }),
    )
    const prediction = await answerOrWait(
      api.POST('/api/v1/patients/{pseudonym}/predict', { params: { path: { pseudonym } }, signal }),
    )
    return [{ ...known, answered: answeredBy(prediction), problem: undefined }]
  } catch (error) {
    const isOfPatient = error instanceof ApiError && [404, 422].includes(error.status)
    if (!isOfPatient) throw error
    return [{ ...known, answered: undefined, problem: error.message }]
  }
}
