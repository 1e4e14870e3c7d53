import type { Verification } from '../audit/verify-trail.ts'

/** What a check of the whole chain found, for API and command. */
export interface AuditVerification {
  intact: boolean
  rows: number
  /** `<seq>:<hash>` of the last row; kept elsewhere, it proves later that no row is gone. */
  head: string | null
  /** The first problems; `problem_count` counts all. */
  problems: { seq: number; kind: string; problem: string }[]
  problem_count: number
}

/** A verification in the words of the API. */
export const verificationView = (found: Verification): AuditVerification => ({
  intact: found.problemCount === 0,
  rows: found.rows,
  head: found.head ?? null,
  problems: found.problems.map(({ seq, what, message }) => ({ seq, kind: what, problem: message })),
  problem_count: found.problemCount,
})
