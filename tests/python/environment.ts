import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, '.cache/python')
const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt')
const STAMP = join(FOLDER, '.requirements.sha256')

/** The Python of the peers' environment, whether or not it is prepared. */
export const PYTHON = join(FOLDER, 'bin/python')

const wanted = (): string => createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex')

/** True when the environment holds exactly the pinned requirements. */
export const isPrepared = (): boolean =>
  existsSync(PYTHON) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted()

/**
 * Makes the Python environment that tests and benches compare with, once for each content of
 * requirements.txt. Returns why it could not, or undefined when it is ready.
 */
export function preparePython(): string | undefined {
  if (isPrepared()) return undefined
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is not on PATH'
  rmSync(FOLDER, { recursive: true, force: true })
  try {
    execFileSync('python3', ['-m', 'venv', FOLDER], { stdio: 'pipe' })
    execFileSync(
      PYTHON,
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS],
      { stdio: 'pipe' },
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return `pip could not install ${REQUIREMENTS}: ${reason}`
  }
  writeFileSync(STAMP, wanted())
  return undefined
}
