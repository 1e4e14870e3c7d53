import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { createDriftChecks, driftLimits } from '../drift/drift-checks.ts'
import type { Logger } from '../logging/logger.ts'
import type { TrainingStatus } from '../retraining/retraining.ts'
import { createRetraining } from '../retraining/stored-retraining.ts'
import type { Settings } from '../settings/settings.ts'
import type { DriftCheck } from '../store/drift-findings.ts'
import { type CommandParts, withCommandParts } from './command-parts.ts'
import { trainingSource } from './training-source.ts'

const COMMAND = 'command'
const POLL_MS = 500

/** What a check found, and how the retraining that it led to ended, if it led to one. */
export interface DriftResult {
  check: DriftCheck
  drifted: boolean
  training: TrainingStatus | null
}

/**
 * Checks drift of the model that the service's database names as serving, without the service; with
 * `retrain`, trains on drift and waits for the gate's decision.
 *
 * @throws Error as `withCommandParts` does, or when a training runs already
 */
export function checkDriftNow(options: {
  settings: Settings
  logger: Logger
  retrain: boolean
}): Promise<DriftResult> {
  const { settings, logger } = options
  const instead = 'POST /api/v1/admin/drift/check as administrator.'
  return withCommandParts({ settings, logger, instead }, (parts) => checkWith(parts, options))
}

async function checkWith(
  { store, audit, registry, served }: CommandParts,
  options: { settings: Settings; logger: Logger; retrain: boolean },
): Promise<DriftResult> {
  const { settings, logger, retrain } = options
  const retraining = createRetraining({
    db: store.db,
    registry,
    source: () => trainingSource(store.db, settings),
    recordDecision: audit.recordDecision,
    owner: randomUUID(),
    alone: store.kind === 'embedded',
    logger,
  })
  try {
    const checks = createDriftChecks({
      store,
      served,
      institutions: settings.institutions,
      limits: driftLimits(settings),
      retraining,
      flush: async () => {},
      show: async () => {},
    })
    const who = { actor: COMMAND, requestId: randomUUID(), retrain }
    const { check, drifted, retraining: isTraining } = await checks.check(who)
    if (drifted && retrain && !isTraining)
      throw new Error('Drift was found, but a training is running already: check again after it')
    let training: TrainingStatus | null = null
    while (isTraining && training?.running !== false) {
      if (training !== null) await wait(POLL_MS)
      training = await retraining.status()
    }
    return { check, drifted, training }
  } finally {
    await retraining.close()
  }
}
