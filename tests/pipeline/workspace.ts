import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { inject } from 'vitest'
import { type Ended, runCommand } from '../cli/run-command.ts'
import { isPrepared, PYTHON } from '../python/environment.ts'

const ENTRY = join(import.meta.dirname, '../../cli/main.js')

/** True where the tests' own DVC is installed; under CI it always is. */
export const hasDvc = (): boolean => isPrepared()

/** A workspace of its own, with `dataspace`, `dvc` and `git` on PATH and a folder as remote. */
export interface TestWorkspace {
  readonly folder: string
  readonly remote: string
  readonly env: Record<string, string>
  write(path: string, text: string): void
  read(path: string): string
  /** Runs `dataspace pipeline <words> --workspace <folder>`. */
  pipeline(...words: string[]): Promise<Ended>
  /** Stages that `dvc repro` runs, in their order. */
  repro(): string[]
  git(...words: string[]): string
  remove(): void
}

/** Folders of a workspace to be: nothing is in them but `bin/dataspace`. */
export function makeWorkspace(): TestWorkspace {
  const root = mkdtempSync(join(tmpdir(), 'dataspace-workspace-'))
  const folder = join(root, 'loop')
  const bin = dataspaceOnPath(root)
  cpSync(inject('emptyDataDir'), join(root, 'data'), { recursive: true })
  mkdirSync(folder)
  const env = {
    PATH: [bin, dirname(PYTHON), process.env.PATH].join(delimiter),
    // Whatever this machine's user has set for git and DVC stays out.
    HOME: root,
    GIT_CONFIG_NOSYSTEM: '1',
    DVC_NO_ANALYTICS: '1',
    DVC_SITE_CACHE_DIR: join(root, 'dvc'),
    DATA_DIR: join(root, 'data'),
  }
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const run = (tool: string, words: string[]): string =>
    execFileSync(join(tool === 'dvc' ? dirname(PYTHON) : '', tool), words, {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
  return {
    folder,
    remote: join(root, 'remote'),
    env,
    write,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    pipeline: (...words) => runCommand(['pipeline', ...words, '--workspace', folder], env),
    repro: () =>
      [...run('dvc', ['repro']).matchAll(/^Running stage '(\w+)'/gm)].map(([, name]) =>
        String(name),
      ),
    git: (...words) => run('git', words),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

/** A folder in which `dataspace` is this repository's. */
export function dataspaceOnPath(root: string): string {
  const bin = join(root, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'dataspace'), `#!/bin/sh\nexec '${process.execPath}' '${ENTRY}' "$@"\n`)
  chmodSync(join(bin, 'dataspace'), 0o755)
  return bin
}
