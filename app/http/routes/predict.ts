import type { Prediction } from '../../serving/predictor-service.ts'
import { answerText } from '../answer.ts'
import { institutionFor } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'
import {
  PREDICTION_LIMITS,
  type PredictionRequest,
  predictionAnswer,
  predictionRequest,
} from './prediction-schemas.ts'

/** `POST /api/v1/predict`: one patient. */
export function addPredictRoute({ gate, institutions, predictions }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/predict',
      access: 'client',
      tag: 'Prediction',
      summary: `Predict readmission within 30 days. ${PREDICTION_LIMITS}`,
      body: { schema: predictionRequest },
      answer: {
        description: 'The prediction; its audit row is committed',
        schema: predictionAnswer,
      },
      refusals: { 403: 'No usable credential, or one of another institution' },
    },
    async ({ c, actor, body }) => {
      const prediction = await predictions.predict({
        patientId: body.patient_id,
        row: featuresOf(body),
        institution: institutionFor(actor, body.institution_id, institutions),
        actor: actor.id,
        requestId: c.get('requestId'),
      })
      return answerText(c, predictionText(body.patient_id, prediction))
    },
  )
}

/** The feature vector of a request. */
export const featuresOf = (request: PredictionRequest) => ({
  age: request.age,
  num_conditions: request.conditions.length,
  num_medications: request.medications.length,
  recent_encounters: request.recent_encounters,
  gender_encoded: encodeGender(request.gender),
})

function encodeGender(text: string): 0 | 1 | null {
  const gender = text.trim().toLowerCase()
  return gender === 'male' ? 1 : gender === 'female' ? 0 : null
}

/** The answer as JSON text. The part that depends on the features alone was made with the scoring. */
export const predictionText = (patientId: string, prediction: Prediction): string =>
  `{"patient_id":${JSON.stringify(patientId)},${prediction.text},"prediction_id":"${prediction.id}"}`
