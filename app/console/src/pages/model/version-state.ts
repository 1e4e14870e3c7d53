import type { Version } from './queries.ts'

/** Rule under which a person's refusal stands among a version's reasons (app/promotion/promote.ts). */
const REFUSAL_RULE = 'not refused by a person'

/** Whether a person refused a version: no promotion takes it any more. */
export const isRefused = ({ reasons }: Pick<Version, 'reasons'>): boolean =>
  reasons.some(({ rule, passed }) => rule === REFUSAL_RULE && !passed)

/** Where a version stands. */
export type VersionState = 'serving' | 'refused' | 'failed' | 'earlier' | 'candidate'

/** Where a version stands; the service tells it in parts. */
export function stateOf(version: Version): VersionState {
  if (version.serving) return 'serving'
  if (isRefused(version)) return 'refused'
  if (version.reasons.some(({ passed }) => !passed)) return 'failed'
  return version.promoted_at === null ? 'candidate' : 'earlier'
}
