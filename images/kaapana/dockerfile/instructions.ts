import { heredocsOf } from './heredocs.ts'

/** One instruction of a Dockerfile, its continued lines joined. */
export interface Instruction {
  /** In capitals. */
  readonly keyword: string
  /** What comes after the keyword; lines joined without the escape character. */
  readonly text: string
  /** Of the keyword, from 1. */
  readonly line: number
}

/** Instructions of a Dockerfile, and the lines of here-documents that have no end. */
export interface Instructions {
  readonly instructions: readonly Instruction[]
  readonly openHeredocs: readonly number[]
}

const HEREDOC_KEYWORDS = new Set(['RUN', 'COPY', 'ADD'])

/**
 * Splits a Dockerfile into instructions by the rules of its reference: comments and empty lines go,
 * also between continued lines; bodies of here-documents are no instructions.
 * https://docs.docker.com/reference/dockerfile/#format
 */
export function instructionsOf(dockerfile: string): Instructions {
  const lines = dockerfile.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const escapeCharacter = escapeOf(lines)
  const instructions: Instruction[] = []
  const openHeredocs: number[] = []
  for (let at = 0; at < lines.length; ) {
    const { text, next } = logicalLine(lines, at, escapeCharacter)
    const [, keyword, rest] = /^\s*([A-Za-z]+)(?:\s+([\s\S]*))?$/.exec(text) ?? []
    const line = at + 1
    at = next
    if (keyword === undefined) continue
    const instruction = { keyword: keyword.toUpperCase(), text: (rest ?? '').trim(), line }
    instructions.push(instruction)
    if (!HEREDOC_KEYWORDS.has(instruction.keyword)) continue
    const end = afterHeredocs(lines, at, instruction.text)
    if (end === undefined) openHeredocs.push(line)
    else at = end
  }
  return { instructions, openHeredocs }
}

/** The directive stands before anything else: `# escape=` followed by a backtick. */
function escapeOf(lines: readonly string[]): string {
  for (const line of lines) {
    const [, name, value] = /^\s*#\s*([A-Za-z]+)\s*=\s*(\S+)\s*$/.exec(line) ?? []
    if (name === undefined) break
    if (name.toLowerCase() === 'escape' && value === '`') return '`'
  }
  return '\\'
}

function logicalLine(lines: readonly string[], start: number, escapeCharacter: string) {
  const parts: string[] = []
  let next = start
  while (next < lines.length) {
    const line = lines[next++] ?? ''
    const isComment = /^\s*#/.test(line)
    // An empty line or a comment does not end what the line before continues.
    if (isComment || line.trim() === '') {
      if (parts.length === 0) break
      continue
    }
    const trimmed = line.trimEnd()
    const continued = trimmed.endsWith(escapeCharacter)
    parts.push(continued ? trimmed.slice(0, -1) : line)
    if (!continued) break
  }
  return { text: parts.join(''), next }
}

/** Index of the line after all bodies; undefined when one has no end. */
function afterHeredocs(lines: readonly string[], start: number, text: string): number | undefined {
  let at = start
  for (const { delimiter, stripTabs } of heredocsOf(text)) {
    const isEnd = (line = '') => (stripTabs ? line.replace(/^\t+/, '') : line) === delimiter
    while (at < lines.length && !isEnd(lines[at])) at++
    if (at++ === lines.length) return undefined
  }
  return at
}
