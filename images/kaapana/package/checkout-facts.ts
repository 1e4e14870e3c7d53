import { execFileSync } from 'node:child_process'
import { KaapanaError } from '../kaapana-error.ts'

/** What packaging needs to know about a checkout besides its files. */
export interface CheckoutFacts {
  /** Checked out branch, or `DETACHED-HEAD`. */
  readonly branch: string
  readonly commit: string
  /** Time of the commit, in seconds since 1970: the only time that packaging uses. */
  readonly committed: number
}

/**
 * Asks git about the checked out commit.
 *
 * @throws {KaapanaError} a folder that is no git checkout
 */
export function checkoutFacts(source: string): CheckoutFacts {
  const [commit = '', committed = ''] = git(source, 'log', '-1', '--format=%H %ct').split(' ')
  const branch = git(source, 'rev-parse', '--abbrev-ref', 'HEAD')
  return {
    branch: branch === 'HEAD' ? 'DETACHED-HEAD' : branch,
    commit,
    committed: Number(committed),
  }
}

function git(source: string, ...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: source, encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch (cause) {
    throw new KaapanaError(
      `${source} is no git checkout with a commit: clone Kaapana with its history and tags`,
      { cause },
    )
  }
}
