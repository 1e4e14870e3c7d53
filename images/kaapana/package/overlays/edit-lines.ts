import type { EditResult } from './overlay.ts'

/** A replacement of whole lines, indentation included. */
export interface LineEdit {
  /** The line as it is upstream. */
  readonly line: string
  /** How many times the file has it. */
  readonly times: number
  /** The lines in its place. */
  readonly becomes: readonly string[]
  /** A file that matches this has nothing left to change, for this reason. */
  readonly settled?: { readonly when: RegExp; readonly because: string }
}

/** Replaces the lines of a file that are exactly as given, so that Helm's templating stays intact. */
export function editLines({ line, times, becomes, settled }: LineEdit) {
  return (text: string): EditResult => {
    const lines = text.split('\n')
    const found = lines.filter((one) => one === line).length
    if (settled?.when.test(text)) return { unneeded: settled.because }
    if (found !== times)
      return {
        mismatch: `expected ${JSON.stringify(line)} ${times === 1 ? 'once' : `${times} times`}, found it ${found} times`,
      }
    return { text: lines.flatMap((one) => (one === line ? becomes : [one])).join('\n') }
  }
}

/** A condition around all that a file has. */
export interface FileGuard {
  /** What Helm evaluates, e.g. `.Values.global.wanted`. */
  readonly condition: string
  /** What the file must have, to be the file that is meant. */
  readonly expects: readonly string[]
}

/** Renders a template file only where a value asks for it. */
export function guardFile({ condition, expects }: FileGuard) {
  return (text: string): EditResult => {
    const missing = expects.filter((part) => !text.includes(part))
    if (missing.length > 0)
      return { mismatch: `expected ${missing.map((part) => JSON.stringify(part)).join(', ')}` }
    const end = text.endsWith('\n') ? '' : '\n'
    return { text: `{{- if ${condition} }}\n${text}${end}{{- end }}\n` }
  }
}
