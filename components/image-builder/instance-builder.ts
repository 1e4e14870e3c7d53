import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import { BUILDKIT } from '../versions.ts'
import type { ImageBuilderArgs } from './image-builder-args.ts'
import type { BuilderContext, InstancePlan } from './image-builder-context.ts'
import { userData } from './user-data.ts'

/** Disk of the system; the cache has a disk of its own. */
const ROOT_GIB = 20

/** Resolved by EC2 when an instance is made. https://docs.aws.amazon.com/linux/al2023/ug/ec2.html */
const NEWEST_IMAGE =
  'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'

const SESSION_MANAGER = 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'

const INSTANCE_TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}

// One hop: the instance's agent reaches its credentials, build steps behind the bridge do not.
const METADATA = { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 }

/** What came of a builder on an instance. */
export interface InstanceBuilder {
  readonly arn: pulumi.Output<string>
  /** Id of the instance, known once its cache is attached. */
  readonly instanceId: pulumi.Output<string>
}

/** Makes a builder on an instance: role, security group, the cache's disk and the instance. */
export function createInstanceBuilder(
  context: BuilderContext,
  plan: InstancePlan,
): InstanceBuilder {
  const { name, parent } = context
  const profile = createProfile(context)
  const group = createSecurityGroup(context)
  const cache = createCache(context)
  const instance = createInstance(context, plan, { profile, group, cache })
  const attachment = new aws.ec2.VolumeAttachment(
    `${name}-cache`,
    {
      deviceName: '/dev/sdf',
      instanceId: instance.id,
      volumeId: cache.id,
      // A mounted disk is detached cleanly only from a machine that is down.
      stopInstanceBeforeDetaching: true,
    },
    // A disk is on one machine at a time.
    { parent, deleteBeforeReplace: true },
  )
  return { arn: instance.arn, instanceId: attachment.instanceId }
}

/** Session Manager and nothing else: clients bring their own login at registries with each build. */
function createProfile({ name, args, parent }: BuilderContext): aws.iam.InstanceProfile {
  const tags = tagsOf(args.ownership, { name })
  const role = new aws.iam.Role(
    `${name}-instance`,
    {
      description: `Instance of the image builder ${name}`,
      assumeRolePolicy: JSON.stringify(INSTANCE_TRUST),
      tags,
    },
    { parent },
  )
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-instance-ssm`,
    { role: role.name, policyArn: SESSION_MANAGER },
    { parent },
  )
  return new aws.iam.InstanceProfile(
    `${name}-instance`,
    { role: role.name, tags },
    { parent, dependsOn: [attachment] },
  )
}

function createSecurityGroup({ name, args, parent }: BuilderContext): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-instance`,
    {
      vpcId: args.network.vpcId,
      description: `Image builder ${name}: no way in, HTTP and HTTPS out`,
      tags: tagsOf(args.ownership, { name: `${name}-instance` }),
    },
    { parent },
  )
  for (const [role, port] of Object.entries({ http: 80, https: 443 }))
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-${role}-out`,
      {
        securityGroupId: group.id,
        description: 'Registries, packages of every kind, Session Manager',
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrIpv4: '0.0.0.0/0',
        tags: tagsOf(args.ownership, { name: `${name}-${role}-out` }),
      },
      { parent },
    )
  return group
}

function createCache({ name, args, plan, parent }: BuilderContext): aws.ebs.Volume {
  return new aws.ebs.Volume(
    `${name}-cache`,
    {
      availabilityZone: args.availabilityZone,
      type: 'gp3',
      size: plan.cacheGib,
      throughput: plan.throughputMibps,
      encrypted: true,
      kmsKeyId: args.key.arn,
      tags: tagsOf(args.ownership, { name: `${name}-cache` }),
    },
    { parent },
  )
}

function createInstance(
  context: BuilderContext,
  instance: InstancePlan,
  parts: {
    profile: aws.iam.InstanceProfile
    group: aws.ec2.SecurityGroup
    cache: aws.ebs.Volume
  },
): aws.ec2.Instance {
  const { name, args, plan, parent } = context
  const { profile, group, cache } = parts
  const { imageId } = instance
  const tags = tagsOf(args.ownership, { name })
  return new aws.ec2.Instance(
    name,
    {
      ...(imageId === undefined
        ? { launchTemplate: { id: createTemplate(context).id } }
        : { ami: imageId }),
      instanceType: plan.instanceType,
      subnetId: args.subnetId,
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: [group.id],
      iamInstanceProfile: profile.name,
      metadataOptions: METADATA,
      instanceInitiatedShutdownBehavior: 'stop',
      ...(plan.spot && { instanceMarketOptions: STOPPABLE_SPOT }),
      rootBlockDevice: rootDisk(args, tags),
      userData: userDataOf(context, instance, cache),
      userDataReplaceOnChange: true,
      tags,
    },
    { parent, deleteBeforeReplace: true },
  )
}

const rootDisk = ({ key }: ImageBuilderArgs, tags: Record<string, string>) => ({
  volumeType: 'gp3',
  volumeSize: ROOT_GIB,
  encrypted: true,
  kmsKeyId: key.arn,
  deleteOnTermination: true,
  tags,
})

// Only the instance of a persistent request can be stopped.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/interruption-behavior.html
const STOPPABLE_SPOT = {
  marketType: 'spot',
  spotOptions: { spotInstanceType: 'persistent', instanceInterruptionBehavior: 'stop' },
}

/** Names the newest image: only in a template does EC2 resolve the parameter that has it. */
function createTemplate({ name, args, parent }: BuilderContext): aws.ec2.LaunchTemplate {
  return new aws.ec2.LaunchTemplate(
    `${name}-instance`,
    {
      description: `Image of the builder ${name}`,
      imageId: NEWEST_IMAGE,
      metadataOptions: METADATA,
      updateDefaultVersion: true,
      tags: tagsOf(args.ownership, { name: `${name}-instance` }),
    },
    { parent },
  )
}

function userDataOf(
  { args, plan }: BuilderContext,
  { idleMinutes, releaseUrl = BUILDKIT.archive }: InstancePlan,
  cache: aws.ebs.Volume,
): pulumi.Output<string> {
  const { cacheGib, maxParallelism } = plan
  return pulumi
    .all([cache.id, pulumi.output(args.mirrors ?? {})])
    .apply(([volumeId, mirrors]) =>
      userData({ volumeId, releaseUrl, idleMinutes, cacheGib, maxParallelism, mirrors }),
    )
}
