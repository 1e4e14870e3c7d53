import type { GateReason } from '../promotion/gate.ts'

/** State of the last training, as the original's clients read it, and a little more. */
export interface TrainingStatus {
  running: boolean
  started_at: string | null
  completed_at: string | null
  /** The candidate's AUC on the held-out patients. */
  roc_auc: number | null
  error: string | null
  n_samples: number | null
  /** The serving model's AUC on the same patients. */
  current_roc_auc: number | null
  outcome: string | null
  /** Version under which the candidate is kept. */
  candidate_version: number | null
  /** 0 to 1 while running. */
  progress: number | null
  /** What the promotion gate said, rule by rule. */
  reasons: GateReason[]
}

/** What to train on: the network's own patients, or the public table that comes with the package. */
export type TrainingData = 'own' | 'public'

/** One training as it is asked for. */
export interface TrainingRequest {
  /** Most patients to learn from. */
  patients: number
  actor: string
  requestId: string
  /** @default own */
  data?: TrainingData
  /** False: the candidate is kept, and a person decides on it. @default true: the gate decides at once */
  promote?: boolean
}

/** Trains candidates in a worker and promotes those that pass the gate. */
export interface Retraining {
  /** False when a training is already running, here or in another replica. */
  start(request: TrainingRequest): Promise<boolean>
  status(): Promise<TrainingStatus>
  /** False when none is running in this process, or it was too far to be stopped. */
  cancel(): Promise<boolean>
  /** Ends a running training (as interrupted) and waits for it. */
  close(): Promise<void>
}
