import { beforeAll, describe, expect, it } from 'vitest'
import { ImageBuilderCapacity } from '../../../components/image-builder/image-builder-args.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { ON_INSTANCE } from './arguments.ts'
import { awaited, childrenOf, find, recorded } from './recorded-builder.ts'

let program: RecordedProgram
beforeAll(async () => {
  program = await recorded(ON_INSTANCE)
})

const tags = (name: string) => ({
  owner: 'imaging-platform',
  environment: 'test',
  institution: 'shared',
  'data-class': 'internal',
  Name: name,
})

describe('ImageBuilder on an instance', () => {
  it('makes these children and no others', () => {
    expect(childrenOf(program)).toEqual([
      'aws:ebs/volume:Volume builder-cache',
      'aws:ec2/instance:Instance builder',
      'aws:ec2/launchTemplate:LaunchTemplate builder-instance',
      'aws:ec2/securityGroup:SecurityGroup builder-instance',
      'aws:ec2/volumeAttachment:VolumeAttachment builder-cache',
      'aws:iam/instanceProfile:InstanceProfile builder-instance',
      'aws:iam/policy:Policy builder-client',
      'aws:iam/role:Role builder-instance',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment builder-instance-ssm',
      'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule builder-http-out',
      'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule builder-https-out',
    ])
  })

  it('has no address, no rule that lets in, and credentials that build steps do not reach', () => {
    const { inputs } = find(program, 'Instance')
    expect(inputs).toMatchObject({
      instanceType: 'm7i.2xlarge',
      subnetId: 'subnet-a',
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: [find(program, 'SecurityGroup', 'builder-instance').id],
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
    })
    expect(inputs).not.toHaveProperty('keyName')
    expect(find(program, 'SecurityGroup', 'builder-instance').inputs).not.toHaveProperty('ingress')
    expect(program.resources.filter(({ type }) => type.includes('Ingress'))).toEqual([])
  })

  it('stops instead of ending, on spot too', async () => {
    expect(find(program, 'Instance').inputs).toMatchObject({
      instanceInitiatedShutdownBehavior: 'stop',
      instanceMarketOptions: {
        marketType: 'spot',
        spotOptions: { spotInstanceType: 'persistent', instanceInterruptionBehavior: 'stop' },
      },
    })
    const onDemand = await recorded({ ...ON_INSTANCE, capacity: ImageBuilderCapacity.OnDemand })
    expect(find(onDemand, 'Instance').inputs).not.toHaveProperty('instanceMarketOptions')
  })

  it('encrypts both disks, and keeps the cache when the instance is replaced', () => {
    const { arn } = ON_INSTANCE.key
    expect(find(program, 'Instance').inputs).toMatchObject({
      rootBlockDevice: { encrypted: true, kmsKeyId: arn, tags: tags('builder') },
      userDataReplaceOnChange: true,
    })
    expect(find(program, 'Volume', 'builder-cache').inputs).toEqual({
      availabilityZone: 'eu-central-1a',
      type: 'gp3',
      size: 200,
      throughput: 125,
      encrypted: true,
      kmsKeyId: arn,
      tags: tags('builder-cache'),
    })
    const attachment = find(program, 'VolumeAttachment', 'builder-cache')
    expect(attachment.inputs).toMatchObject({ stopInstanceBeforeDetaching: true })
    expect(awaited(program, attachment)).toEqual(['Instance builder', 'Volume builder-cache'])
  })

  it('tells the instance which disk is its cache, and when to stop', async () => {
    const made = await recorded({ ...ON_INSTANCE, instance: { idleMinutes: 45 } })
    const volume = find(made, 'Volume', 'builder-cache').id.replaceAll('-', '')
    const { userData } = find(made, 'Instance').inputs
    expect(userData).toContain(`nvme-Amazon_Elastic_Block_Store_${volume}`)
    expect(userData).toContain('idle >= 2700')
  })

  it('starts from the newest image, or from the one it is given', async () => {
    const template = find(program, 'LaunchTemplate', 'builder-instance')
    expect(template.inputs.imageId).toBe(
      'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    )
    expect(find(program, 'Instance').inputs.launchTemplate).toEqual({ id: template.id })
    const given = await recorded({ ...ON_INSTANCE, instance: { imageId: 'ami-1' } })
    expect(find(given, 'Instance').inputs).toMatchObject({ ami: 'ami-1' })
    expect(childrenOf(given).filter((child) => child.includes('LaunchTemplate'))).toEqual([])
  })

  it('may be reached by Session Manager and nothing else: it can push nowhere', () => {
    const attached = program.resources.filter(({ type }) => type.includes('rolePolicyAttachment'))
    expect(attached.map(({ inputs }) => inputs.policyArn)).toEqual([
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    ])
    expect(awaited(program, find(program, 'InstanceProfile', 'builder-instance'))).toEqual([
      'Role builder-instance',
      'RolePolicyAttachment builder-instance-ssm',
    ])
  })

  it('lets clients start, stop and forward a port of this instance, without a shell', () => {
    const { arn } = find(program, 'Instance').outputs
    const { policy } = find(program, 'Policy', 'builder-client').inputs
    const { Statement } = JSON.parse(String(policy)) as { Statement: { Sid: string }[] }
    expect(Statement.map(({ Sid }) => Sid).slice(0, 2)).toEqual(['Login', 'Push'])
    expect(Statement.slice(2)).toEqual([
      {
        Sid: 'StartAndStop',
        Effect: 'Allow',
        Action: ['ec2:StartInstances', 'ec2:StopInstances'],
        Resource: arn,
      },
      { Sid: 'ReadBoot', Effect: 'Allow', Action: ['ec2:GetConsoleOutput'], Resource: arn },
      {
        Sid: 'Find',
        Effect: 'Allow',
        Action: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'],
        Resource: '*',
      },
      {
        Sid: 'ForwardPort',
        Effect: 'Allow',
        Action: ['ssm:StartSession'],
        Resource: [arn, 'arn:aws:ssm:eu-central-1::document/AWS-StartPortForwardingSession'],
        Condition: { BoolIfExists: { 'ssm:SessionDocumentAccessCheck': 'true' } },
      },
      {
        Sid: 'EndOwnSessions',
        Effect: 'Allow',
        Action: ['ssm:TerminateSession'],
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM
        Resource: 'arn:aws:ssm:*:*:session/${aws:userid}-*',
      },
    ])
  })

  it('gives the commands that build with it', () => {
    const { id } = find(program, 'Instance')
    const ec2 = (action: string) => `aws ec2 ${action} --region eu-central-1 --instance-ids ${id}`
    expect(program.outputs).toMatchObject({
      builderName: 'builder',
      createCommand: "docker buildx create --name builder --driver remote 'tcp://127.0.0.1:1234'",
      startCommand: `${ec2('start-instances')} && ${ec2('wait instance-status-ok')}`,
      connectCommand: `aws ssm start-session --region eu-central-1 --target ${id} --document-name AWS-StartPortForwardingSession --parameters portNumber=1234,localPortNumber=1234`,
      diagnoseCommand: `aws ec2 get-console-output --region eu-central-1 --instance-id ${id} --latest --output text`,
      stopCommand: ec2('stop-instances'),
    })
  })

  it('tags what can be tagged', () => {
    const untagged = program.resources
      .filter(({ type }) => type.startsWith('aws:') && !/Attachment/.test(type))
      .filter(({ inputs }) => (inputs.tags as { owner?: string })?.owner !== 'imaging-platform')
    expect(untagged.map(({ name }) => name)).toEqual([])
  })

  it('keeps no secret', () => {
    expect(program.resources.flatMap(({ secretInputs }) => secretInputs)).toEqual([])
  })
})
