import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A git repository with these files, committed and tagged, as a checkout of Kaapana is; removed after the test. */
export function makeCheckout(
  files: Readonly<Record<string, string>>,
  { tag = '0.6.0' }: { tag?: string } = {},
): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kaapana-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFiles(folder, files)
  git(folder, 'init', '--quiet', '--initial-branch=main')
  commit(folder)
  git(folder, 'tag', '--annotate', '--message=release', tag)
  return folder
}

/** Writes files by their paths below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
}

/** Commits all that is in the folder; the same files give the same commit at any time. */
export function commit(folder: string): void {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=commit')
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.org',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.org',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
}

/** Runs git in the folder, without the machine's own configuration. */
export function git(folder: string, ...args: string[]): string {
  const env = {
    ...process.env,
    ...IDENTITY,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
  }
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env })
}
