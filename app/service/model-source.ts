import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../logging/logger.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import type { Settings } from '../settings/settings.ts'
import { type ChampionFollower, followChampion } from '../tracking/follow-champion.ts'
import { createMlflowClient } from '../tracking/mlflow-client.ts'
import type { Audit } from './audit.ts'

/** Longest that a start waits for the first look at MLflow. */
const FIRST_LOOK_MS = 10_000

/** Where the service's models come from besides its database. */
export type ModelSource = Pick<ChampionFollower, 'state' | 'close'>

/**
 * Follows MLflow's champion where an MLflow is configured; undefined where none is. The start waits
 * for the first look, so that the champion serves from the first request on, but not for long: an
 * MLflow that hangs keeps no service down.
 */
export async function openModelSource(parts: {
  settings: Settings
  registry: StoredRegistry
  audit: Pick<Audit, 'recordEvent'>
  metrics: Metrics
  logger: Logger
}): Promise<ModelSource | undefined> {
  const { settings, registry, audit, metrics, logger } = parts
  const { MLFLOW_TRACKING_URI: url, MLFLOW_TOKEN_FILE: tokenFile } = settings
  if (url === undefined) return undefined
  const stop = new AbortController()
  const client = createMlflowClient({
    url,
    signal: stop.signal,
    ...(tokenFile === undefined ? {} : { tokenFile }),
  })
  const follower = followChampion({
    client,
    registry,
    metrics,
    logger,
    everyMs: settings.MLFLOW_REFRESH_SECONDS * 1000,
    modelName: settings.MLFLOW_MODEL_NAME,
    recordAdoption: (details) =>
      audit.recordEvent({
        kind: 'model-served',
        actor: 'mlflow',
        institution: null,
        outcome: 'ok',
        requestId: randomUUID(),
        details,
      }),
  })
  const patience = new AbortController()
  const late = delay(FIRST_LOOK_MS, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([follower.first, late])
  patience.abort()
  return {
    state: follower.state,
    close: async () => {
      stop.abort()
      await follower.close()
    },
  }
}
