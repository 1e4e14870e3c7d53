import { z } from 'zod'
import { bare, fieldsOf, keyGuidance, type Path, schemaAt } from './fields.ts'
import { type CommandTarget, removeCommand, setCommand } from './fix-command.ts'
import { guidance } from './leaves.ts'
import { pathText, type SettingProblem } from './problem.ts'
import { nearest } from './suggestion.ts'

/** What an issue is described with. */
export interface IssueContext extends CommandTarget {
  /** Schema of all settings. */
  readonly root: z.core.$ZodType
  /** The configuration as it was given, objects read from JSON. */
  readonly given: unknown
}

/** What zod found, in the words of the settings. */
export function problemsOf(issue: z.core.$ZodIssue, context: IssueContext): SettingProblem[] {
  const path = issue.path.filter((key) => typeof key !== 'symbol')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownSetting([...path, key], context))
  }
  if (issue.code === 'invalid_key') return [badKey(path, context)]
  return [badValue(path, context)]
}

/** A key that no setting has; its value is not shown, as it may be anything. */
export function unknownSetting(path: Path, context: IssueContext): SettingProblem {
  const meant = suggestion(path, context)
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`
  const message = `is not a setting${hint}`
  return { path, message, fix: removeCommand(path, context) }
}

function suggestion(path: Path, { root }: IssueContext): string | undefined {
  const parent = path.slice(0, -1)
  const word = String(path.at(-1))
  const { schema } = bare(schemaAt(root, parent) ?? root)
  const siblings = 'shape' in schema ? Object.keys(schema.shape as object) : []
  const sibling = nearest(word, siblings)
  if (sibling !== undefined) return pathText([...parent, sibling])
  const elsewhere = fieldsOf(root).filter((field) => field.path.at(-1) === word)
  return elsewhere.length === 1 ? pathText(elsewhere[0]?.path ?? []) : undefined
}

function badKey(path: Path, context: IssueContext): SettingProblem {
  const record = bare(schemaAt(context.root, path.slice(0, -1)) ?? context.root).schema
  const { allowed } = keyGuidance(record as z.ZodRecord)
  const message = `must have a key that is ${allowed}, got ${JSON.stringify(path.at(-1))}`
  return { path, message, fix: removeCommand(path, context) }
}

function badValue(path: Path, context: IssueContext): SettingProblem {
  const { root, given, secrets } = context
  const value = path.reduce(valueAt, given)
  const schema = bare(schemaAt(root, path) ?? root).schema
  const words = guidance.get(schema)?.allowed ?? structure(schema)
  const got = secrets.has(String(path[0])) ? 'a secret' : shown(value)
  const message = `must be ${words}, got ${got}`
  const whole = value !== undefined && ['object', 'record', 'array'].includes(schema._zod.def.type)
  const meant = typeof value === 'boolean' && z.safeParse(schema, String(value)).success
  const fix = whole
    ? removeCommand(path, context)
    : setCommand(root, path, meant ? { ...context, value: String(value) } : context)
  return { path, message, fix }
}

function structure(schema: z.core.$ZodType): string {
  return schema._zod.def.type === 'record'
    ? 'a map with at least one entry'
    : 'a section of settings'
}

function valueAt(parent: unknown, key: string | number): unknown {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return undefined
  return (parent as Record<string | number, unknown>)[key]
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
