import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import {
  type ClientStatement,
  clientPolicy,
  registryStatements,
  sessionStatements,
} from './client-policy.ts'
import { type BuilderCommands, instanceCommands, kubernetesCommands } from './commands.ts'
import type { ImageBuilderArgs } from './image-builder-args.ts'
import type { BuilderContext } from './image-builder-context.ts'
import { planImageBuilder } from './image-builder-plan.ts'
import { createInstanceBuilder } from './instance-builder.ts'
import { createKubernetesBuilder } from './kubernetes-builder.ts'

/**
 * The machine that builds images: BuildKit with a large cache that outlives it, in a cluster or on an
 * instance, of a size for all of Kaapana's images (90 GB). It runs while somebody builds and is
 * reached without an open port, a certificate or a key of its own.
 *
 * Clients use buildx's `remote` driver. On Kubernetes it runs `kubectl exec` (`kube-pod://`) against a
 * StatefulSet: buildx's own `kubernetes` driver would make a Deployment that keeps its cache no longer
 * than its pod and that no plan shows. On an instance it goes through a port of Session Manager.
 * Registries' logins travel with each build from the client, so that neither pod nor instance has
 * rights to push: what Dockerfiles of the world run there would have them too. `clientPolicyArn` is
 * the policy for the roles that build.
 *
 * On Kubernetes: `aws.eks.NodeGroup` of none or one node with its launch template, namespace, quota,
 * network policies, a role for clients, storage class and claim of the cache, StatefulSet with none or
 * one pod, an IAM policy. BuildKit runs without root, which takes unconfined seccomp and AppArmor
 * profiles and lets the processes of one build see each other: hence a node and a namespace of its
 * own. Whoever builds starts and stops it: nothing notices that nobody builds.
 *
 * On an instance: role with its profile (Session Manager alone), security group without a way in,
 * volume and attachment, launch template, instance without public address, an IAM policy. BuildKit
 * runs as root on a machine that does nothing else. It stops itself after `idleMinutes` and, where its
 * set-up fails, says so in the console's output (`diagnoseCommand`).
 *
 * Cost: stopped, the cache's 200 GiB, 19 USD a month (EBS's list price in eu-central-1: 0.0952 USD for
 * a GiB), and 2 USD for an instance's own disk; running, the machine: 0.48 USD an hour on demand for an
 * m7i.2xlarge in eu-central-1 (AWS's price list, read through SkyPilot's catalogue), less on spot.
 *
 * It does not build (see `Image` and the commands of `dataspace kaapana`), scale beyond one machine,
 * emulate other processors, or keep its cache for ever: what a disk of that size cannot hold goes.
 *
 * @example
 * ```ts
 * const builder = new ImageBuilder('builder', {
 *   ownership: { owner: 'imaging-platform', environment: 'dev' },
 *   kind: ImageBuilderKind.Instance,
 *   network,
 *   subnetId: 'subnet-0123456789abcdef0',
 *   availabilityZone: 'eu-central-1a',
 *   key: { arn: volumesKeyArn },
 *   repositories: { kaapana: { repositoryUrl, arn: repositoryArn } },
 * })
 * export const connect = builder.connectCommand
 * ```
 */
export class ImageBuilder extends pulumi.ComponentResource {
  /** Name of the builder for buildx, e.g. as `Image`'s `builder`. */
  readonly builderName: pulumi.Output<string>
  /** Command that makes the builder known to buildx, once on each client. */
  readonly createCommand: pulumi.Output<string>
  /** Command that starts the machine and waits for it. */
  readonly startCommand: pulumi.Output<string>
  /** Command that connects to an instance and stays while building; absent on Kubernetes. */
  readonly connectCommand?: pulumi.Output<string>
  /** Command that shows why the machine does not come up. */
  readonly diagnoseCommand: pulumi.Output<string>
  /** Command that stops the machine. */
  readonly stopCommand: pulumi.Output<string>
  /** ARN of the policy for roles that build: push to the repositories, use the machine. */
  readonly clientPolicyArn: pulumi.Output<string>

  constructor(name: string, args: ImageBuilderArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planImageBuilder(name, args)
    super('dataspace:index:ImageBuilder', name, {}, opts)
    const { commands, statements } = createMachine({ name, args, plan, parent: this })
    this.builderName = commands.apply(() => plan.builder)
    this.createCommand = commands.create
    this.startCommand = commands.start
    if (plan.kubernetes === undefined)
      this.connectCommand = commands.apply(({ connect = '' }) => connect)
    this.diagnoseCommand = commands.diagnose
    this.stopCommand = commands.stop
    this.clientPolicyArn = new aws.iam.Policy(
      `${name}-client`,
      {
        description: `Use of the image builder ${name}`,
        policy: clientPolicy([...registryStatements(args), ...statements]),
        tags: tagsOf(args.ownership, { name: `${name}-client` }),
      },
      { parent: this },
    ).arn
    this.registerOutputs({
      builderName: this.builderName,
      createCommand: this.createCommand,
      startCommand: this.startCommand,
      ...(this.connectCommand !== undefined && { connectCommand: this.connectCommand }),
      diagnoseCommand: this.diagnoseCommand,
      stopCommand: this.stopCommand,
      clientPolicyArn: this.clientPolicyArn,
    })
  }
}

/** A machine, as clients use it. */
interface Machine {
  readonly commands: pulumi.Output<BuilderCommands>
  /** What clients need besides the registries. */
  readonly statements: readonly ClientStatement[]
}

function createMachine(context: BuilderContext): Machine {
  const { plan } = context
  const { region, builder } = plan
  if (plan.kubernetes !== undefined) {
    const { cluster } = plan.kubernetes
    const { namespace, statefulSet } = createKubernetesBuilder(context, plan.kubernetes)
    return {
      commands: pulumi
        .all([statefulSet, namespace])
        .apply(([set, space]) => kubernetesCommands(set, space)),
      // For `aws eks update-kubeconfig`; the rest is the cluster's own matter.
      statements: [
        {
          Sid: 'FindCluster',
          Effect: 'Allow',
          Action: ['eks:DescribeCluster'],
          Resource: cluster.arn,
        },
      ],
    }
  }
  const { arn, instanceId } = createInstanceBuilder(context, plan.instance)
  return {
    commands: instanceId.apply((id) => instanceCommands(builder, { instanceId: id, region })),
    statements: sessionStatements({ arn, region }),
  }
}
