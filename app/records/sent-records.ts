import type { Pseudonymise } from '../fhir/de-identify.ts'
import { type PreparedRecord, prepareRecords } from '../fhir/prepare-records.ts'
import { isObject, type JsonObject, MalformedBodyError, NotAListError } from '../fhir/problems.ts'
import {
  type FeaturesMissing,
  FeaturesUnavailableError,
  featuresAt,
  latestIndexStay,
} from '../fhir/stay-features.ts'
import type { StoredResource } from '../fhir/stored-resource.ts'
import { RECORD_TYPES } from '../fhir/validate-record.ts'
import type { SentFeatures, SentProblem } from './patient-records.ts'

const TYPES: ReadonlySet<unknown> = new Set(RECORD_TYPES)

/** What is said in place of the words for stored records. */
const MISSING: Partial<Record<FeaturesMissing, string>> = {
  'no-stay':
    'No inpatient stay among the records; fix: send an Encounter of class IMP with its start',
  deceased: 'The latest stay ended in death or hospice; no readmission to predict',
  'no-patient': 'No Patient among the records; fix: send it, its birth date is a feature',
}

/**
 * The features of one patient's records that came in a Bundle: checked and reduced like ingested ones,
 * then forgotten. Entries of types without a feature are left unread.
 */
export async function featuresOfSent(
  bundle: JsonObject,
  pseudonymise: Pseudonymise,
): Promise<SentFeatures> {
  const { kept, positions } = ofRecordTypes(bundle)
  const names = new Map<string, string>()
  const naming: Pseudonymise = (type, id) => {
    const pseudonym = pseudonymise(type, id)
    names.set(pseudonym, `${type}/${id}`)
    return pseudonym
  }
  const prepared = await prepare(kept, naming)
  if ('refused' in prepared) return prepared
  const refused = prepared.flatMap((record) =>
    record.accepted ? [] : problemsOf(record, positions[record.position] ?? record.position),
  )
  if (refused.length > 0) return { refused }
  const stored = prepared.flatMap((record) => (record.accepted ? [record.stored] : []))
  // Of the same record twice the last one counts, as in ingest.
  const records = [...new Map(stored.map((one) => [`${one.type} ${one.id}`, one])).values()]
  return featuresOf(records, names)
}

function ofRecordTypes(bundle: JsonObject): { kept: JsonObject; positions: number[] } {
  if (!Array.isArray(bundle.entry)) return { kept: bundle, positions: [] }
  const wanted = bundle.entry.flatMap((entry: unknown, position) => {
    const resource = isObject(entry) ? entry.resource : undefined
    const isForeign =
      isObject(resource) &&
      typeof resource.resourceType === 'string' &&
      !TYPES.has(resource.resourceType)
    return isForeign ? [] : [{ entry, position }]
  })
  return {
    kept: { ...bundle, entry: wanted.map(({ entry }) => entry) },
    positions: wanted.map(({ position }) => position),
  }
}

async function prepare(
  bundle: JsonObject,
  pseudonymise: Pseudonymise,
): Promise<PreparedRecord[] | { refused: SentProblem[] }> {
  const body = Buffer.from(JSON.stringify(bundle))
  try {
    const records: PreparedRecord[] = []
    for await (const one of prepareRecords(body, 'application/fhir+json', { pseudonymise }))
      records.push(one)
    return records
  } catch (error) {
    if (error instanceof MalformedBodyError || error instanceof NotAListError)
      return { refused: [{ code: 'structure', text: error.message }] }
    throw error
  }
}

const problemsOf = (
  { outcome }: Extract<PreparedRecord, { accepted: false }>,
  position: number,
): SentProblem[] =>
  outcome.issue.map(({ code, diagnostics, expression: [inside] = [] }) => ({
    code,
    text: diagnostics,
    expression: `Bundle.entry[${position}].resource${inside?.replace(/^[A-Za-z]+/, '') ?? ''}`,
  }))

function featuresOf(records: StoredResource[], names: ReadonlyMap<string, string>): SentFeatures {
  const [first, ...others] = new Set(records.map(({ patient }) => patient))
  if (others.length > 0)
    return refusal('The records are of several patients; fix: send those of one')
  try {
    const stay = latestIndexStay(records)
    const row = featuresAt(records, stay)
    const [encounter = ''] = stay.encounters
    return {
      row,
      pseudonym: first ?? stay.patient,
      patientId: (names.get(stay.patient) ?? '').replace('Patient/', ''),
      encounter: names.get(encounter),
      discharged: stay.discharge && new Date(stay.discharge.instant).toISOString(),
      basis: records.flatMap(({ id }) => names.get(id) ?? []),
    }
  } catch (error) {
    if (!(error instanceof FeaturesUnavailableError)) throw error
    return refusal(MISSING[error.missing] ?? error.message)
  }
}

const refusal = (text: string): SentFeatures => ({ refused: [{ code: 'business-rule', text }] })
