import type { EvaluationReport } from '../evaluation/report.ts'
import { type DecisionRecord, promote } from '../promotion/promote.ts'
import { storedCandidates } from '../promotion/stored-candidates.ts'
import type { StoredRegistry } from '../registry/stored-registry.ts'
import type { Database } from '../store/store.ts'
import type { TrainingOutcome } from '../store/training-runs.ts'
import type { TrainingData, TrainingRequest } from './retraining.ts'
import { type CandidateOrder, trainCandidate } from './train-candidate.ts'

/** One run: what to train on, for whom, and until when it may be stopped. */
interface CandidateJob {
  parts: {
    db: Database
    registry: StoredRegistry
    source: (data: TrainingData) => Promise<{ name: string; order: CandidateOrder['source'] }>
    recordDecision: (decision: DecisionRecord) => Promise<unknown>
  }
  request: TrainingRequest
  /** Ends the run until its candidate is judged; what follows is brief and is finished. */
  signal: AbortSignal
  onProgress: (fraction: number) => void
  /** Aborts the signal where the run has been given up in the meantime, by another replica. */
  stillOurs: () => Promise<void>
}

/**
 * Trains a candidate, keeps it and, where that is wanted, has it promoted or refused. Rejects with the signal's reason when
 * stopped, and then nothing is kept.
 */
export async function judgeCandidate(job: CandidateJob): Promise<TrainingOutcome> {
  const { parts, request, signal, onProgress, stillOurs } = job
  const { db, registry, recordDecision } = parts
  const { name, order: source } = await parts.source(request.data ?? 'own')
  const compared = await registry.serving()
  signal.throwIfAborted()
  const order = { source, patients: request.patients, servingModel: compared.file }
  const candidate = await trainCandidate({ order, signal, onProgress })
  await stillOurs()
  signal.throwIfAborted()
  const { report, serving, bytes, samples } = candidate
  const { version } = await registry.add({ bytes, source: name, report })
  const judged = {
    status: 'completed' as const,
    samples,
    ...aucOf('rocAuc', report),
    ...aucOf('currentRocAuc', serving),
    candidateVersion: version,
  }
  const { actor, requestId } = request
  if (request.promote === false) return judged
  const decision = await promote(
    { registry: storedCandidates({ db, serve: registry.serve }, version), recordDecision },
    { actor, requestId, judge: () => ({ candidate: report, serving }) },
  )
  return { ...judged, decision: { ...decision } }
}

const aucOf = (
  name: 'rocAuc' | 'currentRocAuc',
  { overall }: EvaluationReport,
): { rocAuc?: number; currentRocAuc?: number } =>
  overall.ranking === null ? {} : { [name]: overall.ranking.auc }
