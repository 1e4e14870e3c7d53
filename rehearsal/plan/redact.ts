import type { RecordedProgram, RecordedResource } from '../engine/recorded-resource.ts'
import { type PlainValue, type Properties, UNKNOWN } from '../engine/wire.ts'
import { textsIn } from './values.ts'

/** What stands in a plan for a secret. */
export const SECRET = '[secret]'
/** What stands in a plan for a value that only the cloud can tell. */
export const UNKNOWN_VALUE = '[unknown]'

/** Shorter secrets are hidden where they are, but not searched for elsewhere: they would be found in any word. */
const SEARCHED_LENGTH = 6
/** In an object that is secret as a whole most values are ordinary; only long ones are searched for. */
const SEARCHED_LENGTH_INSIDE = 16

/** Replaces secrets wherever they are: at their paths, and where their plain text comes up again. */
export class Redaction {
  readonly texts = new Set<string>()

  constructor(known: readonly string[]) {
    for (const text of known) this.learn(text, SEARCHED_LENGTH)
  }

  /** Learns the plain text of a resource's secrets. Do so for every resource before hiding any. */
  learnFrom(resource: RecordedResource): void {
    for (const path of secretPathsOf(resource))
      for (const values of [resource.inputs, resource.outputs])
        this.learnValue(valueAt(values, path))
  }

  /** Learns the plain text of the program's secret outputs. */
  learnFromOutputs({ outputs, secretOutputs }: RecordedProgram): void {
    for (const path of secretOutputs) this.learnValue(valueAt(outputs, path))
  }

  /** Properties with secrets and unknown values replaced. */
  hide(values: Properties, secretPaths: readonly string[]): Properties {
    const hidden = structuredClone(values)
    for (const path of secretPaths) replaceAt(hidden, path)
    return this.hideTexts(hidden) as Properties
  }

  private learnValue(value: PlainValue): void {
    if (typeof value === 'string') this.learn(value, SEARCHED_LENGTH)
    else for (const text of textsIn(value)) this.learn(text, SEARCHED_LENGTH_INSIDE)
  }

  private learn(text: string, length: number): void {
    if (text.length < length || text === UNKNOWN) return
    for (const form of [text, JSON.stringify(text).slice(1, -1), base64(text)]) this.texts.add(form)
  }

  private hideTexts(value: PlainValue): PlainValue {
    if (typeof value === 'string') return this.hideText(value)
    if (Array.isArray(value)) return value.map((item) => this.hideTexts(item))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.hideTexts(item)]),
    )
  }

  private hideText(value: string): string {
    let hidden = value.replaceAll(UNKNOWN, UNKNOWN_VALUE)
    for (const text of this.texts) hidden = hidden.replaceAll(text, SECRET)
    return hidden
  }
}

/** Paths of inputs and outputs that are secret: as handed over, and as the resource's type says. */
export function secretPathsOf({ secretInputs, secretOutputs }: RecordedResource): string[] {
  return [...new Set([...secretInputs, ...secretOutputs])].sort()
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** `a.b[0]` as its steps; a key with a dot in it is found by trying the longest one first. */
function stepsOf(path: string): string[] {
  return path.split(/\.|\[(\d+)\]/).filter((step) => step !== undefined && step !== '')
}

function valueAt(values: PlainValue, path: string): PlainValue {
  const found = find(values, stepsOf(path))
  return found === undefined ? null : (found.holder[found.key] ?? null)
}

function replaceAt(values: PlainValue, path: string): void {
  const found = find(values, stepsOf(path))
  if (found !== undefined && found.key in found.holder) found.holder[found.key] = SECRET
}

type Found = { holder: Record<string, PlainValue>; key: string }

function find(value: PlainValue, steps: readonly string[]): Found | undefined {
  if (value === null || typeof value !== 'object') return undefined
  const holder = value as Record<string, PlainValue>
  for (let length = steps.length; length > 0; length -= 1) {
    const key = steps.slice(0, length).join('.')
    if (!(key in holder)) continue
    if (length === steps.length) return { holder, key }
    const deeper = find(holder[key] ?? null, steps.slice(length))
    if (deeper !== undefined) return deeper
  }
  return undefined
}
