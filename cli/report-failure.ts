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
  const message =
    code === 'ENOENT' ? `No such file: ${(error as NodeJS.ErrnoException).path}` : error.message
  process.stderr.write(json ? `${JSON.stringify({ error: message })}\n` : `${message}\n`)
  return INPUT_ERRORS.has(error.name) || code === 'ENOENT' ? EXIT.usage : EXIT.failure
}
