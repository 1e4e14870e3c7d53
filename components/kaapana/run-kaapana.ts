import * as pulumi from '@pulumi/pulumi'
import { runOnEks } from './eks/run-on-eks.ts'
import type { KaapanaContext, KaapanaRunning } from './kaapana-running.ts'

/** Installs Kaapana on the runtime that is asked for. */
export function runKaapana(context: KaapanaContext): KaapanaRunning {
  const { cluster, runtime } = context.args
  if (cluster !== undefined) return runOnEks(context, cluster)
  throw new pulumi.RunError(`Runtime ${runtime} is not there yet`)
}
