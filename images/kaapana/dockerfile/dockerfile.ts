import { type Argument, argumentsOf, PLATFORM_ARGUMENTS } from './arguments.ts'
import { expand, type Lookup } from './expand.ts'
import { fromOf, sourcesOf } from './from.ts'
import { type Instruction, instructionsOf } from './instructions.ts'
import { type Label, labelsOf } from './labels.ts'

/** An image that a Dockerfile is built from, with the defaults of ARGs put in. */
export interface BaseUse {
  readonly reference: string
  readonly line: number
  /** Variables without a value: the reference is not known. */
  readonly missing: readonly string[]
}

/** What planning has to know of a Dockerfile. */
export interface Dockerfile {
  /** Of all stages, in order: the last one of a key counts. */
  readonly labels: readonly Label[]
  /** Without stages of the same file and without `scratch`, which is no image. */
  readonly bases: readonly BaseUse[]
  readonly args: Readonly<Record<string, string | null>>
  /** Number of FROM instructions with an image. */
  readonly stages: number
  /** FROM instructions without an image. */
  readonly emptyFroms: readonly number[]
  /** Instructions whose here-document has no end. */
  readonly openHeredocs: readonly number[]
}

interface State {
  readonly given: Readonly<Record<string, string>>
  readonly labels: Label[]
  readonly bases: BaseUse[]
  readonly args: Map<string, string | null>
  /** Of ARGs before the first FROM: the only ones that a FROM sees. */
  readonly globals: Map<string, string>
  /** Of ARGs of the current stage. */
  locals: Map<string, string>
  readonly aliases: Set<string>
  stages: number
  readonly emptyFroms: number[]
}

/** Reads a Dockerfile; any text gives a result. `given` are build arguments in place of defaults. */
export function parseDockerfile(
  text: string,
  given: Readonly<Record<string, string>> = {},
): Dockerfile {
  const { instructions, openHeredocs } = instructionsOf(text)
  const state: State = {
    given,
    labels: [],
    bases: [],
    args: new Map(),
    globals: new Map(Object.entries(PLATFORM_ARGUMENTS)),
    locals: new Map(),
    aliases: new Set(),
    stages: 0,
    emptyFroms: [],
  }
  for (const instruction of instructions) read(state, instruction)
  const { labels, bases, stages, emptyFroms } = state
  const args = Object.fromEntries(state.args)
  return { labels, bases, args, stages, emptyFroms, openHeredocs }
}

function read(state: State, instruction: Instruction): void {
  switch (instruction.keyword) {
    case 'ARG':
      for (const argument of argumentsOf(instruction)) declare(state, argument)
      return
    case 'LABEL':
      state.labels.push(...labelsOf(instruction))
      return
    case 'FROM':
      readFrom(state, instruction)
      return
    case 'COPY':
    case 'ADD':
    case 'RUN':
      for (const reference of sourcesOf(instruction)) {
        use(state, reference, instruction.line, localLookup(state))
      }
  }
}

function declare(state: State, { name, value }: Argument): void {
  const { args, globals, locals, given } = state
  // Declared again in a stage, an ARG without default keeps that of before.
  if ((args.get(name) ?? null) === null) args.set(name, value)
  const isGlobal = state.stages === 0
  const lookup = isGlobal ? (key: string) => globals.get(key) : localLookup(state)
  const preset = Object.hasOwn(given, name) ? given[name] : undefined
  const inherited = isGlobal ? undefined : globals.get(name)
  const known = preset ?? (value === null ? inherited : expand(value, lookup).text)
  if (known !== undefined) (isGlobal ? globals : locals).set(name, known)
}

function localLookup({ locals }: State): Lookup {
  return (name) => locals.get(name)
}

function readFrom(state: State, instruction: Instruction): void {
  const from = fromOf(instruction)
  if (from === undefined) {
    state.emptyFroms.push(instruction.line)
    return
  }
  if (!from.ignored) use(state, from.reference, from.line, (name) => state.globals.get(name))
  state.stages++
  state.locals = new Map()
  if (from.alias !== undefined) state.aliases.add(from.alias)
}

function use(state: State, written: string, line: number, lookup: Lookup): void {
  const { text: reference, missing } = expand(written, lookup)
  // A number is the index of a stage, in COPY and in mounts.
  const isStage = state.aliases.has(reference.toLowerCase()) || /^\d+$/.test(reference)
  if (isStage || reference === 'scratch') return
  if (state.bases.some((base) => base.reference === reference)) return
  state.bases.push({ reference, line, missing })
}
