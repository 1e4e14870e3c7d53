import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { EXIT } from './exit-codes.ts'

/** Errors that are the caller's to mend; their messages say how. */
const INPUT_ERRORS = new Set([
  'SettingsError',
  'TableError',
  'ModelFileError',
  'ParametersError',
  'ExtractError',
  'StaleEvaluationError',
  'ProjectError',
  'KaapanaError',
  'UsageError',
  'FederationError',
  'RangeError',
  'ZodError',
])

/** Errors that are findings: something was checked and is not in order. */
const FINDINGS = new Set(['NotAccepted', 'BudgetExceeded', 'NoCandidate', 'LinkError'])

/** Tells an error on standard error, as one JSON line if asked, and returns the exit code. */
export function reportFailure(error: unknown, json: boolean): number {
  if (!(error instanceof Error)) throw error
  if (error.name === 'AbortError') {
    process.stderr.write('Interrupted; nothing was written.\n')
    return EXIT.interrupted
  }
  const { code } = error as NodeJS.ErrnoException
  // The reader of our output (`| head`) has seen enough.
  if (code === 'EPIPE') return EXIT.ok
  const missing = whatIsMissing(error)
  const message = missing ?? error.message
  process.stderr.write(json ? `${JSON.stringify({ error: message })}\n` : `${message}\n`)
  if (FINDINGS.has(error.name)) return EXIT.finding
  return INPUT_ERRORS.has(error.name) || missing !== undefined ? EXIT.usage : EXIT.failure
}

/** A file to read, or the folder of one to write, that does not exist. */
function whatIsMissing({ message }: Error): string | undefined {
  // By the message: an error that comes out of a training thread has no code any more.
  const path = /^ENOENT: [^']*'(.+?)'/.exec(message)?.[1]
  if (path === undefined) return undefined
  const folder = dirname(path)
  return existsSync(folder) ? `No such file: ${path}` : `No such folder: ${folder}`
}
