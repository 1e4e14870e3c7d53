import { isUtf8 } from 'node:buffer'
import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs'
import { join, sep } from 'node:path'
import { type Issue, Severity } from '../issue.ts'

/** A checkout whose files are read, and where problems with them go. */
export interface CheckoutFiles {
  /** Folder of the checkout. */
  readonly source: string
  readonly report: (issue: Issue) => void
}

/** Helm takes no larger file into a chart (MaxDecompressedFileSize of its loader). */
export const LARGEST_FILE = 5 * 1024 * 1024

/** Text of a file, its path relative to the checkout; undefined when there is none, or none that can be read. */
export function readText(files: CheckoutFiles, path: string): string | undefined {
  if (!isThere(files, path) || !staysInside(files, path)) return undefined
  const fault = (message: string) => reportUnreadable(files, path, message)
  try {
    // A named pipe would block for ever without O_NONBLOCK.
    const descriptor = openSync(join(files.source, path), constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stat = fstatSync(descriptor)
      if (!stat.isFile()) return fault('is not a file')
      if (stat.size > LARGEST_FILE)
        return fault(`has ${stat.size} bytes; Helm takes at most ${LARGEST_FILE}`)
      const bytes = readFileSync(descriptor)
      if (!isUtf8(bytes) || bytes.includes(0)) return fault('is not UTF-8 text')
      return bytes.toString('utf8')
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    return fault(`cannot be read: ${reason(error)}`)
  }
}

/** Entries of a folder, sorted by name; none when there is no such folder, or none that can be read. */
export function readFolder(files: CheckoutFiles, path: string): readonly Dirent[] {
  if (!isThere(files, path) || !staysInside(files, path)) return []
  try {
    return readdirSync(join(files.source, path), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )
  } catch (error) {
    reportUnreadable(files, path, `cannot be read: ${reason(error)}`)
    return []
  }
}

function isThere(files: CheckoutFiles, path: string): boolean {
  return lstatSync(join(files.source, path), { throwIfNoEntry: false }) !== undefined
}

/** A link is followed, as Helm does, but never out of the checkout: what lies there is not of its commit. */
function staysInside(files: CheckoutFiles, path: string): boolean {
  const link = join(files.source, path)
  if (!lstatSync(link).isSymbolicLink()) return true
  try {
    const target = realpathSync(link)
    if (target.startsWith(realpathSync(files.source) + sep)) return true
    reportUnreadable(files, path, 'is a link that leads out of the checkout')
  } catch (error) {
    reportUnreadable(files, path, `is a link that leads nowhere: ${reason(error)}`)
  }
  return false
}

function reportUnreadable(files: CheckoutFiles, path: string, message: string): undefined {
  files.report({
    rule: 'chart-file-unreadable',
    severity: Severity.Error,
    file: path,
    message: `${path} ${message}`,
  })
  return undefined
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : String(error)
}
