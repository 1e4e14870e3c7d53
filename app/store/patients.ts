import type { Pool } from 'pg'

/** A stored patient of an institution, by what is kept of him. */
export interface StoredPatient {
  pseudonym: string
  encounters: number
  conditions: number
  medications: number
  /** When the latest record of him arrived. */
  receivedAt: Date
}

/** Patients of one institution in the order of their pseudonyms, which is no order at all. */
export async function listPatients(
  pool: Pool,
  { institution, after, limit }: { institution: string; after: string; limit: number },
): Promise<StoredPatient[]> {
  const { rows } = await pool.query<StoredPatient>(
    `select patient as pseudonym, count(*) filter (where type = 'Encounter')::int as encounters,
       count(*) filter (where type = 'Condition')::int as conditions,
       count(*) filter (where type = 'MedicationRequest')::int as medications,
       max(received_at) as "receivedAt"
     from fhir_resources where institution = $1 and patient > $2
     group by patient order by patient limit $3`,
    [institution, after, limit],
  )
  return rows
}
