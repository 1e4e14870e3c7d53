import {
  decideOnModel,
  listModels,
  loadModel,
  type ModelSummary,
  servingModel,
} from '../store/model-versions.ts'
import type { Database } from '../store/store.ts'
import type { CandidateStore, KeptModel } from './candidate-store.ts'
import type { PromotionDecision } from './gate.ts'
import { REFUSAL_RULE } from './promote.ts'

/**
 * The versions in the service's database as candidate and champion.
 *
 * @param wanted version to decide on. @default the latest that never served and nobody refused
 */
export function storedCandidates(
  parts: { db: Database; serve: (version: number) => Promise<unknown> },
  wanted?: number,
): CandidateStore {
  const { db, serve } = parts
  return {
    name: 'service',
    candidate: async () => {
      const all = await listModels(db)
      const found = all.find((one) => (wanted === undefined ? isOpen(one) : one.version === wanted))
      return found && (await withFile(db, found))
    },
    champion: async () => {
      const found = await servingModel(db)
      return found && (await withFile(db, found))
    },
    keepDecision: (version, decision) => decideOnModel(db, Number(version), { ...decision }),
    makeChampion: async (version) => {
      const served = await serve(Number(version))
      if (served === undefined || served === false)
        throw new Error(`Version ${version} is no longer kept: train a candidate again`)
    },
  }
}

const isOpen = (one: ModelSummary): boolean =>
  one.promotedAt === null && refusalOf(one.decision) === undefined

async function withFile(
  db: Database,
  { version, sha256, decision }: ModelSummary,
): Promise<KeptModel | undefined> {
  const stored = await loadModel(db, version)
  const refusal = refusalOf(decision)
  return (
    stored && {
      version: String(version),
      sha256,
      bytes: stored.file,
      ...(refusal !== undefined && { refusal }),
    }
  )
}

/** What a person said when refusing, by the decision kept with a model. */
export function refusalOf(decision: unknown): string | undefined {
  const reasons = (decision as Partial<PromotionDecision> | null)?.reasons ?? []
  return reasons.find(({ rule, passed }) => rule === REFUSAL_RULE && !passed)?.detail
}
