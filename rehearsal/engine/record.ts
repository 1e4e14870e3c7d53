import * as pulumi from '@pulumi/pulumi'
import type { RecordedProgram } from './recorded-resource.ts'
import { startRecordingEngine } from './recording-engine.ts'
import { withoutDebugging } from './without-debugging.ts'

/** How a program is recorded. */
export interface RecordOptions {
  /** @default "dataspace" */
  readonly project?: string
  /** @default "test" */
  readonly stack?: string
  /** Region of providers that name none. @default "eu-central-1" */
  readonly region?: string
  /** Configuration by `namespace:key`. */
  readonly config?: Readonly<Record<string, string>>
}

/**
 * Runs a program inside this process against a recording engine and returns the graph it made:
 * parents, dependencies, secrets, protection and all. What the program returns are its outputs.
 *
 * @throws what the program throws.
 */
export async function record(
  program: () => unknown,
  options: RecordOptions = {},
): Promise<RecordedProgram> {
  const { project = 'dataspace', stack = 'test', region = 'eu-central-1', config = {} } = options
  const engine = await startRecordingEngine({ project, stack, region })
  const restoreDebugging = withoutDebugging()
  try {
    pulumi.runtime.resetOptions(project, stack, -1, engine.address, engine.address, false, '')
    pulumi.runtime.setAllConfig({ ...config })
    // An error that left the stack's own initialiser would also be an unhandled rejection.
    let failure: { error: unknown } | undefined
    await pulumi.runtime.runInPulumiStack(async () => {
      try {
        return (await program()) as pulumi.Inputs
      } catch (error) {
        failure = { error }
        return {}
      }
    })
    await pulumi.runtime.disconnect()
    if (failure) throw failure.error
    return engine.recorded()
  } finally {
    restoreDebugging()
    await engine.close()
  }
}
