import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { record } from '../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'
import { composeAws } from '../../stacks/aws.ts'
import { composeKubernetes } from '../../stacks/kubernetes.ts'
import { composeLocal } from '../../stacks/local.ts'
import { parseSettings } from '../../stacks/settings/parse.ts'

const REPOSITORY = join(import.meta.dirname, '../..')

/** What the program makes of a configuration as a stack's file has it. */
export async function recordConfiguration(
  config: Record<string, unknown>,
  stack: string,
): Promise<RecordedProgram> {
  const settings = parseSettings(config, { stack })
  if (settings.kind === 'local')
    return inProgramFolder(() => record(async () => composeLocal(settings), { stack }))
  if (settings.kind === 'kubernetes')
    return inProgramFolder(() => record(async () => composeKubernetes(settings), { stack }))
  return inProgramFolder(() =>
    record(() => composeAws(settings), { stack, region: settings.region }),
  )
}

/** Runs in the folder of the program, as Pulumi does: paths of image builds are relative to it. */
export async function inProgramFolder<T>(run: () => Promise<T>): Promise<T> {
  const before = process.cwd()
  process.chdir(join(REPOSITORY, 'stacks'))
  try {
    return await run()
  } finally {
    process.chdir(before)
  }
}

/** What the program makes of an environment's committed settings. */
export function recordEnvironment(stack: string): Promise<RecordedProgram> {
  const text = readFileSync(join(REPOSITORY, `Pulumi.${stack}.yaml`), 'utf8')
  const { config } = parse(text) as { config: Record<string, unknown> }
  return recordConfiguration(config, stack)
}
