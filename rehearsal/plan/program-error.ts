import type { ProgramLog } from '../engine/recorded-resource.ts'

/** A program that did not run to its end; the message is what a person has to know. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
}

/** How a program ended that did not succeed. */
export interface FailedRun {
  readonly logs: readonly ProgramLog[]
  /** What it wrote on standard error. */
  readonly stderr: string
  /** `exit code 1`, `signal SIGKILL`. */
  readonly ending: string
  /** Absolute folder of the project. */
  readonly folder: string
}

/** The error for a failed run: what the program logged as errors, or else what it wrote. */
export function programError(run: FailedRun): ProgramError {
  const logged = run.logs.filter(({ severity }) => severity === 'error')
  const told = logged.map(({ message }) => readable(message, run.folder)).filter(Boolean)
  const unique = [...new Set(told)]
  const said = unique.length > 0 ? unique.join('\n') : readable(run.stderr, run.folder)
  return new ProgramError(said === '' ? `The program stopped with ${run.ending}.` : said)
}

/** Without the frames of libraries and the runtime, without what only the wire adds. */
function readable(message: string, folder: string): string {
  const lines = message
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => !/^\s+at /.test(line) || isOwnFrame(line, folder))
    .map((line) => line.replaceAll(`file://${folder}/`, './').replaceAll(`${folder}/`, './'))
    .map((line) => line.replace(/^(?:Uncaught )?(?:\w*Error: )*\d+ UNKNOWN: /, ''))
  const start = /^Running program '.*' failed with an unhandled exception:$/
  return lines
    .filter((line) => !start.test(line) && !/^Node\.js v\d/.test(line))
    .join('\n')
    .trim()
}

const isOwnFrame = (line: string, folder: string): boolean =>
  line.includes(`${folder}/`) && !line.includes('/node_modules/') && !line.includes('node:internal')
