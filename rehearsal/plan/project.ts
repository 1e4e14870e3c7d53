import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parse, YAMLParseError } from 'yaml'

/** A program's folder or environment that cannot be used; the message says what to do. */
export class ProjectError extends Error {
  override readonly name = 'ProjectError'
}

/** What a plan needs of `Pulumi.yaml`. */
export interface Project {
  /** Absolute folder of `Pulumi.yaml`. */
  readonly folder: string
  readonly name: string
  /** Folder the program runs in, as the CLI chooses it. */
  readonly workingFolder: string
  /** What to run there: a file, or `.` for the package's entry point. */
  readonly entry: string
  /** Whether Pulumi's own TypeScript loader runs the program. @default true, as in the CLI */
  readonly typescript: boolean
  /** Further arguments for Node, from `runtime.options.nodeargs`. */
  readonly nodeArguments: readonly string[]
  /** The compiler options' file, from `runtime.options.tsconfig`. */
  readonly tsconfig: string | undefined
  /** Folder of the `Pulumi.<environment>.yaml` files. */
  readonly configFolder: string
  /** The `config` block: declarations with defaults, and plain values. */
  readonly config: Readonly<Record<string, unknown>>
}

/**
 * Reads the project in a folder.
 *
 * @throws ProjectError when there is none, or its program cannot run on Node.
 */
export function readProject(folder: string): Project {
  const file = join(resolve(folder), 'Pulumi.yaml')
  if (!existsSync(file))
    throw new ProjectError(
      `No Pulumi.yaml in ${resolve(folder)}. Give the program's folder with --program.`,
    )
  const yaml = readYaml(file)
  const name = yaml.name
  if (typeof name !== 'string') throw new ProjectError(`${file} has no name.`)
  const runtime = runtimeOf(yaml.runtime, file)
  const { stackConfigDir } = yaml
  return {
    folder: dirname(file),
    name,
    ...entryOf(dirname(file), yaml.main),
    ...runtime,
    configFolder: join(dirname(file), typeof stackConfigDir === 'string' ? stackConfigDir : '.'),
    config: isObject(yaml.config) ? yaml.config : {},
  }
}

/** Reads a YAML file that holds an object; an empty file holds an empty one. */
export function readYaml(file: string): Record<string, unknown> {
  try {
    const content: unknown = parse(readFileSync(file, 'utf8')) ?? {}
    if (isObject(content)) return content
  } catch (error) {
    if (error instanceof YAMLParseError)
      throw new ProjectError(`${file} is no YAML: ${error.message.trimEnd()}`)
    throw error
  }
  throw new ProjectError(`${file} must hold names and values.`)
}

/** True for a plain object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function runtimeOf(
  runtime: unknown,
  file: string,
): Pick<Project, 'typescript' | 'nodeArguments' | 'tsconfig'> {
  const language = isObject(runtime) ? runtime.name : runtime
  if (language !== 'nodejs')
    throw new ProjectError(
      `${file}: the runtime must be nodejs, got ${JSON.stringify(language)}. Only programs in ` +
        'TypeScript or JavaScript can be planned.',
    )
  const options = isObject(runtime) && isObject(runtime.options) ? runtime.options : {}
  const { nodeargs, tsconfig } = options
  return {
    typescript: options.typescript !== false,
    nodeArguments: typeof nodeargs === 'string' ? nodeargs.split(/\s+/).filter(Boolean) : [],
    tsconfig: typeof tsconfig === 'string' ? tsconfig : undefined,
  }
}

/** As the CLI does: a program runs in the folder of its entry point. */
function entryOf(folder: string, main: unknown): Pick<Project, 'workingFolder' | 'entry'> {
  if (typeof main !== 'string' || main === '') return { workingFolder: folder, entry: '.' }
  const path = resolve(folder, main)
  if (!existsSync(path))
    throw new ProjectError(`${join(folder, 'Pulumi.yaml')}: main names ${main}, which is missing.`)
  return statSync(path).isDirectory()
    ? { workingFolder: path, entry: '.' }
    : { workingFolder: dirname(path), entry: basename(path) }
}
