import * as aws from '@pulumi/aws'
import { tagsOf } from '../ownership.ts'
import { NODE_TAINT } from './builder-pod.ts'
import type { BuilderContext, KubernetesPlan } from './image-builder-context.ts'

/** Disk of the node itself: its images and logs. The cache has a disk of its own. */
const NODE_DISK_GIB = 30

/**
 * Makes the node group of a builder: no node, or the one that its pod asks for. It is in one subnet,
 * so that the autoscaler knows in which zone a node would be: the one of the cache.
 */
export function createBuilderNodes(
  context: BuilderContext,
  { cluster }: KubernetesPlan,
): aws.eks.NodeGroup {
  const { name, args, plan, parent } = context
  const template = createTemplate(context)
  return new aws.eks.NodeGroup(
    `${name}-nodes`,
    {
      clusterName: cluster.clusterName,
      nodeRoleArn: cluster.nodeRoleArn ?? '',
      subnetIds: [args.subnetId],
      ...(cluster.kubernetesVersion !== undefined && { version: cluster.kubernetesVersion }),
      amiType: 'AL2023_x86_64_STANDARD',
      instanceTypes: [plan.instanceType],
      capacityType: plan.spot ? 'SPOT' : 'ON_DEMAND',
      scalingConfig: { minSize: 0, maxSize: 1, desiredSize: 0 },
      launchTemplate: {
        id: template.id,
        version: template.latestVersion.apply((version) => `${version}`),
      },
      labels: {
        [NODE_TAINT]: plan.builder,
        // Of an empty group the autoscaler knows but these: without the driver's own label it would
        // not see that a node could take the cache's disk.
        'topology.ebs.csi.aws.com/zone': args.availabilityZone,
      },
      taints: [{ key: NODE_TAINT, value: plan.builder, effect: 'NO_SCHEDULE' }],
      tags: tagsOf(args.ownership, { name: `${name}-nodes` }),
    },
    // The autoscaler moves it; an update would take back what it did.
    { parent, ignoreChanges: ['scalingConfig.desiredSize'] },
  )
}

function createTemplate({ name, args, parent }: BuilderContext): aws.ec2.LaunchTemplate {
  const tags = tagsOf(args.ownership, { name: `${name}-nodes` })
  return new aws.ec2.LaunchTemplate(
    `${name}-nodes`,
    {
      description: `Node of the image builder ${name}`,
      updateDefaultVersion: true,
      // One hop: the node reaches its credentials, build steps do not.
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeType: 'gp3',
            volumeSize: NODE_DISK_GIB,
            encrypted: 'true',
            kmsKeyId: args.key.arn,
            deleteOnTermination: 'true',
          },
        },
      ],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
        resourceType,
        tags,
      })),
      tags,
    },
    { parent },
  )
}
