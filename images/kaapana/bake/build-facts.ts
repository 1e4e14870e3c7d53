import { execFileSync } from 'node:child_process'
import { KaapanaError } from '../kaapana-error.ts'

/** What a build takes from the checkout's history. */
export interface BuildFacts {
  /** Commit that is checked out. */
  readonly revision: string
  /** Seconds since 1970 of the release that the version is counted from. */
  readonly epoch: number
}

/**
 * Commit of a checkout, and the date of its last release. The images are dated with the release and
 * not with the commit: BuildKit caches by it, and a date that moves with every commit would build
 * every image anew.
 */
export function buildFacts(source: string): BuildFacts {
  const release = git(source, 'describe', '--abbrev=0')
  return {
    revision: git(source, 'rev-parse', 'HEAD'),
    epoch: Number(git(source, 'log', '-1', '--format=%ct', `refs/tags/${release}`)),
  }
}

function git(source: string, ...args: string[]): string {
  try {
    const options = { cwd: source, encoding: 'utf8', stdio: 'pipe' } as const
    return execFileSync('git', args, options).trim()
  } catch (error) {
    const { stderr } = error as { stderr?: string }
    throw new KaapanaError(`git ${args[0]} in ${source}: ${stderr?.trim() || String(error)}`)
  }
}
