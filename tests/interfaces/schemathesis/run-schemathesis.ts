import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { INTERFACES, pythonOf } from '../../python/environment.ts'
import type { Credential, Subject } from './start-subject.ts'

/** How one credential fared. */
export interface Figures {
  credential: Credential['name']
  operations: { total: number; tested: number }
  /** Requests that were made and checked. */
  cases: number
  /** What was wrong: the check, and the operations it failed at. */
  failures: { title: string; operations: string[] }[]
  errors: { title: string; count: number }[]
  seconds: number
  /** What schemathesis said, with a command that repeats each failure. */
  text: string
}

/** What a run takes. */
export interface RunOptions {
  /** Generated cases for each operation, besides those that follow from its schema. */
  examples: number
  seed: number
  /** What is sent: examples, each bound of the schema by itself (coverage), generated (fuzzing). @default all */
  phases?: string
}

/**
 * Operations that one credential does not ask for, with the reason. Everything else in the document is
 * asked for as everybody.
 */
const LEFT_OUT: Partial<Record<Credential['name'], string>> = {
  // Signing out would end the session that the other requests come with.
  session: 'DELETE /api/v1/auth/session',
}

/** Asks everything in the service's OpenAPI document with one credential. */
export async function runSchemathesis(
  subject: Subject,
  credential: Credential,
  { examples, seed, phases = 'examples,coverage,fuzzing' }: RunOptions,
): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'schemathesis-'))
  const report = join(folder, 'report.json')
  const headers = Object.entries(credential.headers).flatMap(([name, value]) => [
    '--header',
    `${name}: ${value}`,
  ])
  const left = LEFT_OUT[credential.name]
  const words = [
    ...['--config-file', join(import.meta.dirname, 'schemathesis.toml'), 'run'],
    ...[`${subject.url}/openapi.json`, ...headers],
    ...['--phases', phases, '--max-examples', String(examples)],
    ...['--seed', String(seed), '--generation-database', 'none', '--continue-on-failure'],
    ...['--suppress-health-check', 'all', '--no-color', '--warnings', 'off'],
    ...['--report', 'json', '--report-json-path', report],
    ...(left === undefined ? [] : ['--exclude-name', left]),
  ]
  try {
    const text = await execute(words, subject)
    return { credential: credential.name, ...read(report), text }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs schemathesis. That it found something is no error here; that it wrote no report is one. */
function execute(words: string[], { known }: Subject): Promise<string> {
  const program = join(dirname(pythonOf(INTERFACES)), 'schemathesis')
  const env = {
    ...{ PATH: process.env.PATH, HOME: tmpdir(), PYTHONPATH: import.meta.dirname },
    ...{ SCHEMATHESIS_HOOKS: 'hooks', KNOWN: JSON.stringify(known) },
    PYTHONDONTWRITEBYTECODE: '1',
  }
  const options = { env, cwd: tmpdir(), maxBuffer: 256 << 20 }
  return new Promise((resolve) => {
    execFile(program, words, options, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`))
  })
}

interface Report {
  operations: { total: number; tested: number }
  test_cases: { generated: number }
  running_time: number
  failures: { title: string; operations: string[] }[]
  errors: { title: string; count: number }[]
}

function read(file: string): Omit<Figures, 'credential' | 'text'> {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  return {
    operations: { total: report.operations.total, tested: report.operations.tested },
    cases: report.test_cases.generated,
    failures: report.failures.map(({ title, operations }) => ({ title, operations })),
    errors: report.errors,
    seconds: report.running_time,
  }
}
