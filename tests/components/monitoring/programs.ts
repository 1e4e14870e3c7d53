import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Programs of Debian's packages prometheus and prometheus-alertmanager. */
export type MonitoringProgram = 'promtool' | 'amtool'

/**
 * True where a program is on `PATH`. Says so where it is not; under CI that is a failure.
 *
 * @throws under CI where the program is missing.
 */
export function hasProgram(program: MonitoringProgram | 'helm'): boolean {
  const found = spawnSync(program, [program === 'helm' ? 'version' : '--version']).status === 0
  if (found) return true
  const message = `Skipping the tests that ask ${program}: it is not on PATH.`
  if (process.env.CI && program !== 'helm')
    throw new Error(`${message} Under CI nothing may be skipped.`)
  process.stderr.write(`${message}\n`)
  return false
}

/** Runs a program in a folder of its own with these files, and gives all it said and its exit code. */
export function runWith(
  files: Readonly<Record<string, string>>,
  program: string,
  args: readonly string[],
): { code: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-monitoring-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
    return { code: status, output: `${stdout}${stderr}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
