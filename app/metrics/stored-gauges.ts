import type { Logger } from '../logging/logger.ts'
import { auditCheck } from '../store/audit-check.ts'
import { latestFindings } from '../store/drift-findings.ts'
import type { Store } from '../store/store.ts'
import type { Metrics } from './metrics.ts'

const REFRESH_MS = 30_000

/**
 * Shows on this replica what any replica or command has found last and kept in the database: drift,
 * and whether the audit chain was whole.
 */
export function showStored(parts: { store: Store; metrics: Metrics; logger: Logger }): {
  refresh(): Promise<void>
  close(): Promise<void>
} {
  const { store, metrics, logger } = parts
  const refresh = async (): Promise<void> => {
    await showDrift(store, metrics)
    await showAuditCheck(store, metrics)
  }
  const attempt = (): Promise<void> =>
    refresh().catch((error: unknown) =>
      logger.warn({ err: error }, 'metrics of drift and audit chain not refreshed'),
    )
  let running = attempt()
  const timer = setInterval(() => {
    running = attempt()
  }, REFRESH_MS).unref()
  return {
    refresh,
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}

async function showDrift({ pool }: Store, metrics: Metrics): Promise<void> {
  const check = await latestFindings(pool)
  if (check === undefined) return
  const { featurePsi, calibrationSlope, driftCases, driftDetected, driftChecked } = metrics
  for (const gauge of [featurePsi, calibrationSlope, driftCases, driftDetected]) gauge.reset()
  driftChecked.set(check.checkedAt.getTime() / 1000)
  for (const { institution, feature, psi, calibrationSlope: slope, cases } of check.findings) {
    const kind = feature === null ? 'outcomes' : 'served'
    // A feature may be unknown in some cases; the one that is always known counts them all.
    if (feature === null || feature === 'age') driftCases.set({ institution, kind }, cases)
    if (feature !== null && psi !== null) featurePsi.set({ institution, feature }, psi)
    if (feature === null && slope !== null) calibrationSlope.set({ institution }, slope)
  }
  for (const { institution, feature, drifted } of check.findings) {
    const kind = feature === null ? 'calibration' : 'features'
    if (drifted) driftDetected.set({ institution, kind }, 1)
    else driftDetected.inc({ institution, kind }, 0)
  }
}

async function showAuditCheck({ db }: Store, metrics: Metrics): Promise<void> {
  const found = await auditCheck(db)
  if (found === undefined) return
  metrics.auditChainIntact.set(found.intact ? 1 : 0)
  metrics.auditChainChecked.set(found.at.getTime() / 1000)
}
