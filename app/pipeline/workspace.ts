import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DEFAULT_FOLDER, LAYOUT } from './layout.ts'
import { runTool, type ToolOptions } from './run-tool.ts'

/** Files that make a folder one in which `dvc repro` runs the loop. */
const TEMPLATE = ['dvc.yaml', 'params.yaml', '.dvcignore'] as const

/** The name that a workspace's storage has in DVC's settings. */
const REMOTE = 'storage'

/** Top folder of the package: the stages of DVC ship beside package.json. */
function packageFolder(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/** A workspace: a git and DVC repository with the stages, in which the loop runs. */
export interface WorkspaceOptions extends Pick<ToolOptions, 'signal'> {
  readonly folder: string
  /** Where versions of data and models are kept: s3://bucket/prefix, or a folder. */
  readonly remote?: string | undefined
}

/**
 * Makes a folder a workspace, or brings one up to date with `remote`; what is there already stays
 * as it is, changed parameters too. Returns what it made, by name.
 *
 * @throws ToolError where git or dvc is missing or fails
 */
export async function prepareWorkspace(options: WorkspaceOptions): Promise<string[]> {
  const { folder, remote, signal } = options
  const tool = { folder, signal }
  const made: string[] = []
  await mkdir(join(folder, DEFAULT_FOLDER, LAYOUT.extract), { recursive: true })
  for (const name of TEMPLATE) {
    if (existsSync(join(folder, name))) continue
    await copyFile(join(packageFolder(), name), join(folder, name))
    made.push(name)
  }
  // A repository of its own, also within another: versions of patients' data are no part of that.
  if (!existsSync(join(folder, '.git'))) {
    await runTool('git', ['init', '--quiet', '--initial-branch', 'main'], tool)
    made.push('git repository')
  }
  if (!existsSync(join(folder, '.dvc'))) {
    await runTool('dvc', ['init', '--quiet'], tool)
    await runTool('dvc', ['config', 'core.analytics', 'false'], tool)
    made.push('DVC repository')
  }
  if (remote !== undefined) {
    // Local: the address belongs to the environment, not to the history of the data.
    await runTool('dvc', ['remote', 'add', '--local', '--force', '--default', REMOTE, remote], tool)
  }
  return made
}
