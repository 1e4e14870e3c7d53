import { preparePython } from './python/environment.ts'

/** Prepares what integration tests need; without it they are skipped, and under CI that is a failure. */
export function setup(): void {
  const missing = preparePython()
  if (missing === undefined) return
  const message = `Skipping the tests that compare with Python peers: ${missing}.`
  if (process.env.CI) throw new Error(`${message} Under CI nothing may be skipped.`)
  process.stderr.write(`${message}\n`)
}
