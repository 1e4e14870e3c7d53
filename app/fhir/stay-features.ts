import { FEATURE_BOUNDS, type Feature, type FeatureRow } from '../forest/features.ts'
import { ageOn, momentOf } from './dates.ts'
import { allStays, type InpatientStay } from './inpatient-stays.ts'
import type {
  Concept,
  ConditionContent,
  MedicationRequestContent,
  PatientContent,
  StoredResource,
} from './stored-resource.ts'

/** Days before the admission in which earlier stays count as recent, the 365th included. */
export const RECENT_DAYS = 365

/** Why no features can be had, for the HTTP layer to choose its status. */
export type FeaturesMissing = 'no-stay' | 'deceased' | 'no-patient' | 'no-birth-date' | 'age'

/** What is stored does not suffice for a prediction. The message names no patient. */
export class FeaturesUnavailableError extends Error {
  override name = 'FeaturesUnavailableError'
  readonly missing: FeaturesMissing

  constructor(missing: FeaturesMissing, message: string) {
    super(message)
    this.missing = missing
  }
}

/**
 * The stay to predict for: ONE patient's latest, open or ended.
 *
 * @throws FeaturesUnavailableError `no-stay`, or `deceased` where the latest ended in death.
 */
export function latestIndexStay(resources: Iterable<StoredResource>): InpatientStay {
  const latest = allStays(resources).at(-1)
  if (!latest) {
    throw new FeaturesUnavailableError(
      'no-stay',
      'Patient: no inpatient stay is stored; fix: ingest an Encounter of class IMP with a start',
    )
  }
  if (!latest.endsInDeath) return latest
  throw new FeaturesUnavailableError(
    'deceased',
    'Patient: the latest stay ended in death or hospice; no readmission to predict',
  )
}

/**
 * The features of one stay from ONE patient's resources, using nothing that was known only later:
 * conditions and medications up to the discharge, stays before the admission.
 * Counts above FEATURE_BOUNDS are cut to the bound.
 *
 * @throws FeaturesUnavailableError `no-patient`, `no-birth-date`, or `age` outside the bounds.
 */
export function featuresAt(resources: readonly StoredResource[], stay: InpatientStay): FeatureRow {
  return featuresAmong(resources, { stay, stays: allStays(resources) })
}

/** featuresAt for callers that have the patient's stays (allStays) at hand already. */
export function featuresAmong(
  resources: readonly StoredResource[],
  { stay, stays }: { stay: InpatientStay; stays: readonly InpatientStay[] },
): FeatureRow {
  const patient = patientAmong(resources)
  const conditions = new Set<string>()
  const medications = new Set<string>()
  for (const { type, id, content } of resources) {
    if (type === 'Condition' && isActiveAt(content, stay)) {
      conditions.add(codeOf(content.code) ?? id)
    } else if (type === 'MedicationRequest' && isOrderedIn(content, stay)) {
      const drug = codeOf(content.medicationCodeableConcept)
      medications.add(drug ?? content.medicationReference?.reference ?? id)
    }
  }
  return {
    age: ageAt(patient, stay),
    num_conditions: bounded('num_conditions', conditions.size),
    num_medications: bounded('num_medications', medications.size),
    recent_encounters: bounded('recent_encounters', recentStays(stays, stay)),
    gender_encoded: patient.gender === 'male' ? 1 : patient.gender === 'female' ? 0 : null,
  }
}

const bounded = (feature: Feature, value: number): number =>
  Math.min(value, FEATURE_BOUNDS[feature].max)

function patientAmong(resources: readonly StoredResource[]): PatientContent {
  for (const { type, content } of resources) if (type === 'Patient') return content
  throw new FeaturesUnavailableError(
    'no-patient',
    'Patient: only other records are stored; fix: ingest the Patient, its birth date is a feature',
  )
}

function ageAt({ birthDate }: PatientContent, { admission }: InpatientStay): number {
  if (birthDate === undefined) {
    throw new FeaturesUnavailableError(
      'no-birth-date',
      'Patient.birthDate: nothing is stored; fix: ingest the Patient with a birth date',
    )
  }
  const age = ageOn(birthDate, admission.day)
  const { min, max } = FEATURE_BOUNDS.age
  if (age >= min && age <= max) return age
  throw new FeaturesUnavailableError(
    'age',
    `Patient.birthDate: age at admission; got ${age}, allowed ${min} to ${max}; fix: correct the birth date or the Encounter's period`,
  )
}

/** Stays that began before this one, at most RECENT_DAYS days (by the senders' calendars). */
const recentStays = (stays: readonly InpatientStay[], { admission }: InpatientStay): number =>
  stays.filter(
    (other) =>
      other.admission.instant < admission.instant &&
      admission.day - other.admission.day <= RECENT_DAYS,
  ).length

/** The last day whose records belong to the stay. */
const lastDay = ({ discharge, open, admission }: InpatientStay): number =>
  open ? Number.POSITIVE_INFINITY : (discharge ?? admission).day

const isLinked = (encounter: { reference: string } | undefined, stay: InpatientStay): boolean =>
  stay.encounters.some((id) => encounter?.reference === `Encounter/${id}`)

const NOT_A_FACT: ReadonlySet<string | undefined> = new Set(['refuted', 'entered-in-error'])
const OVER: ReadonlySet<string | undefined> = new Set(['inactive', 'remission', 'resolved'])

function isActiveAt(condition: ConditionContent, stay: InpatientStay): boolean {
  if (condition.verificationStatus?.coding?.some(({ code }) => NOT_A_FACT.has(code))) return false
  if (isLinked(condition.encounter, stay)) return true
  // The day it became known, not the day it began: an onset told later was no knowledge then.
  const known = momentOf(
    condition.recordedDate ?? condition.onsetDateTime ?? condition.onsetPeriod?.start,
  )
  if (!known || known.day > lastDay(stay)) return false
  const over = momentOf(
    condition.abatementDateTime ?? condition.abatementPeriod?.end ?? condition.onsetPeriod?.end,
  )
  if (over) return over.day >= stay.admission.day
  return !condition.clinicalStatus?.coding?.some(({ code }) => OVER.has(code))
}

const NOT_ORDERED: ReadonlySet<string | undefined> = new Set([
  'cancelled',
  'entered-in-error',
  'draft',
  undefined,
])
const MERE_IDEA: ReadonlySet<string | undefined> = new Set([
  'proposal',
  'plan',
  'option',
  undefined,
])

function isOrderedIn(request: MedicationRequestContent, stay: InpatientStay): boolean {
  if (request.doNotPerform || NOT_ORDERED.has(request.status) || MERE_IDEA.has(request.intent)) {
    return false
  }
  if (request.encounter) return isLinked(request.encounter, stay)
  const authored = momentOf(request.authoredOn)
  return (
    authored !== undefined && authored.day >= stay.admission.day && authored.day <= lastDay(stay)
  )
}

/** `system|code` of the first coding, so that the same diagnosis recorded twice counts once. */
function codeOf(concept: Concept | undefined): string | undefined {
  const coding = concept?.coding?.find(({ code }) => code !== undefined)
  return coding && `${coding.system ?? ''}|${coding.code}`
}
