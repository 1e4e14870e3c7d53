import * as pulumi from '@pulumi/pulumi'

/** One argument that a component cannot work with. */
export interface ArgumentProblem {
  /** Path of the argument, e.g. `subnets.private.cidrs[2]`. */
  readonly argument: string
  /** What was given; an output is shown as such, never resolved. Leave out what may be secret. */
  readonly got: unknown
  /** What is allowed, in words that follow "must be". */
  readonly allowed: string
  /** What to do about it, when the allowed values do not say. */
  readonly fix?: string
}

/**
 * Bad arguments of a component, found before anything is registered. Pulumi prints the message without
 * a stack, since the user's call is at fault, e.g.
 * `Network "main": availabilityZones must be 1–6 names, got []`.
 */
export class ArgumentError extends pulumi.RunError {
  readonly problems: readonly ArgumentProblem[]

  constructor(component: string, name: string, problems: readonly ArgumentProblem[]) {
    const lines = problems.map((problem) => `${component} "${name}": ${describe(problem)}`)
    super(lines.join('\n'))
    this.problems = problems
  }
}

/**
 * Refuses a component's arguments when there are problems, all at once. Call it before `super()`.
 *
 * @throws ArgumentError naming component, argument, what was given and what is allowed.
 */
export function refuse(
  component: string,
  name: string,
  problems: readonly ArgumentProblem[],
): void {
  if (problems.length > 0) throw new ArgumentError(component, name, problems)
}

function describe({ argument, got, allowed, fix }: ArgumentProblem): string {
  const hint = fix === undefined ? '' : `; ${fix}`
  return `${argument} must be ${allowed}, got ${shown(got)}${hint}`
}

function shown(value: unknown): string {
  if (pulumi.Output.isInstance(value)) return 'an output'
  if (value === undefined) return 'nothing'
  return JSON.stringify(value) ?? String(value)
}
