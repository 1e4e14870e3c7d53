import { stripVTControlCharacters } from 'node:util'
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

/** Without the frames of libraries and the runtime, without what inspection and the wire add. */
function readable(message: string, folder: string): string {
  const lines = stripVTControlCharacters(message).replaceAll('\r', '').split('\n')
  return lines
    .filter((line) => !/^\s+at /.test(line) || !isLibraryFrame(line))
    .filter((line) => !NOISE.some((noise) => noise.test(line)))
    .map((line) => line.replace(/^<ref \*\d+> /, '').replace(/(^\s+at .*) \{$/, '$1'))
    .map((line) => line.replaceAll(`file://${folder}/`, './').replaceAll(`${folder}/`, './'))
    .map((line) => line.replace(/\b\d+ UNKNOWN: /, ''))
    .join('\n')
    .trim()
}

/** What Node's inspection of an error shows beside its message and stack. */
const NOISE = [
  /^Running program '.*' failed with an unhandled exception:$/,
  /^ {2}promise: Promise \{/,
  /^\}$/,
  /^Node\.js v\d/,
]

const isLibraryFrame = (line: string): boolean =>
  line.includes('/node_modules/') || /\bnode:|<anonymous>/.test(line)
