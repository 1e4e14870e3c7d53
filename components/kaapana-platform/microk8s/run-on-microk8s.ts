import * as pulumi from '@pulumi/pulumi'
import type { KaapanaContext, KaapanaRunning } from '../kaapana-running.ts'
import { createAlarms } from './alarms.ts'
import { createDataVolume, createSnapshots } from './data-volume.ts'
import { createAccess } from './instance-access.ts'
import { planInstance } from './instance-plan.ts'
import { createSecurityGroup, createTargets } from './instance-traffic.ts'
import { attachDataVolume, createInstance } from './microk8s-instance.ts'
import { createRollout } from './rollout.ts'

/**
 * Runs Kaapana on an instance with MicroK8s, as upstream supports it: role, security group, data volume
 * with daily snapshots, instance, targets of the load balancer, and the rollout that installs a release
 * and fails the update with the reason if it does not come up.
 */
export function runOnMicroK8s(context: KaapanaContext): KaapanaRunning {
  const { args } = context
  if (args.instance === undefined) throw new Error('runtime microk8s needs instance')
  const plan = planInstance(args.instance, args.gpu ?? false)
  const access = createAccess(context)
  const group = createSecurityGroup(context)
  const volume = createDataVolume(context)
  createSnapshots(context, volume)
  const instance = createInstance(context, { plan, access, group, volume })
  const attachment = attachDataVolume(context, instance, volume)
  const targets = createTargets(context, instance)
  if (args.alarms !== undefined) createAlarms(context, args.alarms.arn, instance.id)
  const version = createRollout(context, {
    instanceId: instance.id,
    memoryGib: plan.memoryGib,
    parameter: access.parameter,
    dependsOn: [
      access.document,
      access.attachment,
      attachment,
      ...targets,
      context.secrets.ready,
      ...(context.record === undefined ? [] : [context.record]),
    ],
  })
  return {
    version,
    instanceId: pulumi.output(instance.id),
    dataVolumeId: pulumi.output(volume.id),
  }
}
