import { z } from '@hono/zod-openapi'
import { answerText } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { predictionText } from './predict.ts'
import { identifier, storedPredictionAnswer } from './prediction-schemas.ts'

/** `POST /api/v1/predict/patient/{id}`: predicts from the stored records of an own patient. */
export function addPredictPatientRoute({ gate, records, predictions }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/predict/patient/{id}',
      access: 'client',
      institution: 'required',
      tag: 'Prediction',
      summary:
        "Predict for a stored patient's latest inpatient stay; earlier stays count only before it",
      params: z.object({ id: identifier }),
      answer: {
        description: 'The prediction, with the stay it is for',
        schema: storedPredictionAnswer,
      },
      refusals: {
        403: 'No usable credential, or one of no institution',
        404: 'No such patient at this institution',
        422: 'The stored records do not suffice',
      },
    },
    async ({ c, actor, params }) => {
      const institution = requireInstitution(actor)
      const found = await records.featuresFor(institution, params.id)
      if (found === undefined) throw new Problem(404, 'Patient not found')
      if ('missing' in found) throw new Problem(422, found.missing)
      const prediction = await predictions.predict({
        patientId: params.id,
        row: found.row,
        institution,
        actor: actor.id,
        requestId: c.get('requestId'),
      })
      const text = predictionText(params.id, prediction)
      return answerText(c, `${text.slice(0, -1)},"index_stay":${JSON.stringify(found.stay)}}`)
    },
  )
}
