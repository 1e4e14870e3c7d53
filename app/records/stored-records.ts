import { allStays, type InpatientStay } from '../fhir/inpatient-stays.ts'
import { prepareRecords, prepareResources } from '../fhir/prepare-records.ts'
import { FeaturesUnavailableError, featuresAt, latestIndexStay } from '../fhir/stay-features.ts'
import type { StoredResource } from '../fhir/stored-resource.ts'
import { countPatients, listForPatient, upsertResources } from '../store/fhir-resources.ts'
import { listPatients } from '../store/patients.ts'
import type { Database, Store } from '../store/store.ts'
import { asStoredResource } from './as-stored-resource.ts'
import type { IngestReport, PatientRecords, ShownStay, StoredFeatures } from './patient-records.ts'
import { featuresOfSent } from './sent-records.ts'

/** Rejected records are all counted; the reasons of this many are told. */
const MOST_ERRORS = 1000

/** Pseudonym of a record's id at an institution; a patient's is the one the audit trail uses. */
export type Pseudonymise = (institution: string, type: string, id: string) => string

/** What the records are kept in and under. */
export interface RecordParts {
  db: Database
  pool: Store['pool']
  institutions: readonly string[]
  pseudonymise: Pseudonymise
}

/** Records of the institutions in the database, de-identified before they get there. */
export function createStoredRecords(parts: RecordParts): PatientRecords {
  const { db, pool, institutions, pseudonymise } = parts
  return {
    ingest: (input) => ingest(parts, input),
    read: async (institution, resources) =>
      (
        await prepareResources(resources, {
          pseudonymise: (type, id) => pseudonymise(institution, type, id),
        })
      ).map((one) => (one.accepted ? { stored: one.stored } : { reasons: one.reasons })),
    featuresFor: async (institution, patientId) => {
      const patient = pseudonymise(institution, 'Patient', patientId)
      const resources = (await listForPatient(db, institution, patient)).map(asStoredResource)
      return resources.length === 0 ? undefined : features(resources)
    },
    featuresOfSent: (institution, bundle) =>
      featuresOfSent(bundle, (type, id) => pseudonymise(institution, type, id)),
    pseudonymOf: (institution, patientId) => pseudonymise(institution, 'Patient', patientId),
    list: (institution, page) => listPatients(pool, { institution, ...page }),
    patient: async (institution, pseudonym) => {
      const resources = (await listForPatient(db, institution, pseudonym)).map(asStoredResource)
      if (resources.length === 0) return undefined
      return { stays: allStays(resources).map(shownStay), features: features(resources) }
    },
    patientCounts: async () =>
      new Map(
        await Promise.all(
          institutions.map(async (id) => [id, await countPatients(db, id)] as const),
        ),
      ),
  }
}

/**
 * Reads and checks the whole body before anything is stored, then stores what was accepted in one
 * transaction: a body that ends in the middle leaves nothing behind.
 */
async function ingest(
  { db, pseudonymise }: RecordParts,
  input: { institution: string; contentType: string; body: AsyncIterable<Uint8Array> },
): Promise<IngestReport> {
  const { institution, contentType, body } = input
  const accepted: StoredResource[] = []
  const errors: string[] = []
  const outcomes: IngestReport['outcomes'] = []
  const records = prepareRecords(body, contentType, {
    pseudonymise: (type, id) => pseudonymise(institution, type, id),
  })
  let rejected = 0
  for await (const record of records) {
    if (record.accepted) accepted.push(record.stored)
    else if (rejected++ < MOST_ERRORS) {
      errors.push(record.reasons.join('; '))
      outcomes.push({ index: record.position, outcome: record.outcome })
    }
  }
  const results = await upsertResources(db, institution, accepted.map(incoming))
  const count = (result: (typeof results)[number]): number =>
    results.filter((one) => one === result).length
  return {
    accepted: accepted.length,
    rejected,
    errors,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    outcomes,
  }
}

const incoming = ({ type, id, version, lastUpdated, patient, content }: StoredResource) => ({
  type,
  id,
  version,
  lastUpdated: lastUpdated === undefined ? null : new Date(lastUpdated),
  patient,
  content: { ...content },
})

const dayOf = ({ instant }: { instant: number }): string =>
  new Date(instant).toISOString().slice(0, 10)

const shownStay = (stay: InpatientStay): ShownStay => ({
  admitted_on: dayOf(stay.admission),
  discharged_on: stay.discharge === undefined ? null : dayOf(stay.discharge),
  open: stay.open,
  planned: stay.planned,
  ended_in_death: stay.endsInDeath,
})

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
