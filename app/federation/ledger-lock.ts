import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { FederationError } from './federation-error.ts'

/**
 * Takes the lock of a ledger, a file beside it with host and process, so that no two releases read
 * the same budget. Returns what gives it back. A lock whose process is gone is taken over; that of
 * another host cannot be judged and stays.
 *
 * @throws FederationError naming who holds it.
 */
export function lockLedger(ledger: string): () => void {
  const file = `${ledger}.lock`
  const own = `${hostname()} ${process.pid}`
  try {
    writeFileSync(file, own, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const found = readFileSync(file, 'utf8')
    if (!isGone(found, own)) {
      throw new FederationError(
        `${ledger}: process ${found} is making a release by this ledger; wait for it, or remove ` +
          `${file} if it is not running any more`,
      )
    }
    writeFileSync(file, own, { mode: 0o600 })
  }
  held.add(file)
  return () => {
    held.delete(file)
    rmSync(file, { force: true })
  }
}

/** Locks of this process: in a new container it may have the id of one that died. */
const held = new Set<string>()

function isGone(found: string, own: string): boolean {
  const [host, id] = found.split(' ')
  if (host !== hostname()) return false
  if (found === own) return held.size === 0
  try {
    process.kill(Number(id), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
