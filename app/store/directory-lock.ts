import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const NAME = 'dataspace.lock'
const held = new Set<string>()

/** Another process has the data directory open. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError'
}

/**
 * Takes the lock of a data directory, so that no two processes open one embedded database:
 * PostgreSQL's files do not survive two writers. Returns the function that gives it back.
 *
 * The lock is a file with the process id and its start time; one whose process is gone (kill -9,
 * power failure) is taken over. Processes in other process-id namespaces (containers sharing a
 * volume) cannot be seen: give each its own directory.
 *
 * @throws DirectoryInUseError naming the process that holds it.
 */
export function lockDirectory(directory: string): () => void {
  const file = join(directory, NAME)
  const own = `${process.pid} ${startTime(process.pid)}\n`
  const candidate = `${file}.${process.pid}`
  writeFileSync(candidate, own)
  try {
    if (held.has(file)) throw inUse(directory, process.pid)
    while (!tryLink(candidate, file)) removeIfStale(directory, file, own)
  } finally {
    rmSync(candidate, { force: true })
  }
  held.add(file)
  return () => {
    if (held.delete(file)) rmSync(file, { force: true })
  }
}

const inUse = (directory: string, pid: number): Error =>
  new DirectoryInUseError(
    `The data directory ${directory} is in use by process ${pid}. Stop that process, ` +
      'or give this one a directory of its own with DATA_DIR.',
  )

function tryLink(candidate: string, file: string): boolean {
  try {
    linkSync(candidate, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function removeIfStale(directory: string, file: string, own: string): void {
  const found = readText(file)
  if (found === undefined) return
  const [pid = 0, started = 0] = found.split(' ').map(Number)
  // After a restart a container's process often has the id of the one before it, such as 1.
  const alive = found !== own && pid !== process.pid && startTime(pid) === started && exists(pid)
  if (alive) throw inUse(directory, pid)
  const aside = `${file}.stale.${process.pid}`
  renameSync(file, aside)
  if (readText(aside) !== found) {
    // Another process took over in between: that file was its fresh lock.
    renameSync(aside, file)
    return
  }
  rmSync(aside)
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Start of a process in clock ticks after boot, from /proc; 0 where that does not exist. */
function startTime(pid: number): number {
  const stat = readText(`/proc/${pid}/stat`)
  return Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 0)
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
