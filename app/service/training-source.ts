import { labelledStays } from '../fhir/labelled-stays.ts'
import type { LabelledStay } from '../forest/table-from-rows.ts'
import { asStoredResource } from '../records/as-stored-resource.ts'
import { NoStays } from '../retraining/no-stays.ts'
import type { CandidateOrder } from '../retraining/train-candidate.ts'
import type { Settings } from '../settings/settings.ts'
import { streamPatientRecords } from '../store/fhir-resources.ts'
import { lastEncounterDay } from '../store/last-encounter-day.ts'
import type { Database } from '../store/store.ts'

/**
 * Where retraining takes its stays from: the configured table, or else the stored patients of all
 * institutions.
 *
 * @throws NoStays when there is neither, saying what to do
 */
export async function trainingSource(
  db: Database,
  settings: Pick<Settings, 'TRAINING_DATA_PATH' | 'institutions'>,
): Promise<{ name: string; order: CandidateOrder['source'] }> {
  const { TRAINING_DATA_PATH: csv, institutions } = settings
  if (csv !== undefined) return { name: 'table', order: { csv } }
  const stays: LabelledStay[] = []
  for (const { id } of institutions) await addStays(db, id, stays)
  if (stays.length === 0)
    throw new NoStays(
      'There is nothing to train on: ingest patients with finished inpatient stays, or set ' +
        'TRAINING_DATA_PATH to a table',
    )
  return { name: 'stored patients', order: { stays } }
}

/**
 * An institution's labelled stays. Its records are taken to cover everything up to the last day any
 * of its encounters tells of; stays whose 30 days were not over by then are left out.
 */
async function addStays(db: Database, institution: string, stays: LabelledStay[]): Promise<void> {
  const extractEnd = await lastEncounterDay(db, institution)
  if (extractEnd === undefined) return
  for await (const { resources } of streamPatientRecords(db, [institution])) {
    const { rows } = labelledStays(resources.map(asStoredResource), { extractEnd })
    for (const { patient, features, readmitted } of rows)
      stays.push({ ...features, patient, institution, readmitted: readmitted === 1 })
  }
}
