import type { Retraining } from '../retraining/retraining.ts'
import type { ServedModel } from '../serving/served-model.ts'
import { readBounds } from '../settings/fields.ts'
import type { Settings } from '../settings/settings.ts'
import { type DriftCheck, latestFindings } from '../store/drift-findings.ts'
import type { Store } from '../store/store.ts'
import { checkDrift, type DriftLimits, hasDrifted } from './check-drift.ts'

/** Most patients a retraining after drift learns from: all there are. */
export const ALL_PATIENTS = 10_000_000

/** The limits that the service's settings name. */
export const driftLimits = (
  settings: Pick<Settings, 'DRIFT_PSI_LIMIT' | 'DRIFT_SLOPE_BOUNDS' | 'DRIFT_MIN_CASES'>,
): DriftLimits => ({
  psi: settings.DRIFT_PSI_LIMIT,
  slope: readBounds(settings.DRIFT_SLOPE_BOUNDS),
  minCases: settings.DRIFT_MIN_CASES,
})

/** Drift, as administrators ask for it. */
export interface DriftChecks {
  /** Checks the model in service now; starts a retraining where drift is found and that is wanted. */
  check(who: { actor: string; requestId: string; retrain: boolean }): Promise<{
    check: DriftCheck
    drifted: boolean
    retraining: boolean
  }>
  /** What the last check found, by whichever replica or command. */
  latest(): Promise<DriftCheck | undefined>
}

/** Drift checks of a running service. */
export function createDriftChecks(parts: {
  store: Store
  served: ServedModel
  institutions: readonly { id: string }[]
  limits: DriftLimits
  retraining: Pick<Retraining, 'start'>
  /** Adds what this process has counted and not yet written. */
  flush: () => Promise<void>
  /** Shows the findings on this replica at once. */
  show: () => Promise<void>
}): DriftChecks {
  const { store, served, institutions, limits, retraining } = parts
  return {
    check: async ({ actor, requestId, retrain }) => {
      await parts.flush()
      const { identity, model } = served.current()
      const check = await checkDrift({
        store,
        model: { version: identity.version, histograms: model.manifest.histograms },
        institutions: institutions.map(({ id }) => id),
        limits,
      })
      await parts.show()
      const drifted = hasDrifted(check)
      const isTraining =
        drifted && retrain && (await retraining.start({ patients: ALL_PATIENTS, actor, requestId }))
      return { check, drifted, retraining: isTraining }
    },
    latest: () => latestFindings(store.pool),
  }
}
