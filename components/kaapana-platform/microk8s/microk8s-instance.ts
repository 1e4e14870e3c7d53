import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { DataClass, tagsOf } from '../../ownership.ts'
import type { KaapanaContext } from '../kaapana-running.ts'
import type { InstanceAccess } from './instance-access.ts'
import { type InstancePlan, metricName } from './instance-plan.ts'
import { userData } from './user-data.ts'

/**
 * Resolved by EC2 when an instance is made: only a template can name it.
 * https://documentation.ubuntu.com/aws/en/latest/aws-how-to/instances/find-ubuntu-images/
 */
const UBUNTU =
  'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id'

// One hop: scripts of the machine reach its role, pods behind their bridge do not.
const METADATA = { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 }

/** What an instance is put together from. */
export interface InstanceParts {
  readonly plan: InstancePlan
  readonly access: InstanceAccess
  readonly group: aws.ec2.SecurityGroup
  readonly volume: aws.ebs.Volume
}

/**
 * Makes the instance. Another takes its place when its settings change; the old one goes first, since
 * the data volume is on one machine at a time.
 */
export function createInstance(context: KaapanaContext, parts: InstanceParts): aws.ec2.Instance {
  const { name, args, parent } = context
  const { plan, access, group } = parts
  const tags = tagsOf(args.ownership, { name, dataClass: DataClass.Phi })
  const template = new aws.ec2.LaunchTemplate(
    `${name}-instance`,
    {
      description: `Image of Kaapana ${name}`,
      imageId: UBUNTU,
      metadataOptions: METADATA,
      updateDefaultVersion: true,
      tags: tagsOf(args.ownership, { name: `${name}-instance` }),
    },
    { parent },
  )
  return new aws.ec2.Instance(
    name,
    {
      launchTemplate: { id: template.id },
      instanceType: plan.instanceType,
      availabilityZone: plan.availabilityZone,
      subnetId: plan.subnetId,
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: [group.id],
      iamInstanceProfile: access.profile.name,
      metadataOptions: METADATA,
      instanceInitiatedShutdownBehavior: 'stop',
      ebsOptimized: true,
      rootBlockDevice: { ...rootDisk(context), volumeSize: plan.rootVolumeGib, tags },
      userData: userDataOf(context, parts),
      userDataReplaceOnChange: true,
      tags,
    },
    { parent, deleteBeforeReplace: true },
  )
}

const rootDisk = ({ args }: KaapanaContext) => ({
  volumeType: 'gp3',
  encrypted: true,
  kmsKeyId: args.keys.volumes.arn,
  deleteOnTermination: true,
})

/** Attaches the data volume; it leaves a machine that is down. */
export const attachDataVolume = (
  { name, parent }: KaapanaContext,
  instance: aws.ec2.Instance,
  volume: aws.ebs.Volume,
): aws.ec2.VolumeAttachment =>
  new aws.ec2.VolumeAttachment(
    `${name}-data`,
    {
      deviceName: '/dev/sdf',
      instanceId: instance.id,
      volumeId: volume.id,
      stopInstanceBeforeDetaching: true,
    },
    { parent, deleteBeforeReplace: true },
  )

function userDataOf(
  { name, args, secrets }: KaapanaContext,
  { access, volume }: InstanceParts,
): pulumi.Output<string> {
  const known = pulumi.all([
    volume.id,
    access.document.name,
    access.logGroup.name,
    secrets.credentialsArn,
    args.certificate?.secretArn ?? '',
    args.release.registry,
  ])
  return known.apply(([volumeId, document, logGroup, credentialsArn, certificateArn, registry]) =>
    userData({
      volumeId,
      document,
      logGroup,
      credentialsArn,
      certificateArn,
      registry,
      region: args.region,
      parameter: access.parameter,
      metricName: metricName(name, args),
      hostName: args.hostName,
      gpu: args.gpu ?? false,
      keepData: args.keepData ?? true,
    }),
  )
}
