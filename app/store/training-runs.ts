import { and, desc, eq, lt, ne, or, sql } from 'drizzle-orm'
import { trainingRuns } from './schema.ts'
import type { Database } from './store.ts'

/** A training that an administrator asked for. */
export type TrainingRun = typeof trainingRuns.$inferSelect

/** How a training ended. */
export interface TrainingOutcome {
  status: 'completed' | 'failed' | 'cancelled' | 'interrupted'
  samples?: number
  rocAuc?: number
  currentRocAuc?: number
  error?: string
  candidateVersion?: number
  decision?: Record<string, unknown>
}

/**
 * Starts a run; undefined when one is running already. `owner` is a UUID that the process draws at
 * its start: by it the process knows its own runs.
 */
export async function startRun(
  db: Database,
  { patients, owner }: { patients: number; owner: string },
): Promise<TrainingRun | undefined> {
  const [run] = await db
    .insert(trainingRuns)
    .values({ status: 'running', patients, owner })
    .onConflictDoNothing()
    .returning()
  return run
}

/** Says that the owner of a running run is alive, and how far it is. False when the run is no longer running. */
export async function beat(db: Database, id: number, progress = 0): Promise<boolean> {
  const beaten = await db
    .update(trainingRuns)
    .set({ heartbeatAt: sql`now()`, progress })
    .where(running(id))
    .returning({ id: trainingRuns.id })
  return beaten.length > 0
}

/** Ends a running run; false when it is no longer running, and then nothing changes. */
export async function finishRun(
  db: Database,
  id: number,
  outcome: TrainingOutcome,
): Promise<boolean> {
  const finished = await db
    .update(trainingRuns)
    .set({ ...outcome, completedAt: sql`now()` })
    .where(running(id))
    .returning({ id: trainingRuns.id })
  return finished.length > 0
}

/**
 * Marks runs whose process is gone as interrupted and returns how many. A run of another owner is
 * taken for dead when its heartbeat is older than `staleSeconds`, or at once when this process is
 * the only one there can be (embedded database: `alone`).
 */
export async function interruptDeadRuns(
  db: Database,
  { owner, alone, staleSeconds = 60 }: { owner: string; alone: boolean; staleSeconds?: number },
): Promise<number> {
  const stale = lt(trainingRuns.heartbeatAt, sql`now() - ${staleSeconds} * interval '1 second'`)
  const interrupted = await db
    .update(trainingRuns)
    .set({
      status: 'interrupted',
      completedAt: sql`now()`,
      error: 'The process that was training ended.',
    })
    .where(
      and(
        eq(trainingRuns.status, 'running'),
        ne(trainingRuns.owner, owner),
        or(alone ? sql`true` : undefined, stale),
      ),
    )
    .returning({ id: trainingRuns.id })
  return interrupted.length
}

/** The latest run, whatever became of it. */
export async function latestRun(db: Database): Promise<TrainingRun | undefined> {
  const [run] = await db.select().from(trainingRuns).orderBy(desc(trainingRuns.id)).limit(1)
  return run
}

const running = (id: number) => and(eq(trainingRuns.id, id), eq(trainingRuns.status, 'running'))
