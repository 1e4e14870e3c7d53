import { execFileSync } from 'node:child_process'
import { KaapanaError } from '../kaapana-error.ts'

/** Of one listing of git; Kaapana's whole checkout takes some hundred kilobytes. */
const LONGEST_LISTING = 256 * 1024 * 1024

/**
 * Paths relative to the checkout that differ between a commit and the working tree: changed, new,
 * deleted, both names of what was renamed, and files that git does not know yet and does not ignore.
 * @throws KaapanaError if git does not know the commit
 */
export function changedFiles(source: string, ref: string): string[] {
  const commit = commitOf(source, ref)
  const options = ['--name-only', '--no-renames', '--no-ext-diff', '--relative', '-z']
  const tracked = git(source, 'diff', ...options, commit, '--')
  const untracked = git(source, 'ls-files', '--others', '--exclude-standard', '-z')
  return [...new Set(`${tracked}${untracked}`.split('\0'))].filter((path) => path !== '').sort()
}

/** What `git describe` calls a commit; undefined where no tag is below it. */
export function describedAs(source: string, ref: string): string | undefined {
  try {
    return git(source, 'describe', commitOf(source, ref)).trim()
  } catch {
    return undefined
  }
}

function commitOf(source: string, ref: string): string {
  try {
    // An option in place of a commit stays a commit that is not known.
    return git(source, 'rev-parse', '--verify', '--end-of-options', `${ref}^{commit}`).trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new KaapanaError('Cannot compare: git is not on PATH; install it.')
    throw new KaapanaError(
      `Cannot compare with "${ref}": git knows no such commit in ${source}. Give a commit, branch or tag that "git -C ${source} log" shows, or fetch it: git -C ${source} fetch --tags --unshallow`,
    )
  }
}

function git(source: string, ...args: string[]): string {
  // GIT_DIR and the like, as hooks set them, would answer for another repository.
  const inherited = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG)/.test(name))
  return execFileSync('git', args, {
    cwd: source,
    env: { ...Object.fromEntries(inherited), LC_ALL: 'C' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: LONGEST_LISTING,
  })
}
