import { randomUUID } from 'node:crypto'
import { readTable } from '../forest/read-table.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { tableFromRows } from '../forest/table-from-rows.ts'
import type { Logger } from '../logging/logger.ts'
import type { CandidateStore } from '../promotion/candidate-store.ts'
import type { PromotionDecision } from '../promotion/gate.ts'
import { promote } from '../promotion/promote.ts'
import { storedCandidates } from '../promotion/stored-candidates.ts'
import type { Settings } from '../settings/settings.ts'
import { mlflowCandidates } from '../tracking/mlflow-candidates.ts'
import { createMlflowClient } from '../tracking/mlflow-client.ts'
import { type CommandParts, withCommandParts } from './command-parts.ts'
import { trainingSource } from './training-source.ts'

/** What `dataspace promote` was asked for. */
export interface PromoteOptions {
  settings: Settings
  logger: Logger
  /** Table to judge on. @default TRAINING_DATA_PATH, or else the stored patients */
  data?: string
  /** Reason of a person who refuses the candidate. */
  refuse?: string
  signal?: AbortSignal
}

/**
 * Decides on the candidate: MLflow's where MLFLOW_TRACKING_URI is set, or else the latest kept
 * version of the database that never served and nobody refused. The decision goes into the
 * database's audit trail either way.
 */
export function promoteNow(options: PromoteOptions): Promise<PromotionDecision> {
  const { settings, logger } = options
  const instead = 'POST /api/v1/admin/models/{version}/promote (or …/refuse) as administrator.'
  return withCommandParts({ settings, logger, instead }, async (parts) => {
    const { refuse } = options
    const who = { actor: 'command', requestId: randomUUID() }
    const { recordDecision } = parts.audit
    const registry = candidatesOf(parts, options)
    if (refuse !== undefined) {
      const verdict = { refuse: true, reason: refuse } as const
      return promote({ registry, recordDecision }, { ...who, verdict })
    }
    const table = await tableOf(parts, options)
    return promote({ registry, recordDecision }, { ...who, table })
  })
}

function candidatesOf({ store, registry }: CommandParts, options: PromoteOptions): CandidateStore {
  const { settings, signal } = options
  const { MLFLOW_TRACKING_URI: url, MLFLOW_TOKEN_FILE: tokenFile } = settings
  if (url === undefined) return storedCandidates({ db: store.db, serve: registry.serve })
  const client = createMlflowClient({
    url,
    ...(signal && { signal }),
    ...(tokenFile && { tokenFile }),
  })
  return mlflowCandidates(client, settings.MLFLOW_MODEL_NAME)
}

async function tableOf(
  { store }: CommandParts,
  { settings, data, signal }: PromoteOptions,
): Promise<ReadmissionTable> {
  const { order } =
    data === undefined ? await trainingSource(store.db, settings) : { order: { csv: data } }
  if ('stays' in order) return tableFromRows(order.stays)
  return readTable(order.csv, { ...(signal && { signal }) })
}
