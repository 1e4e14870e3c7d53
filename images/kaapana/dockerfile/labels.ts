import type { Instruction } from './instructions.ts'
import { unquote, wordsOf } from './words.ts'

/** A label and where it stands. */
export interface Label {
  readonly key: string
  readonly value: string
  readonly line: number
  /** Others stand in the same instruction, which Kaapana's own tool does not understand. */
  readonly shared: boolean
}

/** Labels of a LABEL instruction: `key=value …`, or `key value` as of old. */
export function labelsOf({ text, line }: Instruction): Label[] {
  const words = wordsOf(text)
  const [first] = words
  if (first !== undefined && words.length > 1 && !first.includes('=')) {
    const value = unquote(text.slice(first.length).trim())
    return [{ key: unquote(first), value, line, shared: false }]
  }
  // What has no `=`, such as a comment at the end of the line, Docker refuses; here it is left out.
  const pairs = words.filter((word) => word.indexOf('=') > 0)
  return pairs.map((word) => {
    const at = word.indexOf('=')
    const value = unquote(word.slice(at + 1)).trim()
    return { key: unquote(word.slice(0, at)), value, line, shared: pairs.length > 1 }
  })
}
