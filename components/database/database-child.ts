import type { Database, DatabaseArgs } from './database.ts'
import type { DatabasePlan } from './database-plan.ts'

/** What each of a database's children is made from. */
export interface DatabaseChild {
  readonly parent: Database
  readonly name: string
  readonly args: DatabaseArgs
  readonly plan: DatabasePlan
}
