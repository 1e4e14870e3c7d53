import { type ModelEvaluation, modelEvaluationOf } from '../evaluation/model-evaluation.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import { keepEvaluation, loadModel } from '../store/model-versions.ts'
import type { Database } from '../store/store.ts'
import type { PromotionDecision } from './gate.ts'
import { judgeInThread, type StaysSource } from './judge-in-thread.ts'
import { type DecisionRecord, NoCandidate, promote } from './promote.ts'
import { storedCandidates } from './stored-candidates.ts'

/** Who asks about which version. */
export interface PromotionOrder {
  version: number
  actor: string
  requestId: string
}

/** Promotion of kept versions, as administrators ask for it. */
export interface Promotions {
  /** Undefined when there is no such version; `busy` while another one is judged here. */
  promote(order: PromotionOrder): Promise<PromotionDecision | 'busy' | undefined>
  /** Undefined when there is no such version; `serving` for the one that serves. */
  refuse(
    order: PromotionOrder & { reason: string },
  ): Promise<PromotionDecision | 'serving' | undefined>
  /**
   * Judges two versions on the same held-out patients. Undefined when there is no such version;
   * `busy` while another one is judged here.
   */
  compare(
    first: number,
    second: number,
  ): Promise<[ModelEvaluation, ModelEvaluation] | 'busy' | undefined>
  /** Ends a judgement that runs. */
  close(): void
}

/** Promotion over the versions in the database, judged on the stays of `source`. */
export function createPromotions(parts: {
  db: Database
  registry: StoredRegistry
  source: () => Promise<{ order: StaysSource }>
  recordDecision: (decision: DecisionRecord) => Promise<unknown>
}): Promotions {
  const { db, registry, source, recordDecision } = parts
  const abort = new AbortController()
  let busy = false
  const partsFor = (version: number) => ({
    registry: storedCandidates({ db, serve: registry.serve }, version),
    recordDecision,
  })
  const versionOf = async (version: number) =>
    (await registry.list()).find((one) => one.version === version)
  /** One judgement at a time: each takes a core. */
  const alone = async <T>(judgement: () => Promise<T>): Promise<T | 'busy'> => {
    if (busy) return 'busy'
    busy = true
    return await judgement().finally(() => {
      busy = false
    })
  }
  const judge = async () => judgeInThread((await source()).order, abort.signal)
  return {
    promote: ({ version, ...who }) =>
      alone(async () => {
        if ((await versionOf(version)) === undefined) return undefined
        try {
          return await promote(partsFor(version), { ...who, judge: await judge() })
        } catch (error) {
          if (error instanceof NoCandidate) return undefined
          throw error
        }
      }),
    compare: (first, second) =>
      alone(async () => {
        const [one, other] = [await loadModel(db, first), await loadModel(db, second)]
        if (one === undefined || other === undefined) return undefined
        const judged = await (await judge())({ candidate: one.file, champion: other.file })
        if (judged.serving === null) return undefined
        const [its, others] = [judged.candidate, judged.serving].map(modelEvaluationOf)
        if (its === undefined || others === undefined) return undefined
        // Of a version that nothing was known of, something is known now.
        await keepEvaluation(db, first, its)
        await keepEvaluation(db, second, others)
        return [its, others] as [ModelEvaluation, ModelEvaluation]
      }),
    refuse: async ({ version, reason, ...who }) => {
      const found = await versionOf(version)
      if (found?.serving) return 'serving'
      if (found === undefined) return undefined
      return promote(partsFor(version), { ...who, verdict: { refuse: true, reason } })
    },
    close: () => abort.abort(new Error('The service is stopping')),
  }
}
