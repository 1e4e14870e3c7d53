import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

const FOLDER = join(import.meta.dirname, '../../.github/workflows')

/** A step of a job, as far as the rules look. */
export interface Step {
  if?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
}

/** A job: steps of its own, or a call of another workflow. */
export interface Job {
  uses?: string
  steps?: Step[]
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  'runs-on'?: string
  environment?: string | { name: string }
  concurrency?: object
  needs?: string | string[]
  if?: string
}

/** A workflow with its text, which alone has the comments. */
export interface Workflow {
  file: string
  text: string
  triggers: readonly string[]
  permissions: unknown
  concurrency: { group?: string; 'cancel-in-progress'?: unknown } | undefined
  defaults: unknown
  jobs: Record<string, Job>
}

/** Reads a workflow. YAML 1.2 keeps `on` a text. */
export function readWorkflow(file: string, text: string): Workflow {
  const content = parse(text) as Record<string, unknown>
  const on = content.on as string | string[] | object
  const listed = Array.isArray(on) ? on : Object.keys(on)
  return {
    file,
    text,
    triggers: typeof on === 'string' ? [on] : listed,
    permissions: content.permissions,
    concurrency: content.concurrency as Workflow['concurrency'],
    defaults: content.defaults,
    jobs: content.jobs as Record<string, Job>,
  }
}

/** All workflows of the repository. */
export const WORKFLOWS: readonly Workflow[] = readdirSync(FOLDER)
  .sort()
  .map((file) => readWorkflow(file, readFileSync(join(FOLDER, file), 'utf8')))
