/** What a figure has to reach: `at most` for times and sizes, `at least` for ratios and rates. */
export interface Target {
  bound: 'at most' | 'at least'
  value: number
}

/** One measured figure. */
export interface BenchRow {
  /** What was measured, as the table shows it. */
  name: string
  measured: number
  /** Unit of `measured` and of the target, e.g. `ms`, `x`, `%`. */
  unit: string
  /** Absent for figures that only give context. */
  target?: Target
  /** How it was measured, where the name does not say it. */
  notes?: string
}

/** What a bench gets from the runner. */
export interface BenchContext {
  /** Shorter loops, to see that a bench works. Its figures are not written down. */
  quick: boolean
  /** Says what the bench is doing, in one line. */
  progress: (message: string) => void
}

/** One bench: a name to call it by, and the rows it measures. */
export interface Bench {
  name: string
  /** What it proves, as a heading. */
  title: string
  run: (context: BenchContext) => Promise<BenchRow[]>
}

/** True when the row reaches its target, undefined when it has none. NaN never reaches one. */
export function isMet(row: BenchRow): boolean | undefined {
  if (row.target === undefined) return undefined
  return row.target.bound === 'at most'
    ? row.measured <= row.target.value
    : row.measured >= row.target.value
}

/** A target that a figure must not exceed. */
export const atMost = (value: number): Target => ({ bound: 'at most', value })

/** A target that a figure must reach. */
export const atLeast = (value: number): Target => ({ bound: 'at least', value })
