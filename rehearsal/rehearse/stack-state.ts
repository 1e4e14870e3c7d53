import { runPlain, type Stage } from './run-pulumi.ts'

/** What the rehearsal needs to know of a resource in the stack's state. */
interface StateResource {
  readonly urn: string
  readonly type: string
  readonly id?: string
  readonly custom?: boolean
  readonly protect?: boolean
  readonly retainOnDelete?: boolean
}

/** Resources in the stack's state. */
export async function stateResources(stage: Stage): Promise<readonly StateResource[]> {
  const { ok, output } = await runPlain(stage, ['stack', 'export', '--stack', stage.environment])
  if (!ok) throw new Error(`pulumi stack export failed:\n${output}`)
  const { deployment } = JSON.parse(output) as { deployment: { resources?: StateResource[] } }
  return deployment.resources ?? []
}
