import { and, eq, sql } from 'drizzle-orm'
import { fhirResources } from './schema.ts'
import type { Database } from './store.ts'

/** The last day, as YYYY-MM-DD, that any encounter of an institution began or ended on. */
export async function lastEncounterDay(
  db: Database,
  institution: string,
): Promise<string | undefined> {
  const { content } = fhirResources
  const [row] = await db
    .select({
      day: sql<string | null>`max(left(greatest(
        ${content} -> 'period' ->> 'start', ${content} -> 'period' ->> 'end'), 10))`,
    })
    .from(fhirResources)
    .where(and(eq(fhirResources.institution, institution), eq(fhirResources.type, 'Encounter')))
  return row?.day ?? undefined
}
