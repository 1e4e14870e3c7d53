import { EXIT } from './exit-codes.ts'

/** Errors that are the caller's to mend; their messages say how. */
const INPUT_ERRORS = new Set([
  'SettingsError',
  'TableError',
  'ModelFileError',
  'RangeError',
  'ZodError',
])

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
  const missing = /^ENOENT: .*'(.+)'$/.exec(error.message)?.[1]
  const message = missing === undefined ? error.message : `No such file: ${missing}`
  process.stderr.write(json ? `${JSON.stringify({ error: message })}\n` : `${message}\n`)
  return INPUT_ERRORS.has(error.name) || missing !== undefined ? EXIT.usage : EXIT.failure
}
