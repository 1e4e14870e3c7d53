import { expect, it } from 'vitest'
import { duckdbFailure } from '../../app/features/duckdb-failure.ts'
import { ExtractError } from '../../app/features/extract-error.ts'

it('a failure of DuckDB says what can be mended, and repeats no value of a record', () => {
  const memory = duckdbFailure(
    new Error('Out of Memory Error: failed to pin block (243.9 MiB/244.1 MiB used)\n\nPossible …'),
  )
  expect(memory).toBeInstanceOf(ExtractError)
  expect(memory.message).toBe(
    'DuckDB: Out of Memory Error: failed to pin block (243.9 MiB/244.1 MiB used); fix: raise memoryMegabytes, take fewer threads, or name a temporary folder with more room',
  )
  const value = duckdbFailure(new Error("Conversion Error: Could not convert string 'Meier'"))
  expect(value.message).toBe('DuckDB failed: Conversion Error')
  expect(value).not.toHaveProperty('cause')
})
