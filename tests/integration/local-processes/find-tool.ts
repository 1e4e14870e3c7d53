import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of some names that is a program on PATH, with its path; Debian renames Alertmanager. */
export function findTool(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK)
        return true
      } catch {
        return false
      }
    })
}

/** Says once, in one line, what is skipped for want of programs; under CI that is a failure. */
export function isMissing(what: string, tools: readonly (string | undefined)[]): boolean {
  const missing = tools.includes(undefined)
  const message = `Skipping ${what}: Prometheus, Alertmanager or their tools are not on PATH.`
  if (missing && process.env.CI) throw new Error(`${message} Under CI nothing may be skipped.`)
  if (missing) process.stderr.write(`${message}\n`)
  return missing
}
