import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Plan, planSummary } from '../plan/plan.ts'
import { ProjectError } from '../plan/project.ts'
import { environmentSvg } from './drawing.ts'

/**
 * Writes `plan.svg` and `plan.json`, which the console of the service shows; the folder is made when it
 * is missing.
 *
 * @throws ProjectError when there is something else of that name.
 */
export function writeConsoleFiles(folder: string, plan: Plan): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new ProjectError(`--console needs a folder, and ${folder} is a file.`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'plan.svg'), `${environmentSvg(plan)}\n`)
  writeFileSync(join(folder, 'plan.json'), planSummary(plan))
}
