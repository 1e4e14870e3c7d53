/** How bad an issue is. */
export const Severity = {
  /** What is built would be wrong or incomplete. */
  Error: 'error',
  /** Works, and deserves a look. */
  Warning: 'warning',
} as const
export type Severity = (typeof Severity)[keyof typeof Severity]

/** Something in a checkout that is not as it should be. */
export interface Issue {
  /** Name of the rule that is broken, in kebab-case, e.g. `base-missing`. */
  readonly rule: string
  readonly severity: Severity
  /** Path relative to the checkout, with `/`. */
  readonly file: string
  /** Line in the file, from 1. */
  readonly line?: number
  /** What was found, what was expected, and what mends it. */
  readonly message: string
}
