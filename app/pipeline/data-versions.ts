import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_FOLDER, LAYOUT } from './layout.ts'
import { runTool, type ToolOptions } from './run-tool.ts'

const EXTRACT = `${DEFAULT_FOLDER}/${LAYOUT.extract}`

/** What git keeps of a workspace: never data, nor the database or keys of a service run in it. */
const VERSIONED = [
  'dvc.yaml',
  'dvc.lock',
  'params.yaml',
  '.dvcignore',
  '.dvc/config',
  '.dvc/.gitignore',
  `${EXTRACT}.dvc`,
  `${DEFAULT_FOLDER}/.gitignore`,
  `${DEFAULT_FOLDER}/${LAYOUT.metrics}`,
  `${DEFAULT_FOLDER}/${LAYOUT.registered}`,
]

/** Where an institution's records are: a folder, or an address as s3://bucket/prefix. */
export interface RecordSource {
  readonly institution: string
  readonly address: string
}

/**
 * Replaces the extract by what the institutions' places hold now. All are read before anything is
 * replaced: where one cannot be read, the extract before stays whole.
 */
export async function fetchRecords(
  sources: readonly RecordSource[],
  options: ToolOptions,
): Promise<{ files: number }> {
  const folder = join(options.folder, EXTRACT)
  const arriving = `${folder}.arriving`
  await rm(arriving, { recursive: true, force: true })
  // Where the folder is missing, `dvc get-url` fetches nothing and says so nowhere.
  await mkdir(arriving, { recursive: true })
  try {
    for (const { institution, address } of sources) {
      // DVC reads folders and S3 with the same words, and S3 by the pod's identity.
      const target = join(arriving, institution)
      await runTool('dvc', ['get-url', '--quiet', address, target], options)
    }
    await rm(folder, { recursive: true, force: true })
    await rename(arriving, folder)
  } finally {
    await rm(arriving, { recursive: true, force: true })
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return { files: entries.filter((entry) => entry.isFile()).length }
}

/** A version of data and results, as git names it. */
export interface DataVersion {
  readonly revision: string
  /** False where nothing had changed since the revision before. */
  readonly isNew: boolean
}

/**
 * Keeps the extract and, where there are any, the stages' results as a version: contents in DVC's
 * storage, their digests in git.
 */
export async function keepVersion(message: string, options: ToolOptions): Promise<DataVersion> {
  const { folder } = options
  await runTool('dvc', ['add', '--quiet', EXTRACT], options)
  // Also what stages wrote that were not run by DVC, as Airflow's tasks are not.
  if (existsSync(join(folder, DEFAULT_FOLDER, LAYOUT.registered)))
    await runTool('dvc', ['commit', '--force', '--quiet'], options)
  const remotes = await runTool('dvc', ['remote', 'list'], options)
  if (remotes.trim() !== '') await runTool('dvc', ['push', '--quiet'], options)
  const present = VERSIONED.filter((path) => existsSync(join(folder, path)))
  await runTool('git', ['add', '--', ...present], options)
  const staged = await runTool('git', ['diff', '--cached', '--name-only'], options)
  const isNew = staged.trim() !== ''
  if (isNew) {
    const author = ['-c', 'user.name=dataspace', '-c', 'user.email=dataspace@localhost']
    await runTool('git', [...author, 'commit', '--quiet', '--message', message], options)
  }
  return { revision: (await runTool('git', ['rev-parse', 'HEAD'], options)).trim(), isNew }
}

/** Replaces the extract by that of the present version, from DVC's storage where it is not here. */
export const restoreVersion = (options: ToolOptions): Promise<string> =>
  runTool('dvc', ['pull', '--quiet', '--force', `${EXTRACT}.dvc`], options)

/**
 * The revision whose data a folder holds. Null outside a workspace, where git's history is of
 * something else, and before the first version.
 */
export async function revisionOf(folder: string): Promise<string | null> {
  const ask = (...question: string[]): Promise<string> =>
    runTool('git', ['rev-parse', ...question], { folder, allowed: [0, 1, 128] }).catch(() => '')
  const top = (await ask('--show-toplevel')).trim()
  if (top === '' || !existsSync(join(top, '.dvc'))) return null
  return (await ask('--quiet', '--verify', 'HEAD')).trim() || null
}
