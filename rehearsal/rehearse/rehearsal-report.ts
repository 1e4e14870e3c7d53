/** What went wrong in a step, and where. */
export interface RehearsalProblem {
  /** URN; empty if it is about no single resource. */
  readonly resource: string
  readonly message: string
}

/** One step of a rehearsal. */
export interface RehearsalStep {
  /** What is done, e.g. `up` or `preview again`. */
  readonly name: string
  /** What it has to show. */
  readonly expected: string
  readonly ok: boolean
  readonly seconds: number
  /** How many resources each operation changed, e.g. `{create: 212}`. */
  readonly changes: Readonly<Record<string, number>>
  /** What is worth knowing and no problem. */
  readonly notes: readonly string[]
  readonly problems: readonly RehearsalProblem[]
}

/** How a rehearsal went. */
export interface RehearsalReport {
  readonly environment: string
  readonly project: string
  /** Version of the Pulumi CLI. */
  readonly pulumi: string
  readonly ok: boolean
  readonly seconds: number
  readonly steps: readonly RehearsalStep[]
  /** Folder with state, settings and logs, if it was kept. */
  readonly folder?: string
}

/** A step on one line, with its problems below. */
export function stepText(step: RehearsalStep): string {
  const counts = Object.entries(step.changes).map(([op, count]) => `${op} ${count}`)
  const result = counts.length > 0 ? counts.join(', ') : 'no changes'
  const mark = step.ok ? '✓' : '✗'
  const line = `${mark} ${step.name.padEnd(34)} ${result.padEnd(34)} ${step.seconds.toFixed(1)} s`
  return [
    line,
    ...step.notes.map((note) => `    ${note}`),
    ...(step.ok ? [] : [`    expected: ${step.expected}`]),
    ...step.problems.slice(0, 10).map(problemText),
    ...(step.problems.length > 10 ? [`    … and ${step.problems.length - 10} more`] : []),
  ].join('\n')
}

function problemText({ resource, message }: RehearsalProblem): string {
  const [, , type = '', ...name] = resource.split('::')
  const where = resource === '' ? '' : `${type.split('$').at(-1)} "${name.join('::')}": `
  return `    ${where}${message.replaceAll('\n', '\n      ')}`
}
