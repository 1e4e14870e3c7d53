/** What the validate stage looks for. */
export type ValidationRule =
  | 'leaked label'
  | 'swapped columns'
  | 'drifted units'
  | 'empty institution'
  | 'too few stays'

/** Why a table must not be trained on. */
export interface TableFinding {
  readonly rule: ValidationRule
  /** Where; null for the whole table. */
  readonly institution: string | null
  /** Name of the CSV column; null where it is about none. */
  readonly column: string | null
  /** What was found with its numbers, what is allowed, and what to do. Tells of no single patient. */
  readonly detail: string
}

/** A share as per cent with one decimal. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
