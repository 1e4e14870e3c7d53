import type { ModelEvaluation } from '../evaluation/model-evaluation.ts'
import type { GateReason } from '../promotion/gate.ts'

/** One kept version of the model. */
export interface ModelVersion {
  version: number
  name: string
  sha256: string
  /** Where it came from: `shipped`, `table`, `stored patients`. */
  source: string
  serving: boolean
  created_at: string
  promoted_at: string | null
  roc_auc: number | null
  reasons: GateReason[]
}

/** The kept versions; exactly one is served. */
export interface ModelRegistry {
  list(): Promise<ModelVersion[]>
  /** Since when the version in service serves. */
  servingSince(): Promise<Date | undefined>
  /** What was measured of a version; null where nothing is kept, undefined without such a version. */
  evaluation(version: number): Promise<ModelEvaluation | null | undefined>
  /** Serves a kept version again. Undefined when there is no such version. */
  serve(version: number): Promise<ModelVersion | undefined>
}
