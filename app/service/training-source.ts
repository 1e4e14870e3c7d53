import { labelledStays } from '../fhir/labelled-stays.ts'
import type { LabelledStay } from '../forest/table-from-rows.ts'
import type { CandidateOrder } from '../retraining/train-candidate.ts'
import { streamInstitutionResources } from '../store/fhir-resources.ts'
import type { Database } from '../store/store.ts'

/**
 * Where retraining takes its stays from: the configured table, or else the stored patients of all
 * institutions, labelled up to the latest day any of their records tells of.
 *
 * @throws Error when there is neither
 */
export async function trainingSource(
  db: Database,
  table: string | undefined,
): Promise<{ name: string; order: CandidateOrder['source'] }> {
  if (table !== undefined) return { name: 'table', order: { csv: table } }
  return { name: 'stored patients', order: { stays: await storedStays(db) } }
}
