import type { FeatureRow } from '../forest/features.ts'
import { momentOf } from './dates.ts'
import { allStays, type InpatientStay } from './inpatient-stays.ts'
import { FeaturesUnavailableError, featuresAmong } from './stay-features.ts'
import type { StoredResource } from './stored-resource.ts'

/** Days after discharge in which an unplanned admission is a readmission, the 30th included. */
export const READMISSION_DAYS = 30

/** One stay with its outcome, to train on. */
export interface LabelledStay {
  /** Pseudonym of the patient: split by it. */
  patient: string
  features: FeatureRow
  /** 1 if an unplanned stay began within READMISSION_DAYS days of the discharge. */
  readmitted: 0 | 1
}

/** Why stays are no training rows, with their numbers. */
export interface ExcludedStays {
  /** Ended in death or hospice. */
  death: number
  /** Open, or the sender never said when they ended. */
  noDischarge: number
  /** Ended less than READMISSION_DAYS days before the extract did: the outcome is not known. */
  censored: number
  /** No Patient, no birth date, or an impossible age. */
  noFeatures: number
}

/**
 * Labels the stays of any number of patients. Planned returns do not count as readmissions; they
 * are stays to learn from all the same, and count among the recent stays of later ones.
 *
 * @param extractEnd last day the resources cover, as FHIR date or dateTime.
 * @throws RangeError where `extractEnd` is no FHIR date.
 */
export function labelledStays(
  resources: Iterable<StoredResource>,
  { extractEnd }: { extractEnd: string },
): { rows: LabelledStay[]; excluded: ExcludedStays } {
  const end = momentOf(extractEnd)
  if (!end) throw new RangeError(`extractEnd: got '${extractEnd}', allowed a date as 2026-01-31`)
  const rows: LabelledStay[] = []
  const excluded: ExcludedStays = { death: 0, noDischarge: 0, censored: 0, noFeatures: 0 }
  for (const [patient, own] of byPatient(resources)) {
    const stays = allStays(own)
    for (const stay of stays) {
      const why = whyExcluded(stay, end.day)
      const features = why ? undefined : featuresOrNone(own, { stay, stays })
      if (features) rows.push({ patient, features, readmitted: isReadmitted(stay, stays) })
      else excluded[why ?? 'noFeatures']++
    }
  }
  return { rows, excluded }
}

function byPatient(resources: Iterable<StoredResource>): Map<string, StoredResource[]> {
  const patients = new Map<string, StoredResource[]>()
  for (const resource of resources) {
    const own = patients.get(resource.patient)
    if (own) own.push(resource)
    else patients.set(resource.patient, [resource])
  }
  return patients
}

function whyExcluded(
  { endsInDeath, discharge }: InpatientStay,
  lastDay: number,
): keyof ExcludedStays | undefined {
  if (endsInDeath) return 'death'
  if (!discharge) return 'noDischarge'
  // Also where a readmission is known already: keeping only those would teach too high a risk.
  return discharge.day + READMISSION_DAYS > lastDay ? 'censored' : undefined
}

function featuresOrNone(
  own: readonly StoredResource[],
  place: { stay: InpatientStay; stays: readonly InpatientStay[] },
): FeatureRow | undefined {
  try {
    return featuresAmong(own, place)
  } catch (error) {
    if (error instanceof FeaturesUnavailableError) return undefined
    throw error
  }
}

function isReadmitted({ admission, discharge }: InpatientStay, stays: readonly InpatientStay[]) {
  const returned = stays.some(
    (next) =>
      !next.planned &&
      next.admission.instant > admission.instant &&
      discharge !== undefined &&
      next.admission.day - discharge.day <= READMISSION_DAYS,
  )
  return returned ? 1 : 0
}
