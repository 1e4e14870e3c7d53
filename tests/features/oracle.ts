import { readFileSync } from 'node:fs'
import type { ExtractReport } from '../../app/features/extract-features.ts'
import { momentOf } from '../../app/fhir/dates.ts'
import { labelledStays } from '../../app/fhir/labelled-stays.ts'
import { prepareRecords } from '../../app/fhir/prepare-records.ts'
import type { StoredResource } from '../../app/fhir/stored-resource.ts'

/** The head of every table that is written. */
export const HEADER =
  'patient_id,institution,age,gender,num_conditions,num_medications,recent_encounters,expired,readmitted'

/** Records of files as the service stores them, with their own ids for pseudonyms. */
export async function storedRecords(files: readonly string[]): Promise<StoredResource[]> {
  const resources: StoredResource[] = []
  for (const file of files) {
    const type = file.endsWith('.ndjson') ? 'application/fhir+ndjson' : 'application/fhir+json'
    const records = prepareRecords(readFileSync(file), type, { pseudonymise: (_kind, id) => id })
    for await (const record of records) if (record.accepted) resources.push(record.stored)
  }
  return resources
}

/** The last day that any encounter tells of. */
function lastDay(resources: readonly StoredResource[]): string {
  const days = resources.flatMap(({ content }) =>
    content.resourceType === 'Encounter'
      ? [content.period?.start, content.period?.end].map((text) => momentOf(text)?.day ?? -1e6)
      : [],
  )
  return new Date(Math.max(...days) * 86_400_000).toISOString().slice(0, 10)
}

/** The rows of one institution's table by labelledStays, oldest first within a patient. */
export function expectedTable(
  institution: string,
  resources: readonly StoredResource[],
  extractEnd = lastDay(resources),
): { lines: string[]; excluded: ExtractReport['excluded'] } {
  const { rows, excluded } = labelledStays(resources, { extractEnd })
  const known = rows.filter(({ features }) => features.gender_encoded !== null)
  // Of one patient they come oldest first already, and the sort is stable.
  known.sort((a, b) => (a.patient < b.patient ? -1 : Number(a.patient > b.patient)))
  const lines = known.map(({ patient, features, readmitted }) =>
    [
      patient,
      institution,
      features.age,
      features.gender_encoded === 1 ? 'male' : 'female',
      features.num_conditions,
      features.num_medications,
      features.recent_encounters,
      0,
      readmitted,
    ].join(),
  )
  return { lines, excluded: { ...excluded, genderUnknown: rows.length - known.length } }
}
