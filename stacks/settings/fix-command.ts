import { z } from 'zod'
import { bare, keyGuidance, type Path, schemaAt } from './fields.ts'
import { guidance } from './leaves.ts'
import { pathText } from './problem.ts'

/** Where a command acts. */
export interface CommandTarget {
  /** Name of the stack. */
  readonly stack: string
  /** Top-level settings whose values are kept encrypted. */
  readonly secrets: ReadonlySet<string>
}

/** The command that takes a setting out of the stack's file. */
export function removeCommand(path: Path, { stack }: CommandTarget): string {
  return ['pulumi config rm', `--stack ${stack}`, ...keyArguments(path)].join(' ')
}

/** The command that gives a setting a value: the given one, its default or an example. */
export function setCommand(
  root: z.core.$ZodType,
  path: Path,
  target: CommandTarget & { readonly value?: string },
): string {
  const leaf = exampleLeaf(root, path)
  const value = target.value ?? leaf.value
  const encrypted = target.secrets.has(String(path[0]))
  const typed = leaf.textual && leaf.path.length > 1 && /^(-?\d+|true|false)$/.test(value)
  const flags = [
    // Pulumi asks back when a long value could be a secret.
    ...(encrypted ? ['--secret'] : value.length > 40 ? ['--plaintext'] : []),
    // With a path, Pulumi stores digits as a number unless told otherwise.
    ...(typed ? ['--type string'] : []),
  ]
  return [
    'pulumi config set',
    `--stack ${target.stack}`,
    ...flags,
    ...keyArguments(leaf.path),
    quoted(value),
  ].join(' ')
}

interface ExampleLeaf {
  readonly path: Path
  readonly value: string
  readonly textual: boolean
}

/** The nearest setting at or under a path that a single value can be given to. */
function exampleLeaf(root: z.core.$ZodType, path: Path): ExampleLeaf {
  const { schema, preset } = bare(schemaAt(root, path) ?? root)
  if (schema instanceof z.ZodRecord) {
    return exampleLeaf(root, [...path, keyGuidance(schema).example])
  }
  if (schema instanceof z.ZodObject) {
    const children = Object.entries(schema.shape as Record<string, z.core.$ZodType>)
    const [first] = children.find(([, child]) => bare(child).required) ?? children[0] ?? ['']
    return exampleLeaf(root, [...path, first])
  }
  if (schema instanceof z.ZodArray) return exampleLeaf(root, [...path, 0])
  const value = preset ?? guidance.get(schema)?.example ?? ''
  return { path, value: String(value), textual: schema._zod.def.type === 'string' }
}

function keyArguments(path: Path): string[] {
  const [key] = path
  if (path.length === 1 && typeof key === 'string' && /^[\w:-]+$/.test(key)) return [quoted(key)]
  return ['--path', quoted(pathText(path))]
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
