import { and, asc, countDistinct, eq, sql } from 'drizzle-orm'
import { fhirResources } from './schema.ts'
import type { Database } from './store.ts'

/** A pseudonymised resource as it is kept. */
export type FhirResource = typeof fhirResources.$inferSelect

/** A pseudonymised resource as it arrives. */
export interface IncomingResource {
  type: string
  /** Pseudonym of the resource's id. */
  id: string
  /** `meta.versionId`, or a digest of the content where the sender gives none. */
  version: string
  /** `meta.lastUpdated`; null when the sender gives none. */
  lastUpdated: Date | null
  /** Pseudonym of the patient it belongs to. */
  patient: string
  content: Record<string, unknown>
}

/** Seven parameters a row, of at most 65,535 a statement. */
const ROWS_PER_STATEMENT = 5000

/** What became of a resource: `unchanged` also where the kept one is newer. */
export type UpsertResult = 'created' | 'updated' | 'unchanged'

/**
 * Keeps resources of one institution, all or none. The same type, id and version
 * again changes nothing; a `lastUpdated` before the kept one neither. Of the same resource twice in
 * one call the last one counts. Returns one result for each resource, in their order.
 */
export async function upsertResources(
  db: Database,
  institution: string,
  resources: IncomingResource[],
): Promise<UpsertResult[]> {
  const latest = new Map(resources.map((resource) => [keyOf(resource), resource]))
  const rows = [...latest.values()].map((resource) => ({ ...resource, institution }))
  const results = new Map<string, UpsertResult>()
  await db.transaction(async (transaction) => {
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      const written = await upsert(transaction, rows.slice(start, start + ROWS_PER_STATEMENT))
      for (const row of written) results.set(keyOf(row), row.created ? 'created' : 'updated')
    }
  })
  return resources.map((resource) => {
    const counts = latest.get(keyOf(resource)) === resource
    return (counts && results.get(keyOf(resource))) || 'unchanged'
  })
}

function upsert(db: Pick<Database, 'insert'>, rows: (typeof fhirResources.$inferInsert)[]) {
  const kept = fhirResources
  return (
    db
      .insert(kept)
      .values(rows)
      .onConflictDoUpdate({
        target: [kept.institution, kept.type, kept.id],
        set: {
          version: sql`excluded.version`,
          lastUpdated: sql`excluded.last_updated`,
          patient: sql`excluded.patient`,
          content: sql`excluded.content`,
          receivedAt: sql`now()`,
        },
        setWhere: sql`${kept.version} <> excluded.version and coalesce(
        ${kept.lastUpdated} <= excluded.last_updated, true)`,
      })
      // xmax is 0 in a row version that no update has made.
      .returning({ type: kept.type, id: kept.id, created: sql<boolean>`(xmax = 0)` })
  )
}

const keyOf = ({ type, id }: { type: string; id: string }): string => `${type}/${id}`

/** Everything an institution has sent about one of its patients. */
export const listForPatient = (
  db: Database,
  institution: string,
  patient: string,
): Promise<FhirResource[]> =>
  db
    .select()
    .from(fhirResources)
    .where(and(eq(fhirResources.institution, institution), eq(fhirResources.patient, patient)))
    .orderBy(asc(fhirResources.type), asc(fhirResources.id))

/** Number of patients that an institution has sent anything about. */
export async function countPatients(db: Database, institution: string): Promise<number> {
  const [row] = await db
    .select({ patients: countDistinct(fhirResources.patient) })
    .from(fhirResources)
    .where(eq(fhirResources.institution, institution))
  return row?.patients ?? 0
}

/** One patient of one institution with all that is kept about them. */
export interface PatientRecord {
  institution: string
  patient: string
  resources: FhirResource[]
}

/**
 * Every patient of the given institutions, one after the other, for training. Memory holds `page`
 * patients at a time.
 */
export async function* streamPatientRecords(
  db: Database,
  institutions: string[],
  page = 200,
): AsyncGenerator<PatientRecord> {
  for (const institution of institutions) {
    let after = ''
    for (;;) {
      const rows = await readPatients(db, { institution, after, page })
      const records = Map.groupBy(rows, ({ patient }) => patient)
      for (const [patient, resources] of records) yield { institution, patient, resources }
      const last = rows.at(-1)
      if (!last) break
      after = last.patient
    }
  }
}

function readPatients(db: Database, from: { institution: string; after: string; page: number }) {
  const { institution, patient } = fhirResources
  const next = sql`select distinct patient from fhir_resources
    where institution = ${from.institution} and patient > ${from.after}
    order by patient limit ${from.page}`
  return db
    .select()
    .from(fhirResources)
    .where(and(eq(institution, from.institution), sql`${patient} in (${next})`))
    .orderBy(asc(patient), asc(fhirResources.type), asc(fhirResources.id))
}
