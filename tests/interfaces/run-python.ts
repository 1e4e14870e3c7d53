import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { INTERFACES, preparePython, pythonOf } from '../python/environment.ts'

/** What a program said, and how it ended. */
export interface Ran {
  code: number
  stdout: string
  stderr: string
}

/**
 * Prepares the environment of the interfaces, once for each content of its requirements.
 *
 * @returns why the tests must be left out; undefined where all is there
 * @throws Error under CI, where nothing may be left out
 */
export function whyNot(): string | undefined {
  const missing = preparePython(INTERFACES)
  if (missing !== undefined && process.env.CI)
    throw new Error(`${missing}. Under CI nothing may be skipped.`)
  return missing
}

/** A program of the environment: `python`, or a tool installed there. */
export const programOf = (name: string): string => join(dirname(pythonOf(INTERFACES)), name)

/** Runs a program of the environment, which finds the others there on its PATH. */
export function run(
  name: string,
  words: string[],
  variables: Record<string, string> = {},
): Promise<Ran> {
  const bin = dirname(pythonOf(INTERFACES))
  const env = {
    ...{ PATH: `${bin}:${process.env.PATH}`, HOME: tmpdir(), PYTHONDONTWRITEBYTECODE: '1' },
    ...variables,
  }
  return new Promise((resolve) => {
    const options = { env, cwd: tmpdir(), maxBuffer: 64 << 20 }
    const child = execFile(programOf(name), words, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}
