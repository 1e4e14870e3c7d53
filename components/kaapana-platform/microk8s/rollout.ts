import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../../ownership.ts'
import { KaapanaRuntime } from '../kaapana-platform-args.ts'
import type { KaapanaContext } from '../kaapana-running.ts'
import { microk8sInternalCidrs, planKaapanaValues, valuesDocument } from '../values/index.ts'
import { machineScripts, scriptDigests } from './machine-scripts.ts'
import {
  ROLLOUT_SECONDS,
  rolloutName,
  rolloutTemplate,
  type WantedRelease,
} from './rollout-template.ts'
import { NODE_NAME } from './scripts/machine-steps.ts'
import { NODE_CIDR } from './scripts/release-steps.ts'

/** Where a rollout happens, and what has to be there before. */
export interface RolloutPlace {
  readonly instanceId: pulumi.Input<string>
  readonly memoryGib: number
  readonly parameter: string
  readonly dependsOn: pulumi.Resource[]
}

/**
 * Tells the machine what has to run and waits for it. Each rollout is a stack of its own: its wait
 * conditions count once. One that failed is deleted, and what was wanted with it.
 *
 * @returns the version, known once it answers.
 */
export function createRollout(
  { name, args, parent }: KaapanaContext,
  place: RolloutPlace,
): pulumi.Output<string> {
  const wanted = wantedRelease(args, place)
  const stack = new aws.cloudformation.Stack(
    `${name}-rollout`,
    {
      name: wanted.apply((one) => rolloutName(name, one)),
      templateBody: wanted.apply((one) => rolloutTemplate(place.parameter, one)),
      onFailure: 'DELETE',
      tags: tagsOf(args.ownership, { name: `${name}-rollout` }),
    },
    {
      parent,
      dependsOn: place.dependsOn,
      // Both would own the parameter.
      deleteBeforeReplace: true,
      customTimeouts: { create: `${ROLLOUT_SECONDS + 600}s` },
    },
  )
  return pulumi.all([stack.id, args.release.version]).apply(([, version]) => version)
}

function wantedRelease(
  { release, hostName, gpu = false }: KaapanaContext['args'],
  { instanceId, memoryGib }: RolloutPlace,
): pulumi.Output<WantedRelease> {
  const values = planKaapanaValues({
    runtime: KaapanaRuntime.MicroK8s,
    hostName,
    registry: release.registry,
    nodeMemoryGib: memoryGib,
    internalCidrs: microk8sInternalCidrs(NODE_CIDR),
    gpu,
    mainNodeName: NODE_NAME,
  })
  return pulumi.output({
    instance: instanceId,
    version: release.version,
    chart: release.chartReference,
    chartVersion: release.chartVersion,
    chartDigest: release.chartDigest,
    scripts: scriptDigests(machineScripts()),
    values: valuesDocument(values),
  }) as pulumi.Output<WantedRelease>
}
