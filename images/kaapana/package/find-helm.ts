import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Helm's command: the one that HELM names, or `helm` from PATH; none where neither is there. */
export function findHelm(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.HELM) return env.HELM
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, 'helm')).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
