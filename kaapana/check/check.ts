export { type KaapanaSession, openSession, type SessionOptions } from '../http/session.ts'

/** How a check ended. */
export type Outcome = 'passed' | 'failed' | 'skipped'

/** What a check found. */
export interface CheckResult {
  /** Stable name: `tls.redirect`. */
  readonly id: string
  /** What is so when it passes, as a sentence. */
  readonly title: string
  readonly outcome: Outcome
  /** What was seen; of a failed check also what to do, of a skipped one why. */
  readonly detail: string
  readonly seconds: number
}

/** What a check says. */
export type Verdict = Pick<CheckResult, 'outcome' | 'detail'>

/** One question to a running Kaapana. */
export interface Check {
  readonly id: string
  readonly title: string
  /** Answers the question; what it throws is a failure, and the message its detail. */
  run(signal: AbortSignal): Promise<Verdict>
  /**
   * Seconds that this one may take.
   * @default that of the run
   */
  readonly limit?: number
}
