import { allStays, type InpatientStay } from '../fhir/inpatient-stays.ts'
import type { JsonObject } from '../fhir/problems.ts'
import { FeaturesUnavailableError, featuresAmong } from '../fhir/stay-features.ts'
import type { StoredResource } from '../fhir/stored-resource.ts'
import type { FeatureRow } from '../forest/features.ts'
import type { ReadRecord } from '../records/patient-records.ts'

/** What can be said about the stay that a hook is about. */
export type Question =
  /** Its features; `unread` records could not be read and do not count. */
  | { row: FeatureRow; unread: number }
  /** Nothing to say: no inpatient, or nobody to be readmitted. */
  | { silent: true }
  /** Something ought to be said and cannot: why, and what validation said for those who mend records. */
  | { unable: string; reasons: string[] }

/** The records of one patient as they came, and what ingest makes of each. */
export interface Records {
  resources: readonly JsonObject[]
  read: readonly ReadRecord[]
}

/** The stay that a discharge ends: the one the encounter in hand belongs to. */
export function stayAtDischarge(records: Records, encounterId: string): Question {
  const { resources, read } = records
  const at = resources.findIndex(
    ({ resourceType, id }) => resourceType === 'Encounter' && id === encounterId,
  )
  const encounter = read[at]
  if (encounter === undefined) return { silent: true }
  if ('reasons' in encounter)
    return { unable: 'The record of this stay cannot be read.', reasons: encounter.reasons }
  return judge(records, (stay) => stay.encounters.includes(encounter.stored.id))
}

/** The stay that the patient whose chart is open is in now. */
export function currentStay(records: Records): Question {
  const question = judge(records, ({ open }) => open)
  return 'unable' in question ? { silent: true } : question
}

function judge({ resources, read }: Records, isIt: (stay: InpatientStay) => boolean): Question {
  const stored = read.flatMap((one): StoredResource[] => ('stored' in one ? [one.stored] : []))
  const stays = allStays(stored)
  const stay = stays.findLast(isIt)
  if (stay === undefined || stay.endsInDeath) return { silent: true }
  const patient = read[resources.findIndex(({ resourceType }) => resourceType === 'Patient')]
  if (patient !== undefined && 'reasons' in patient)
    return { unable: 'The record of the patient cannot be read.', reasons: patient.reasons }
  try {
    return { row: featuresAmong(stored, { stay, stays }), unread: read.length - stored.length }
  } catch (error) {
    if (!(error instanceof FeaturesUnavailableError)) throw error
    return {
      unable: "The patient's age at admission does not follow from the records.",
      reasons: [error.message],
    }
  }
}
