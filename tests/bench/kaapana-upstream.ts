import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../.cache')
const FOLDER = join(CACHE, 'python-kaapana')
const PYTHON = join(FOLDER, 'bin/python')
const STAMP = join(FOLDER, '.requirements.sha256')
const DRIVER = join(import.meta.dirname, 'kaapana_discovery.py')

/** Makes the Python environment that the checkout's own build tool asks for, once for each. */
export function prepareUpstream(source: string): void {
  const requirements = join(source, 'build-scripts/requirements.txt')
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  rmSync(FOLDER, { recursive: true, force: true })
  execFileSync('python3', ['-m', 'venv', FOLDER], { stdio: 'pipe' })
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  execFileSync(PYTHON, [...install, '-r', requirements], { stdio: 'pipe' })
  writeFileSync(STAMP, wanted)
}

/** Lets the checkout's own build tool discover containers and charts; seconds, and what it found. */
export function discoverUpstream(source: string): { seconds: number; found: string } {
  // Compiled Python stays out of the checkout.
  const env = { ...process.env, PYTHONPYCACHEPREFIX: join(CACHE, 'python-kaapana-compiled') }
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(PYTHON, [DRIVER, source], { env, encoding: 'utf8' })
  const seconds = (performance.now() - started) / 1000
  const found = stdout.trim().split('\n').at(-1) ?? ''
  if (status !== 0 || !/^\d+ containers/.test(found))
    throw new Error(`Kaapana's own discovery failed: ${stderr || stdout}`)
  return { seconds, found }
}
