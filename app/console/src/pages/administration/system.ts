import type { Schema } from '../../api/api.ts'

/** A registered system. */
export type System = Schema<'TrustedClient'>

/** What an administrator is about to do with a system. */
export interface SystemTask {
  readonly kind: 'connect' | 'revoke'
  readonly system: System
}
