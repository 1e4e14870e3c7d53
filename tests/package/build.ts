import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Top folder of the repository. */
export const REPOSITORY = new URL('../..', import.meta.url).pathname.replace(/\/$/, '')

/** Compiles the package into dist/, as npm does on install. */
export async function buildPackage(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'prepare'], { cwd: REPOSITORY })
}
