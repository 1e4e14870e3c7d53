import * as pulumi from '@pulumi/pulumi'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import program from '../../../stacks/index.ts'
import { type ConfigTree, configOf } from '../config-tree.ts'
import { inProgramFolder } from '../recorded-environment.ts'

/** What the program makes of a configuration whose kubeconfig is encrypted. */
export function recordProgram(tree: ConfigTree): Promise<RecordedProgram> {
  return inProgramFolder(() =>
    record(
      () => {
        pulumi.runtime.setAllConfig(configOf(tree), ['dataspace:kubeconfig'])
        return program()
      },
      { stack: 'mine' },
    ),
  )
}
