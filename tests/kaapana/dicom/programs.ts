import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** Debian's package of each program. */
const PACKAGES = {
  dcmdump: 'dcmtk',
  dcmftest: 'dcmtk',
  dcmqrscp: 'dcmtk',
  dciodvfy: 'dicom3tools',
  findscu: 'dcmtk',
  Orthanc: 'orthanc',
  storescp: 'dcmtk',
} as const

/** A program of others that speaks or judges DICOM. */
export type DicomProgram = keyof typeof PACKAGES

/**
 * True where the program is installed. Where it is not, says so once; under CI that is a failure.
 */
export function hasProgram(program: DicomProgram): boolean {
  if (pathOf(program) !== undefined) return true
  const message = `Skipping tests with ${program}: install the package ${PACKAGES[program]}.`
  if (process.env.CI) throw new Error(`${message} Under CI nothing may be skipped.`)
  process.stderr.write(`${message}\n`)
  return false
}

/** Where a program is; Debian has Orthanc among those of the administrator. */
export function pathOf(program: DicomProgram): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return folders.map((folder) => join(folder, program)).find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Runs a program to its end: its exit code, and what it wrote on both streams. */
export async function runProgram(
  program: DicomProgram,
  options: readonly string[],
): Promise<{ code: number; output: string }> {
  const path = pathOf(program)
  if (path === undefined) throw new Error(`${program} is not installed`)
  try {
    const { stdout, stderr } = await promisify(execFile)(path, options)
    return { code: 0, output: stdout + stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, output: stdout + stderr }
  }
}
