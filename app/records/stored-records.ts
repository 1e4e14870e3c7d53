import { prepareRecords } from '../fhir/prepare-records.ts'
import { FeaturesUnavailableError, featuresAt, latestIndexStay } from '../fhir/stay-features.ts'
import type { StoredResource } from '../fhir/stored-resource.ts'
import { countPatients, listForPatient, storeResources } from '../store/fhir-resources.ts'
import type { Database } from '../store/store.ts'
import type { IngestReport, PatientRecords, StoredFeatures } from './patient-records.ts'

/** Pseudonym of a record's id at an institution; a patient's is the one the audit trail uses. */
export type Pseudonymise = (institution: string, type: string, id: string) => string

/** Records of the institutions in the database, de-identified before they get there. */
export function createStoredRecords(db: Database, pseudonymise: Pseudonymise): PatientRecords {
  return {
    ingest: (input) => ingest({ db, pseudonymise, ...input }),
    featuresFor: async (institution, patientId) => {
      const patient = pseudonymise(institution, 'Patient', patientId)
      const resources = await listForPatient(db, institution, patient)
      return resources.length === 0 ? undefined : features(resources)
    },
    patientCounts: () => countPatients(db),
  }
}

/**
 * Reads and checks the whole body before anything is stored, then stores what was accepted in one
 * transaction: a body that ends in the middle leaves nothing behind.
 */
async function ingest(input: {
  db: Database
  pseudonymise: Pseudonymise
  institution: string
  contentType: string
  body: AsyncIterable<Uint8Array>
}): Promise<IngestReport> {
  const { db, pseudonymise, institution, contentType, body } = input
  const accepted: StoredResource[] = []
  const errors: string[] = []
  const outcomes: IngestReport['outcomes'] = []
  const records = prepareRecords(body, contentType, {
    pseudonymise: (type, id) => pseudonymise(institution, type, id),
  })
  for await (const record of records) {
    if (record.accepted) accepted.push(record.resource)
    else {
      errors.push(record.reasons.join('; '))
      outcomes.push({ index: record.position, outcome: record.outcome })
    }
  }
  const stored = await storeResources(db, institution, accepted)
  return { accepted: accepted.length, rejected: errors.length, errors, ...stored, outcomes }
}

function features(resources: StoredResource[]): StoredFeatures {
  try {
    const stay = latestIndexStay(resources)
    const { admission, discharge } = stay
    return {
      row: featuresAt(resources, stay),
      stay: {
        start: new Date(admission.instant).toISOString(),
        end: discharge === undefined ? null : new Date(discharge.instant).toISOString(),
      },
    }
  } catch (error) {
    if (error instanceof FeaturesUnavailableError) return { missing: error.message }
    throw error
  }
}
