import type { EvaluationReport } from '../evaluation/report.ts'
import type { Logger } from '../logging/logger.ts'
import type { GateReason } from '../promotion/gate.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import type { Database } from '../store/store.ts'
import {
  beat,
  finishRun,
  interruptDeadRuns,
  latestRun,
  startRun,
  type TrainingRun,
} from '../store/training-runs.ts'
import type { Retraining, TrainingStatus } from './retraining.ts'
import { type CandidateOrder, trainCandidate } from './train-candidate.ts'

const HEARTBEAT_MS = 10_000

/** What retraining needs of the rest of the service. */
export interface RetrainingParts {
  db: Database
  registry: StoredRegistry
  /** Where the stays come from: a table, or the stored patients. */
  source: () => Promise<{ name: string; order: CandidateOrder['source'] }>
  /** Writes the decision into the audit trail. */
  recordDecision: (decision: {
    actor: string
    requestId: string
    version: number
    sha256: string
    promoted: boolean
    reasons: GateReason[]
  }) => Promise<unknown>
  /** This process, as the owner of its runs. */
  owner: string
  /** True on the embedded database, where no other process can be training. */
  alone: boolean
  logger: Logger
}

/** Retraining whose runs are in the database: one at a time over all replicas, kept over restarts. */
export function createRetraining(parts: RetrainingParts): Retraining {
  const { db, owner, alone, logger } = parts
  let running: { abort: AbortController; done: Promise<void>; progress: number } | undefined
  return {
    start: async (request) => {
      await interruptDeadRuns(db, { owner, alone })
      const run = await startRun(db, { patients: request.patients, owner })
      if (run === undefined) return false
      const abort = new AbortController()
      const state = { abort, progress: 0, done: Promise.resolve() }
      running = state
      const onProgress = (fraction: number): void => {
        state.progress = fraction
      }
      state.done = work({ parts, run: run.id, request, signal: abort.signal, onProgress })
        .catch((error: unknown) => logger.error({ err: error }, 'training not recorded'))
        .finally(() => {
          running = undefined
        })
      return true
    },
    status: async () => {
      await interruptDeadRuns(db, { owner, alone })
      return statusOf(await latestRun(db), running?.progress ?? null)
    },
    cancel: async () => {
      if (running === undefined) return false
      running.abort.abort('cancelled')
      await running.done
      return true
    },
    close: async () => {
      running?.abort.abort('interrupted')
      await running?.done
    },
  }
}

async function work(job: {
  parts: RetrainingParts
  run: number
  request: { patients: number; actor: string; requestId: string }
  signal: AbortSignal
  onProgress: (fraction: number) => void
}): Promise<void> {
  const { parts, run, request, signal, onProgress } = job
  const { db, registry, logger } = parts
  const heart = setInterval(() => {
    beat(db, run).catch((error: unknown) => logger.warn({ err: error }))
  }, HEARTBEAT_MS)
  try {
    const { name, order: source } = await parts.source()
    const servingModel = await registry.servingFile()
    const order = { source, patients: request.patients, servingModel }
    const candidate = await trainCandidate({ order, signal, onProgress })
    const { decision, report, serving, bytes, samples } = candidate
    const version = await registry.add({ bytes, source: name, report, decision })
    await parts.recordDecision({
      actor: request.actor,
      requestId: request.requestId,
      version: version.version,
      sha256: version.sha256,
      promoted: decision.promote,
      reasons: decision.reasons,
    })
    await finishRun(db, run, {
      status: 'completed',
      samples,
      ...aucOf('rocAuc', report),
      ...aucOf('currentRocAuc', serving),
      candidateVersion: version.version,
      decision: { ...decision },
    })
  } catch (error) {
    const status = signal.aborted ? (signal.reason as 'cancelled' | 'interrupted') : 'failed'
    const message = error instanceof Error ? error.message : String(error)
    await finishRun(db, run, { status, ...(signal.aborted ? {} : { error: message }) })
  } finally {
    clearInterval(heart)
  }
}

const aucOf = (
  name: 'rocAuc' | 'currentRocAuc',
  { overall }: EvaluationReport,
): { rocAuc?: number; currentRocAuc?: number } =>
  overall.ranking === null ? {} : { [name]: overall.ranking.auc }

function statusOf(run: TrainingRun | undefined, progress: number | null): TrainingStatus {
  const decision = run?.decision as { promote: boolean; reasons: GateReason[] } | null | undefined
  const completed = decision?.promote ? 'promoted' : 'refused'
  return {
    running: run?.status === 'running',
    started_at: run?.startedAt.toISOString() ?? null,
    completed_at: run?.completedAt?.toISOString() ?? null,
    roc_auc: run?.rocAuc ?? null,
    error: run?.error ?? null,
    n_samples: run?.samples ?? null,
    current_roc_auc: run?.currentRocAuc ?? null,
    outcome:
      run === undefined || run.status === 'running'
        ? null
        : run.status === 'completed'
          ? completed
          : run.status,
    progress: run?.status === 'running' ? progress : null,
    reasons: decision?.reasons ?? [],
  }
}
