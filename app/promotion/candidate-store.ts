import type { PromotionDecision } from './gate.ts'

/** A model with its file and what a person has said about it. */
export interface KeptModel {
  /** A whole number as text, unique in its store. */
  version: string
  /** SHA-256 of the model's content, as its seal gives it. */
  sha256: string
  bytes: Uint8Array
  /** Why a person refused it, if one did: it never becomes champion then. */
  refusal?: string
}

/** Where candidate and champion are kept: the service's database or the tracking server. */
export interface CandidateStore {
  /** What its version numbers belong to, for the audit trail. */
  readonly name: string
  /** The model to decide on; undefined where there is none. */
  candidate(): Promise<KeptModel | undefined>
  /** The model in service; undefined where there is none yet. */
  champion(): Promise<KeptModel | undefined>
  /** Keeps what was decided with the model itself. */
  keepDecision(version: string, decision: PromotionDecision): Promise<void>
  /** Called after the decision is in the audit trail. */
  makeChampion(version: string): Promise<void>
}
