import { z } from '@hono/zod-openapi'
import { FEATURES } from '../../forest/features.ts'
import { answerJson, answerText } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import { orNull } from '../nullable.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { pageSize, pseudonym } from './paging.ts'
import { predictionText } from './predict.ts'
import { identifier, storedPredictionAnswer } from './prediction-schemas.ts'
import { listedPrediction, listedView } from './predictions.ts'

const TAG = 'Patients'
const PATH = '/api/v1/patients'
const params = z.object({ pseudonym })
/** Of one patient so many of his predictions are shown. */
const MOST_PREDICTIONS = 100

const patient = z
  .object({
    pseudonym: z.string(),
    encounters: z.int(),
    conditions: z.int(),
    medications: z.int(),
    received_at: z.iso.datetime(),
  })
  .openapi('Patient', { description: 'Numbers of stored records; no name, no id, no birth date' })

const stay = z
  .object({
    admitted_on: z.iso.date(),
    discharged_on: z.iso.date().nullable(),
    open: z.boolean(),
    planned: z.boolean(),
    ended_in_death: z.boolean(),
  })
  .openapi('Stay')

const features = z
  .object(Object.fromEntries(FEATURES.map((name) => [name, z.number().nullable()])))
  .openapi('Features')

/** Stored patients of the own institution. Whoever reads them is in the audit trail. */
export function addPatientRoutes(parts: Parts): void {
  addList(parts)
  addFind(parts)
  addDetail(parts)
  addPredict(parts)
}

function addList({ gate, records, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: PATH,
      access: 'client',
      institution: 'required',
      tag: TAG,
      summary: 'Stored patients of your institution, by pseudonym',
      query: z.object({
        cursor: pseudonym.optional().openapi({ description: 'The next_cursor of the page before' }),
        limit: pageSize,
      }),
      answer: {
        description: 'A page of patients',
        schema: z.object({ patients: z.array(patient), next_cursor: z.string().nullable() }),
      },
    },
    async ({ c, actor, query: { cursor: after = '', limit } }) => {
      const institution = requireInstitution(actor)
      const found = await records.list(institution, { after, limit })
      await recordEvent({
        kind: 'patients-read',
        purpose: 'treatment',
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { list: 'patients', rows: found.length },
      })
      const last = found.length < limit ? undefined : found.at(-1)
      return answerJson(c, {
        patients: found.map(({ receivedAt, ...one }) => ({
          ...one,
          received_at: receivedAt.toISOString(),
        })),
        next_cursor: last?.pseudonym ?? null,
      })
    },
  )
}

function addFind({ gate, records }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/pseudonyms',
      access: 'client',
      institution: 'required',
      tag: TAG,
      summary: 'The pseudonym of a patient id of yours: ids never are in addresses',
      body: { schema: z.object({ patient_id: identifier }).openapi('PatientSearch') },
      answer: {
        description: 'The pseudonym, and whether anything is stored under it',
        schema: z.object({ pseudonym: z.string(), stored: z.boolean() }),
      },
    },
    async ({ c, actor, body }) => {
      const institution = requireInstitution(actor)
      const found = records.pseudonymOf(institution, body.patient_id)
      const stored = (await records.patient(institution, found)) !== undefined
      return answerJson(c, { pseudonym: found, stored })
    },
  )
}

function addDetail({ gate, records, predictionLog, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: `${PATH}/{pseudonym}`,
      access: 'client',
      institution: 'required',
      tag: TAG,
      summary: "A patient's stays, what the model would see of the latest, and his predictions",
      params,
      answer: {
        description: 'The patient',
        schema: z.object({
          pseudonym: z.string(),
          stored: z.boolean(),
          stays: z.array(stay),
          features: orNull(features),
          features_missing: z.string().nullable().openapi({
            description: 'Why there can be no prediction from what is stored',
          }),
          predictions: z.array(listedPrediction),
        }),
      },
      refusals: { 404: 'Neither records nor predictions of such a patient at your institution' },
    },
    async ({ c, actor, params: { pseudonym: subject } }) => {
      const institution = requireInstitution(actor)
      const [stored, predictions] = await Promise.all([
        records.patient(institution, subject),
        predictionLog.list({ institution, subject, limit: MOST_PREDICTIONS }),
      ])
      if (stored === undefined && predictions.length === 0)
        throw new Problem(404, 'Patient not found')
      await recordEvent({
        kind: 'patient-read',
        purpose: 'treatment',
        subject,
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: {},
      })
      const seen = stored?.features
      return answerJson(c, {
        pseudonym: subject,
        stored: stored !== undefined,
        stays: stored?.stays ?? [],
        features: seen !== undefined && 'row' in seen ? seen.row : null,
        features_missing: seen !== undefined && 'missing' in seen ? seen.missing : null,
        predictions: predictions.map(listedView),
      })
    },
  )
}

function addPredict({ gate, records, predictions }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: `${PATH}/{pseudonym}/predict`,
      access: 'client',
      institution: 'required',
      tag: 'Prediction',
      summary: "Predict for a stored patient's latest inpatient stay, by his pseudonym",
      params,
      answer: {
        description: 'The prediction, with the stay it is for; patient_id is the pseudonym',
        schema: storedPredictionAnswer,
      },
      refusals: {
        404: 'No such patient at your institution',
        422: 'The stored records do not suffice',
      },
    },
    async ({ c, actor, params: { pseudonym: subject } }) => {
      const institution = requireInstitution(actor)
      const found = (await records.patient(institution, subject))?.features
      if (found === undefined) throw new Problem(404, 'Patient not found')
      if ('missing' in found) throw new Problem(422, found.missing)
      const prediction = await predictions.predict({
        patientId: subject,
        subject,
        row: found.row,
        institution,
        actor: actor.id,
        requestId: c.get('requestId'),
      })
      const text = predictionText(subject, prediction)
      return answerText(c, `${text.slice(0, -1)},"index_stay":${JSON.stringify(found.stay)}}`)
    },
  )
}
