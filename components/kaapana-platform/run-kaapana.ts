import { runOnEks } from './eks/run-on-eks.ts'
import type { KaapanaContext, KaapanaRunning } from './kaapana-running.ts'
import { runOnMicroK8s } from './microk8s/run-on-microk8s.ts'

/** Installs Kaapana on the runtime that is asked for. */
export const runKaapana = (context: KaapanaContext): KaapanaRunning =>
  context.args.cluster === undefined
    ? runOnMicroK8s(context)
    : runOnEks(context, context.args.cluster)
