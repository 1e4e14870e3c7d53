import type { Logger } from '../logging/logger.ts'
import type { DecisionRecord } from '../promotion/promote.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import type { Database } from '../store/store.ts'
import {
  beat,
  finishRun,
  interruptDeadRuns,
  latestRun,
  startRun,
  type TrainingOutcome,
} from '../store/training-runs.ts'
import { judgeCandidate } from './judge-candidate.ts'
import type { Retraining, TrainingData, TrainingRequest } from './retraining.ts'
import type { CandidateOrder } from './train-candidate.ts'
import { statusOf } from './training-status.ts'

/** Every replica tells the progress as of the last beat. */
const HEARTBEAT_MS = 2000

/**
 * Owner of no run. While this process trains nothing, a run of its own that is still called running
 * could not be finished (the database was away): it is as dead as that of a process that is gone.
 */
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** What retraining needs of the rest of the service. */
export interface RetrainingParts {
  db: Database
  registry: StoredRegistry
  /** Where the stays come from: a table, or the stored patients. */
  source: (data: TrainingData) => Promise<{ name: string; order: CandidateOrder['source'] }>
  /** Writes the decision into the audit trail. */
  recordDecision: (decision: DecisionRecord) => Promise<unknown>
  /** This process, as the owner of its runs. */
  owner: string
  /** True on the embedded database, where no other process can be training. */
  alone: boolean
  logger: Logger
}

/** A run of this process. */
interface Running {
  abort: AbortController
  done: Promise<TrainingOutcome['status']> | undefined
  progress: number
}

/** Retraining whose runs are in the database: one at a time over all replicas, kept over restarts. */
export function createRetraining(parts: RetrainingParts): Retraining {
  const { db, owner, alone } = parts
  let running: Running | undefined
  let starting: Promise<boolean> | undefined
  const begin = async (request: TrainingRequest): Promise<boolean> => {
    await interruptDeadRuns(db, { owner: NOBODY, alone })
    const run = await startRun(db, { patients: request.patients, owner })
    if (run === undefined) return false
    const state: Running = { abort: new AbortController(), progress: 0, done: undefined }
    running = state
    state.done = work({ parts, run: run.id, request, state }).finally(() => {
      running = undefined
    })
    return true
  }
  let closed = false
  return {
    start: (request) => {
      if (running || starting || closed) return Promise.resolve(false)
      starting = begin(request).finally(() => {
        starting = undefined
      })
      return starting
    },
    status: async () => {
      await interruptDeadRuns(db, { owner: running || starting ? owner : NOBODY, alone })
      return statusOf(await latestRun(db), running?.progress ?? null)
    },
    cancel: async () => (await stop(running, 'cancelled')) === 'cancelled',
    close: async () => {
      closed = true
      await starting?.catch(() => false)
      await stop(running, 'interrupted')
    },
  }
}

/** Stops a run, if it still can be, and says how it ended. */
async function stop(
  run: Running | undefined,
  reason: 'cancelled' | 'interrupted',
): Promise<TrainingOutcome['status'] | undefined> {
  run?.abort.abort(reason)
  return await run?.done
}

/** Does one run and records how it ended; never rejects. */
async function work(job: {
  parts: RetrainingParts
  run: number
  request: TrainingRequest
  state: Running
}): Promise<TrainingOutcome['status']> {
  const { parts, run, request, state } = job
  const { db, logger } = parts
  const { signal } = state.abort
  const stillOurs = async (): Promise<void> => {
    if (!(await beat(db, run, state.progress))) state.abort.abort('interrupted')
  }
  const heart = setInterval(() => {
    stillOurs().catch((error: unknown) => logger.warn({ err: error }, 'heartbeat not recorded'))
  }, HEARTBEAT_MS)
  const onProgress = (fraction: number): void => {
    state.progress = fraction
  }
  const outcome = await judgeCandidate({ parts, request, signal, onProgress, stillOurs })
    .catch((error: unknown): TrainingOutcome => {
      // The signal's reason comes through only where it stopped the run.
      if (error === 'cancelled' || error === 'interrupted') return { status: error }
      logger.warn({ err: error }, 'training failed')
      return { status: 'failed', error: error instanceof Error ? error.message : String(error) }
    })
    .finally(() => clearInterval(heart))
  await finishRun(db, run, outcome).catch((error: unknown) =>
    logger.error({ err: error }, 'end of training not recorded'),
  )
  return outcome.status
}
