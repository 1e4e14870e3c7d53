import { readFileSync } from 'node:fs'
import { type Issue, Severity } from '../issue.ts'

/** More than any Dockerfile written by a person: the longest of Kaapana's have 200 lines. */
const MAX_BYTES = 2 * 1024 * 1024

/** Text of a Dockerfile without byte order mark, or what is wrong with the file. */
export function readText(path: string, file: string): { text: string } | { issue: Issue } {
  const refuse = (rule: string, message: string) => ({
    issue: { rule, severity: Severity.Error, file, message },
  })
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    return refuse(
      'dockerfile-unreadable',
      `The file cannot be read (${code}). Make it readable, or leave it out with a pattern.`,
    )
  }
  if (bytes.length > MAX_BYTES) {
    const size = `${(bytes.length / 1024 / 1024).toFixed(1)} MiB`
    return refuse('dockerfile-too-large', `Got ${size}; a Dockerfile has at most 2 MiB.`)
  }
  try {
    const text = UTF8.decode(bytes)
    if (!text.includes('\0')) return { text }
  } catch {
    // Not UTF-8: told below, as a binary file is.
  }
  return refuse(
    'dockerfile-binary',
    'The file is not text in UTF-8. Save it as UTF-8, or leave it out with a pattern.',
  )
}

// Takes the byte order mark away.
const UTF8 = new TextDecoder('utf-8', { fatal: true })
