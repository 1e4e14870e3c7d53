import { timeOfId } from '../audit/uuid-v7.ts'
import { ADVICE } from '../serving/advice.ts'
import type { AssessedRisk } from './assessed-risk.ts'
import { OWN_CODES, ownCoding, PSEUDONYM_SYSTEM } from './codes.ts'
import { MODEL_ID, modelDevice } from './model-device.ts'
import type { Resource } from './resource.ts'
import { riskNarrative } from './risk-narrative.ts'
import { riskPrediction } from './risk-prediction.ts'

/** What every reader of a prediction must know. */
const LIMITS =
  'A decision aid for discharge planning, never the sole basis of a decision. The model knows five ' +
  'coarse features, and nothing of diagnoses by name, laboratory values, the living situation or ' +
  'what follow-up is arranged.'

/** A prediction as a FHIR R4 RiskAssessment. The patient is his pseudonym unless `patientId` is given. */
export function riskAssessment(risk: AssessedRisk): Resource {
  const { id, model, level, encounter, basis = [], decision } = risk
  const advice = Object.entries(ADVICE).find(([name]) => name === level)?.[1]
  return {
    resourceType: 'RiskAssessment',
    id,
    language: 'en',
    text: riskNarrative(risk),
    ...(model === undefined ? {} : { contained: [modelDevice(model)] }),
    status: 'final',
    method: coded('calibrated-random-forest'),
    code: coded('readmission-risk-30-days'),
    subject: subjectOf(risk),
    ...(encounter === undefined ? {} : { encounter: { reference: encounter } }),
    occurrenceDateTime: new Date(timeOfId(id)).toISOString(),
    ...(model === undefined
      ? {}
      : { performer: { reference: `#${MODEL_ID}`, type: 'Device', display: model.name } }),
    ...(basis.length === 0 ? {} : { basis: basis.map((reference) => ({ reference })) }),
    prediction: [riskPrediction(risk)],
    ...(advice === undefined ? {} : { mitigation: `${advice.join('. ')}.` }),
    note: [{ text: LIMITS }, ...(decision === undefined ? [] : [decisionNote(decision)])],
  }
}

const coded = (code: keyof typeof OWN_CODES) => ({
  coding: [ownCoding(code)],
  text: OWN_CODES[code].display,
})

function subjectOf({ pseudonym, patientId }: AssessedRisk): object {
  return {
    ...(patientId === undefined ? {} : { reference: `Patient/${patientId}` }),
    type: 'Patient',
    ...(pseudonym === null
      ? { display: 'Patient unknown' }
      : { identifier: { system: PSEUDONYM_SYSTEM, value: pseudonym } }),
  }
}

/** A person's decision in words. What he wrote himself is not told: it stays where it can be deleted. */
function decisionNote({
  action,
  level,
  reasonCode,
  actor,
  time,
}: NonNullable<AssessedRisk['decision']>) {
  const text =
    action === 'accepted'
      ? 'Accepted by a person.'
      : `Overridden by a person: ${level ?? 'another level'} held to be right, because of ${reasonCode ?? 'a reason not given'}.`
  return { authorString: actor, time: time.toISOString(), text }
}
