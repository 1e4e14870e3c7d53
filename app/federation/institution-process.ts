import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BudgetExceeded, FederationError } from './federation-error.ts'

/** How an institution's command is run on this machine. */
export interface InstitutionProcess {
  /** The command's entry, `cli/main.js`. */
  entry: string
  /** The institution's folder: all of the data that the process can reach. */
  folder: string
  /** What comes after `dataspace federate`. */
  args: readonly string[]
  signal?: AbortSignal | undefined
}

/**
 * Runs an institution's part in a process of its own that can read nothing but the program and the
 * institution's folder, and write nothing but that folder: Node's permission model refuses the rest.
 * https://nodejs.org/docs/latest-v24.x/api/permissions.html
 *
 * @throws BudgetExceeded or FederationError with what the process says.
 */
export async function runInstitution(job: InstitutionProcess): Promise<void> {
  const { entry, folder, args, signal } = job
  const program = dirname(dirname(entry))
  const readable = [program, ...modulesOf(program), folder]
  const child = spawn(
    process.execPath,
    [
      '--permission',
      ...readable.map((path) => `--allow-fs-read=${path}`),
      `--allow-fs-write=${folder}`,
      entry,
      'federate',
      ...args,
    ],
    // Nothing of this process's settings or secrets goes along.
    { cwd: folder, env: {}, stdio: ['ignore', 'ignore', 'pipe'], ...(signal && { signal }) },
  )
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return
  const message = complaint.trim() || `an institution's process ended with code ${code}`
  throw code === 1 ? new BudgetExceeded(message) : new FederationError(message)
}

/** Where the program's packages really are: beside it, or in a folder above that installed it. */
function modulesOf(program: string): string[] {
  const found: string[] = []
  for (let folder = program; folder !== dirname(folder); folder = dirname(folder)) {
    try {
      found.push(realpathSync(join(folder, 'node_modules')))
    } catch {
      // No such folder here.
    }
  }
  return found
}
