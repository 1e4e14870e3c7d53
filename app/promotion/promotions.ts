import type { PairedDifference } from '../evaluation/metrics.ts'
import { type ModelEvaluation, modelEvaluationOf } from '../evaluation/model-evaluation.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import { keepEvaluation, loadModel } from '../store/model-versions.ts'
import type { Database } from '../store/store.ts'
import { decidePromotion, type PromotionDecision } from './gate.ts'
import { judgeInThread, type StaysSource } from './judge-in-thread.ts'
import { type DecisionRecord, NoCandidate, promote } from './promote.ts'
import { storedCandidates } from './stored-candidates.ts'

/** Who asks about which version. */
export interface PromotionOrder {
  version: number
  actor: string
  requestId: string
}

/** Two versions on the same held-out patients; nothing is decided. */
export interface ComparedVersions {
  first: ModelEvaluation
  second: ModelEvaluation
  /** The first less the second. */
  difference: PairedDifference
  gate: PromotionDecision
  /** Where the patients are from, as a version's source. */
  judgedOn: string
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
   * Judges two versions on the same held-out patients, and tells what the gate would say of the first
   * if the second were in service. Undefined when there is no such version; `busy` while another one
   * is judged here.
   */
  compare(first: number, second: number): Promise<ComparedVersions | 'busy' | undefined>
  /** Ends a judgement that runs. */
  close(): void
}

/** Promotion over the versions in the database, judged on the stays of `source`. */
export function createPromotions(parts: {
  db: Database
  registry: StoredRegistry
  /** Where versions from these sources are judged. */
  source: (from: readonly string[]) => Promise<{ name: string; order: StaysSource }>
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
  /** Where two versions are judged: the wanted one, and another or the one that serves. */
  const sourceFor = async (version: number, against?: number) => {
    const both = (await registry.list()).filter(
      (one) =>
        one.version === version || (against === undefined ? one.serving : one.version === against),
    )
    return source(both.map((one) => one.source))
  }
  return {
    promote: ({ version, ...who }) =>
      alone(async () => {
        if ((await versionOf(version)) === undefined) return undefined
        try {
          const { order } = await sourceFor(version)
          const judge = judgeInThread(order, abort.signal)
          return await promote(partsFor(version), { ...who, judge })
        } catch (error) {
          if (error instanceof NoCandidate) return undefined
          throw error
        }
      }),
    compare: (first, second) =>
      alone(async () => {
        const [one, other] = [await loadModel(db, first), await loadModel(db, second)]
        if (one === undefined || other === undefined) return undefined
        const { name: judgedOn, order } = await sourceFor(first, second)
        const judge = judgeInThread(order, abort.signal, true)
        const judged = await judge({ candidate: one.file, champion: other.file })
        const { candidate, serving, difference } = judged
        if (serving === null || difference === undefined) return undefined
        const found = { first: modelEvaluationOf(candidate), second: modelEvaluationOf(serving) }
        // Of a version that nothing was known of, something is known now.
        await keepEvaluation(db, first, found.first)
        await keepEvaluation(db, second, found.second)
        const gate = decidePromotion({ candidate, serving })
        return { ...found, difference, gate, judgedOn }
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
