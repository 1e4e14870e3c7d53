import { TableError } from './table-error.ts'

/** Why work on a table failed, fit to be shown to all users: it names places, never values. */
export function tableReason(error: unknown): string {
  if (!(error instanceof TableError) || error.problems.length === 0)
    return error instanceof Error ? error.message : String(error)
  const places = error.problems.map(
    ({ line, column, allowed }) => `line ${line}, ${column}: ${allowed}`,
  )
  return [`The table has ${error.badRows} bad row(s); allowed are:`, ...places].join('\n')
}
