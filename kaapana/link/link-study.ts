import { studyInPacs } from '../backend/pacs.ts'
import type { KaapanaSession } from '../check/check.ts'
import { LinkError } from './link-error.ts'
import { auditedSubject, predictStoredPatient, type ServiceAddress } from './readmission-service.ts'

/** The chain from images to a prediction. It names nobody. */
export interface StudyLink {
  study: string
  /** `YYYY-MM-DD`, where the images tell. */
  studyDate: string | undefined
  modalities: string[]
  institution: string
  /** The service's pseudonym of the patient at this institution. */
  patient: string
  /** First and last day of the patient's latest inpatient stay; open where there is no last. */
  stay: { start: string; end: string | undefined }
  /** Where the study lies: `during` the stay, `before` or `after` it. */
  studyIs: 'before' | 'during' | 'after' | undefined
  prediction: { id: string; riskLevel: string; probability: number; model: string }
}

/** A logical id of FHIR R4, which is what the service knows patients by. */
const FHIR_ID = /^[A-Za-z0-9.-]{1,64}$/

/**
 * Follows a study to its patient, the patient's latest stay and a prediction for it.
 *
 * The patient ID of the images goes to the institution's own service alone, which has it from the
 * institution's FHIR records, and never into an answer or a message (docs/decisions/0034).
 *
 * @throws LinkError where the chain ends
 */
export async function linkStudy(
  { session, service }: { session: Pick<KaapanaSession, 'fetch'>; service: ServiceAddress },
  { study, institution }: { study: string; institution: string },
  signal?: AbortSignal,
): Promise<StudyLink> {
  const found = await studyInPacs(session, study, signal)
  if (found === undefined)
    throw new LinkError(`The PACS has no study ${study} that this user may see.`)
  const patientId = found.patientId?.trim() ?? ''
  if (!FHIR_ID.test(patientId))
    throw new LinkError(
      `The images of study ${study} have ${patientId === '' ? 'no patient ID' : 'a patient ID that is no id of FHIR (1 to 64 letters, digits, - and .)'}: no record can belong to them. Nothing was asked of the service.`,
    )
  const prediction = await predictStoredPatient(service, patientId, signal)
  const subject = await auditedSubject(service, prediction.prediction_id, signal)
  if (subject.institution !== institution || subject.subject_pseudonym === null)
    throw new LinkError(
      `The key is not that of institution "${institution}", so that another institution's records were asked. Give that institution's key.`,
    )
  const stay = daysOf(prediction.index_stay)
  return {
    study,
    studyDate: found.date,
    modalities: found.modalities,
    institution,
    patient: subject.subject_pseudonym,
    stay,
    studyIs: relationOf(found.date, stay),
    prediction: {
      id: prediction.prediction_id,
      riskLevel: prediction.risk_level,
      probability: prediction.probability,
      model: `${prediction.model.name} ${prediction.model.version}`,
    },
  }
}

const daysOf = ({ start, end }: { start: string; end: string | null }): StudyLink['stay'] => ({
  start: start.slice(0, 10),
  end: end?.slice(0, 10),
})

function relationOf(
  date: string | undefined,
  { start, end }: StudyLink['stay'],
): StudyLink['studyIs'] {
  if (date === undefined) return undefined
  if (date < start) return 'before'
  return end !== undefined && date > end ? 'after' : 'during'
}
