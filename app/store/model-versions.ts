import { and, desc, eq, getTableColumns, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import { type ModelEvaluation, modelEvaluation } from '../evaluation/model-evaluation.ts'
import { pack, unpack } from './packed-file.ts'
import { modelVersions } from './schema.ts'
import type { Database } from './store.ts'

const { file: _bytes, evaluation: _figures, ...withoutFile } = getTableColumns(modelVersions)

/** A kept model with its file. */
export type ModelVersion = typeof modelVersions.$inferSelect

/** A kept model without the bytes of its file and the figures of its evaluation. */
export type ModelSummary = Omit<ModelVersion, 'file' | 'evaluation'>

/** What a new version is made of. */
export interface NewModel {
  name: string
  /** SHA-256 of the model's content, lower-case hexadecimal. */
  sha256: string
  file: Buffer
  /** Where it comes from: `shipped`, `run 12`, … */
  source: string
  metrics: Record<string, unknown>
  /** The promotion gate's decision with its reasons. */
  decision?: Record<string, unknown>
  /** What was measured of it on held-out patients. */
  evaluation?: ModelEvaluation | undefined
}

/** Keeps a model; one with the same content is the version that it already is. */
export async function addModel(db: Database, model: NewModel): Promise<ModelSummary> {
  const [added] = await db
    .insert(modelVersions)
    .values({ ...model, file: await pack(model.file) })
    .onConflictDoNothing({ target: modelVersions.sha256 })
    .returning(withoutFile)
  if (added) return added
  const [known] = await db
    .select(withoutFile)
    .from(modelVersions)
    .where(eq(modelVersions.sha256, model.sha256))
  if (!known) throw new Error(`Model ${model.sha256} was deleted while it was added: add it again.`)
  return known
}

/**
 * Makes a version the serving one; to roll back, promote an earlier version. False when there is
 * no such version, and then nothing changes.
 */
export function promoteModel(db: Database, version: number): Promise<boolean> {
  return db.transaction(async (transaction) => {
    // Two promotions at once take turns; readers go on.
    await transaction.execute(sql`lock table model_versions in share row exclusive mode`)
    const exists = eq(modelVersions.version, version)
    const found = await transaction
      .select({ version: withoutFile.version })
      .from(modelVersions)
      .where(exists)
    if (found.length === 0) return false
    await transaction
      .update(modelVersions)
      .set({ servingSince: null })
      .where(isNotNull(modelVersions.servingSince))
    await transaction
      .update(modelVersions)
      .set({ servingSince: sql`now()`, promotedAt: sql`now()` })
      .where(exists)
    return true
  })
}

/** Keeps what was measured of a version on held-out patients, where nothing is kept yet. */
export async function keepEvaluation(
  db: Database,
  version: number,
  evaluation: ModelEvaluation,
): Promise<void> {
  await db
    .update(modelVersions)
    .set({ evaluation })
    .where(and(eq(modelVersions.version, version), isNull(modelVersions.evaluation)))
}

/** What was measured of a version; null where nothing was, undefined where there is no such version. */
export async function evaluationOf(
  db: Database,
  version: number,
): Promise<ModelEvaluation | null | undefined> {
  const [found] = await db
    .select({ evaluation: modelVersions.evaluation })
    .from(modelVersions)
    .where(eq(modelVersions.version, version))
  return found && readEvaluation(found.evaluation)
}

/** Figures of an earlier release that are not what is shown now count as none. */
export const readEvaluation = (stored: unknown): ModelEvaluation | null =>
  modelEvaluation.safeParse(stored).data ?? null

/** Keeps what was decided about a version with it; the latest decision stands. */
export async function decideOnModel(
  db: Database,
  version: number,
  decision: Record<string, unknown>,
): Promise<void> {
  await db.update(modelVersions).set({ decision }).where(eq(modelVersions.version, version))
}

/** The serving version, without its file. */
export async function servingModel(db: Database): Promise<ModelSummary | undefined> {
  const [serving] = await db
    .select(withoutFile)
    .from(modelVersions)
    .where(isNotNull(modelVersions.servingSince))
  return serving
}

/** Every kept version, latest first. */
export const listModels = (db: Database): Promise<ModelSummary[]> =>
  db.select(withoutFile).from(modelVersions).orderBy(desc(modelVersions.version))

/** A version with its file. */
export async function loadModel(db: Database, version: number): Promise<ModelVersion | undefined> {
  const [model] = await db.select().from(modelVersions).where(eq(modelVersions.version, version))
  return model && { ...model, file: await unpack(model.file) }
}

/**
 * Deletes all but the latest `keep` versions, never the serving one or the one promoted before it:
 * that is the way back. Returns how many went.
 */
export async function pruneModels(db: Database, keep = 10): Promise<number> {
  const kept = db
    .select({ version: modelVersions.version })
    .from(modelVersions)
    .orderBy(desc(modelVersions.version))
    .limit(keep)
  const promoted = db
    .select({ version: modelVersions.version })
    .from(modelVersions)
    .where(isNotNull(modelVersions.promotedAt))
    .orderBy(desc(modelVersions.promotedAt))
    .limit(2)
  const deleted = await db
    .delete(modelVersions)
    .where(
      and(
        isNull(modelVersions.servingSince),
        notInArray(modelVersions.version, kept),
        notInArray(modelVersions.version, promoted),
      ),
    )
    .returning({ version: modelVersions.version })
  return deleted.length
}
