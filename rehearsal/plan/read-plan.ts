import { readFileSync } from 'node:fs'
import type { ComparablePlan } from './compare.ts'
import { isObject, ProjectError } from './project.ts'

/**
 * Reads a plan that was written with `--json`.
 *
 * @throws ProjectError when the file is no plan.
 */
export function readPlan(file: string): ComparablePlan {
  const content = parsed(readFileSync(file, 'utf8'))
  const resources = isObject(content) ? content.resources : undefined
  const complete =
    Array.isArray(resources) &&
    resources.every(
      (each) => isObject(each) && typeof each.urn === 'string' && isObject(each.inputs),
    )
  if (!complete)
    throw new ProjectError(
      `${file} is no plan. Write one with: dataspace plan <environment> --json`,
    )
  return { resources } as ComparablePlan
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
