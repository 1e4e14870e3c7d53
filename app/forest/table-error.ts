/** Most bad rows one error lists; the rest are counted. */
export const LISTED_PROBLEMS = 20

/** One value of a training table that cannot be used. */
export interface TableProblem {
  /** Line in the file, counted from 1 with the header, or position in the list of rows. */
  line: number
  /** Column name, or `row` where the record as a whole is wrong. */
  column: string
  /** What was found, cut at 40 characters. */
  got: string
  /** What the column allows. */
  allowed: string
}

/** Everything that is wrong with a training table, in one error. */
export class TableError extends Error {
  override readonly name = 'TableError'
  /** Columns the header lacks. */
  readonly missingColumns: readonly string[]
  /** At most LISTED_PROBLEMS bad values, in the order of the file. */
  readonly problems: readonly TableProblem[]
  /** Number of bad rows in the whole table. */
  readonly badRows: number

  /** `message` is complete; `found` holds the same for a program. */
  constructor(
    message: string,
    found: { missingColumns?: string[]; problems?: TableProblem[]; badRows?: number } = {},
  ) {
    const { missingColumns = [], problems = [], badRows = 0 } = found
    super(message)
    this.missingColumns = missingColumns
    this.problems = problems
    this.badRows = badRows
  }
}

/** Collects bad values up to the limit and counts the rows they are in. */
export class ProblemList {
  readonly problems: TableProblem[] = []
  badRows = 0
  private lastLine = -1

  add(problem: TableProblem): void {
    if (problem.line !== this.lastLine) this.badRows++
    this.lastLine = problem.line
    if (this.problems.length >= LISTED_PROBLEMS) return
    const { got } = problem
    this.problems.push({ ...problem, got: got.length > 40 ? `${got.slice(0, 40)}…` : got })
  }

  /** Throws a TableError if anything was collected; `source` is the file or list in question. */
  assertEmpty(source: string): void {
    if (this.badRows === 0) return
    const listed = this.problems.length === LISTED_PROBLEMS ? `, the first ${LISTED_PROBLEMS}` : ''
    const rows = this.badRows === 1 ? '1 bad row' : `${this.badRows} bad rows`
    const summary = `${source}: ${rows}; correct or remove them${listed}:`
    throw new TableError([summary, ...this.problems.map(describe)].join('\n'), this)
  }
}

const describe = ({ line, column, got, allowed }: TableProblem): string =>
  `  line ${line}, ${column}: got ${JSON.stringify(got)}, allowed ${allowed}`
