import type { Pool } from 'pg'

/** What a check found of one feature, or, without feature, of the calibration. */
export interface DriftFinding {
  institution: string
  feature: string | null
  psi: number | null
  calibrationSlope: number | null
  /** Predictions or outcomes that it rests on. */
  cases: number
  drifted: boolean
}

/** All that one check found. */
export interface DriftCheck {
  checkedAt: Date
  modelVersion: number
  findings: DriftFinding[]
}

/** Findings are kept so many days, for whoever asks when it began. */
const KEPT_DAYS = 400

/** Keeps what a check found, and lets go of what is older than 400 days. */
export async function keepFindings(pool: Pool, check: DriftCheck): Promise<void> {
  const { checkedAt, modelVersion, findings } = check
  await pool.query(
    `insert into drift_findings
       (checked_at, model_version, institution, feature, psi, calibration_slope, cases, drifted)
     select $1, $2, * from unnest($3::text[], $4::text[], $5::float8[], $6::float8[], $7::int[], $8::boolean[])`,
    [
      checkedAt,
      modelVersion,
      findings.map((one) => one.institution),
      findings.map((one) => one.feature),
      findings.map((one) => one.psi),
      findings.map((one) => one.calibrationSlope),
      findings.map((one) => one.cases),
      findings.map((one) => one.drifted),
    ],
  )
  await pool.query(`delete from drift_findings where checked_at < now() - $1 * interval '1 day'`, [
    KEPT_DAYS,
  ])
}

/** The latest check; undefined where there was none. */
export async function latestFindings(pool: Pool): Promise<DriftCheck | undefined> {
  const { rows } = await pool.query<DriftFinding & { checkedAt: Date; modelVersion: number }>(
    `select checked_at as "checkedAt", model_version as "modelVersion", institution, feature, psi,
       calibration_slope as "calibrationSlope", cases, drifted
     from drift_findings where checked_at = (select max(checked_at) from drift_findings)
     order by id`,
  )
  const [first] = rows
  if (first === undefined) return undefined
  const { checkedAt, modelVersion } = first
  const findings = rows.map(({ checkedAt: _at, modelVersion: _version, ...finding }) => finding)
  return { checkedAt, modelVersion, findings }
}
