import type { EvaluationReport } from '../evaluation/report.ts'
import type { GateReason, PromotionDecision } from '../promotion/gate.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import type { TrainingOutcome } from '../store/training-runs.ts'
import { type CandidateOrder, trainCandidate } from './train-candidate.ts'

/** A decision of the promotion gate, as the audit trail keeps it. */
export interface DecisionRecord {
  actor: string
  requestId: string
  version: number
  sha256: string
  promoted: boolean
  reasons: GateReason[]
}

/** One run: what to train on, for whom, and until when it may be stopped. */
interface CandidateJob {
  parts: {
    registry: StoredRegistry
    source: () => Promise<{ name: string; order: CandidateOrder['source'] }>
    recordDecision: (decision: DecisionRecord) => Promise<unknown>
  }
  request: { patients: number; actor: string; requestId: string }
  /** Ends the run until its candidate is judged; what follows is brief and is finished. */
  signal: AbortSignal
  onProgress: (fraction: number) => void
  /** Aborts the signal where the run has been given up in the meantime, by another replica. */
  stillOurs: () => Promise<void>
}

/**
 * Trains a candidate, keeps it, records the decision on it and then serves it if it is promoted: in
 * this order, so that no model serves that the audit trail does not know of. Rejects with the
 * signal's reason when stopped, and then nothing is kept.
 */
export async function judgeCandidate(job: CandidateJob): Promise<TrainingOutcome> {
  const { parts, request, signal, onProgress, stillOurs } = job
  const { registry } = parts
  const { name, order: source } = await parts.source()
  const compared = await registry.serving()
  signal.throwIfAborted()
  const order = { source, patients: request.patients, servingModel: compared.file }
  const candidate = await trainCandidate({ order, signal, onProgress })
  await stillOurs()
  signal.throwIfAborted()
  const now = await registry.serving()
  const decision = against(compared.version, now.version, candidate.decision)
  const { report, serving, bytes, samples } = candidate
  const version = await registry.add({ bytes, source: name, report, decision })
  await parts.recordDecision({
    actor: request.actor,
    requestId: request.requestId,
    version: version.version,
    sha256: version.sha256,
    promoted: decision.promote,
    reasons: decision.reasons,
  })
  if (decision.promote) await registry.serve(version.version)
  return {
    status: 'completed',
    samples,
    ...aucOf('rocAuc', report),
    ...aucOf('currentRocAuc', serving),
    candidateVersion: version.version,
    decision: { ...decision },
  }
}

/** A candidate that was compared with one model does not replace another one. */
function against(compared: number, now: number, decision: PromotionDecision): PromotionDecision {
  if (compared === now) return decision
  const reason = {
    rule: 'same serving model',
    passed: false,
    detail: `compared with version ${compared}, but version ${now} serves now; train again`,
  }
  return { promote: false, reasons: [...decision.reasons, reason] }
}

const aucOf = (
  name: 'rocAuc' | 'currentRocAuc',
  { overall }: EvaluationReport,
): { rocAuc?: number; currentRocAuc?: number } =>
  overall.ranking === null ? {} : { [name]: overall.ranking.auc }
