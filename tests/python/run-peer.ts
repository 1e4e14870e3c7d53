import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { PYTHON } from './environment.ts'

/** Hands `input` as JSON to a script of this folder and returns the JSON it prints. */
export function runPeer<Output>(script: string, input: unknown): Output {
  const output = execFileSync(PYTHON, [join(import.meta.dirname, script)], {
    input: JSON.stringify(input),
    maxBuffer: 64 * 2 ** 20,
  })
  return JSON.parse(output.toString()) as Output
}
