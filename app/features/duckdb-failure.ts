import { ExtractError } from './extract-error.ts'

/**
 * A failure of DuckDB as an error that may be logged: what the user can mend as ExtractError, of the
 * rest the kind alone, because DuckDB quotes the values it could not convert.
 */
export function duckdbFailure(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error)
  const line = message.split('\n', 1)[0] ?? ''
  const tooLong = /"maximum_object_size" of \d+ bytes exceeded while reading file "([^"]+)"/.exec(
    line,
  )
  if (tooLong) {
    return new ExtractError(
      `${tooLong[1]}: a line of more than 16 MB; allowed one FHIR resource a line; fix: export the file as NDJSON`,
    )
  }
  if (/^(Out of Memory|IO) Error: /.test(line)) {
    return new ExtractError(
      `DuckDB: ${line}; fix: raise memoryMegabytes, take fewer threads, or name a temporary folder with more room`,
    )
  }
  return new Error(`DuckDB failed: ${/^[A-Z][\w -]* Error/.exec(line)?.[0] ?? 'no reason given'}`)
}
