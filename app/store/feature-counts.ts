import type { Pool } from 'pg'

/** How often a bin was served. */
export interface FeatureCount {
  institution: string
  modelVersion: number
  /** UTC day, `2026-03-01`. */
  servedOn: string
  feature: string
  bin: number
  served: number
}

/** Adds counts to those that are there, in one statement. */
export async function addFeatureCounts(pool: Pool, counts: readonly FeatureCount[]): Promise<void> {
  if (counts.length === 0) return
  // Sorted by key: two replicas that add at the same moment lock the rows in the same order.
  await pool.query(
    `insert into served_feature_counts as known
       (institution, model_version, served_on, feature, bin, served)
     select * from unnest($1::text[], $2::int[], $3::date[], $4::text[], $5::smallint[], $6::bigint[])
       as added (institution, model_version, served_on, feature, bin, served)
     order by 1, 2, 3, 4, 5
     on conflict on constraint served_feature_counts_key
       do update set served = known.served + excluded.served`,
    [
      counts.map((one) => one.institution),
      counts.map((one) => one.modelVersion),
      counts.map((one) => one.servedOn),
      counts.map((one) => one.feature),
      counts.map((one) => one.bin),
      counts.map((one) => one.served),
    ],
  )
}

/** Counts of the last `days` days for a model: institution, feature, bin and how often. */
export async function featureCounts(
  pool: Pool,
  { modelVersion, days }: { modelVersion: number; days: number },
): Promise<Pick<FeatureCount, 'institution' | 'feature' | 'bin' | 'served'>[]> {
  const { rows } = await pool.query<{
    institution: string
    feature: string
    bin: number
    served: string
  }>(
    `select institution, feature, bin, sum(served)::text as served from served_feature_counts
     where model_version = $1 and served_on > (now() at time zone 'utc')::date - $2::int
     group by institution, feature, bin`,
    [modelVersion, days],
  )
  return rows.map((row) => ({ ...row, served: Number(row.served) }))
}
