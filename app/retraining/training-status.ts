import type { GateReason } from '../promotion/gate.ts'
import type { TrainingRun } from '../store/training-runs.ts'
import type { TrainingStatus } from './retraining.ts'

/**
 * A stored run as the API tells it; `progress` is this process's, null where it does not train: then
 * what the training process wrote down last counts.
 */
export function statusOf(run: TrainingRun | undefined, progress: number | null): TrainingStatus {
  const decision = run?.decision as { promote: boolean; reasons: GateReason[] } | null | undefined
  return {
    running: run?.status === 'running',
    started_at: run?.startedAt.toISOString() ?? null,
    completed_at: run?.completedAt?.toISOString() ?? null,
    roc_auc: run?.rocAuc ?? null,
    error: run?.error ?? null,
    n_samples: run?.samples ?? null,
    current_roc_auc: run?.currentRocAuc ?? null,
    outcome: outcomeOf(run?.status, decision?.promote),
    candidate_version: run?.candidateVersion ?? null,
    progress: run?.status === 'running' ? (progress ?? run.progress) : null,
    reasons: decision?.reasons ?? [],
  }
}

function outcomeOf(
  status: TrainingRun['status'] | undefined,
  promoted: boolean | undefined,
): string | null {
  if (status === undefined || status === 'running') return null
  if (status !== 'completed') return status
  if (promoted === undefined) return 'candidate'
  return promoted ? 'promoted' : 'refused'
}
