import type { StoredRegistry } from '../registry/stored-registry.ts'
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
  return {
    promote: async ({ version, ...who }) => {
      if (busy) return 'busy'
      busy = true
      try {
        if ((await versionOf(version)) === undefined) return undefined
        const judge = judgeInThread((await source()).order, abort.signal)
        return await promote(partsFor(version), { ...who, judge })
      } catch (error) {
        if (error instanceof NoCandidate) return undefined
        throw error
      } finally {
        busy = false
      }
    },
    refuse: async ({ version, reason, ...who }) => {
      const found = await versionOf(version)
      if (found?.serving) return 'serving'
      if (found === undefined) return undefined
      return promote(partsFor(version), { ...who, verdict: { refuse: true, reason } })
    },
    close: () => abort.abort(new Error('The service is stopping')),
  }
}
