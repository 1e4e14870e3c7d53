import { z } from 'zod'
import { LinkError } from './link-error.ts'

/** The readmission service of an institution, over HTTP. */
export interface ServiceAddress {
  /** Origin of the service; HTTPS, or loopback. */
  url: URL
  /** Key of that institution: the service knows by it whose patient is asked for. */
  apiKey: string
}

const Prediction = z.object({
  prediction_id: z.uuid(),
  risk_level: z.enum(['LOW', 'MEDIUM', 'HIGH']),
  probability: z.number(),
  model: z.object({ name: z.string(), version: z.string() }),
  index_stay: z.object({ start: z.string(), end: z.string().nullable() }),
})
/** A prediction for a stored patient's latest stay, without the patient's id. */
export type StayPrediction = z.infer<typeof Prediction>

const AuditRow = z.object({
  institution: z.string().nullable(),
  subject_pseudonym: z.string().nullable(),
})
/** Whom the audit trail says a prediction was for. */
export type AuditedSubject = z.infer<typeof AuditRow>

const Failure = z.object({ detail: z.string() })

async function ask<Answer>(
  { url, apiKey }: ServiceAddress,
  {
    path,
    shown,
    schema,
    ...init
  }: { path: string; shown: string; schema: z.ZodType<Answer> } & RequestInit,
): Promise<{ status: number; answer?: Answer; detail: string }> {
  const answer = await fetch(new URL(path, url), {
    redirect: 'error',
    headers: { 'x-api-key': apiKey, accept: 'application/json' },
    ...init,
  })
  const json: unknown = await answer.json().catch(() => undefined)
  const { status } = answer
  const parsed = schema.safeParse(json)
  if (answer.ok && !parsed.success)
    throw new LinkError(`${shown} of ${url.origin} answers in another form than version 0.1 does.`)
  const failure = Failure.safeParse(json)
  return {
    status,
    detail: failure.success ? failure.data.detail : '',
    ...(answer.ok && parsed.success && { answer: parsed.data }),
  }
}

/**
 * Has the service predict for a stored patient of the institution. This is a prediction like any
 * other: it leaves a row in the audit trail.
 *
 * @throws LinkError where the service does not know the patient, or has too little to predict from
 */
export async function predictStoredPatient(
  service: ServiceAddress,
  patientId: string,
  signal?: AbortSignal,
): Promise<StayPrediction> {
  const shown = 'POST /api/v1/predict/patient/<id>'
  const { status, answer, detail } = await ask(service, {
    path: `/api/v1/predict/patient/${encodeURIComponent(patientId)}`,
    shown,
    schema: Prediction,
    method: 'POST',
    ...(signal && { signal }),
  })
  if (answer !== undefined) return answer
  if (status === 404)
    throw new LinkError(
      "The service has no records of the study's patient at this institution. The images' patient ID must be the id under which the institution sends its FHIR records (docs/kaapana/dicom.md).",
    )
  if (status === 422)
    throw new LinkError(`The patient is stored, and no prediction can be made: ${detail}.`)
  throw new LinkError(`${shown} of ${service.url.origin} answers ${status}. ${detail}`.trim())
}

/** Whom a prediction was for, as a pseudonym. */
export async function auditedSubject(
  service: ServiceAddress,
  predictionId: string,
  signal?: AbortSignal,
): Promise<AuditedSubject> {
  const shown = 'GET /api/v1/audit/<id>'
  const { status, answer } = await ask(service, {
    path: `/api/v1/audit/${predictionId}`,
    shown,
    schema: AuditRow,
    ...(signal && { signal }),
  })
  if (answer !== undefined) return answer
  throw new LinkError(`${shown} of ${service.url.origin} answers ${status}.`)
}
