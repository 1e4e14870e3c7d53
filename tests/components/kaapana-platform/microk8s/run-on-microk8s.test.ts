import { beforeAll, describe, expect, it } from 'vitest'
import { machineScripts } from '../../../../components/kaapana-platform/microk8s/machine-scripts.ts'
import { CREDENTIAL_KEYS } from '../../../../components/kaapana-platform/values/index.ts'
import { CONTROLS } from '../../../../policies/controls.ts'
import type { RecordedProgram } from '../../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, waitsFor } from '../../recorded-resources.ts'
import { CERTIFICATE_ARN, CREDENTIALS_ARN, ON_MICROK8S } from './arguments.ts'
import { find, recorded, statementsOf } from './recorded-kaapana.ts'

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:alarms'

let program: RecordedProgram
let full: RecordedProgram
beforeAll(async () => {
  program = await recorded(ON_MICROK8S)
  full = await recorded({
    ...ON_MICROK8S,
    certificate: { secretArn: CERTIFICATE_ARN },
    gpu: true,
    protect: true,
    keepData: false,
    dataVolumeGib: 2000,
    snapshotRetentionDays: 30,
    logRetentionDays: 90,
    alarms: { arn: TOPIC },
  })
})

const template = (of: RecordedProgram) =>
  JSON.parse(String(find(of, 'Stack', 'kaapana-rollout').inputs.templateBody))

describe('Kaapana on MicroK8s', () => {
  it('makes these children and no others', () => {
    expect(childrenOf(program)).toEqual([
      'Document kaapana-scripts',
      'Instance kaapana',
      'InstanceProfile kaapana-instance',
      'LaunchTemplate kaapana-instance',
      'LifecyclePolicy kaapana-snapshots',
      'LogGroup kaapana-install',
      'Policy kaapana-instance',
      'Policy kaapana-snapshots',
      'Role kaapana-instance',
      'Role kaapana-snapshots',
      'RolePolicyAttachment kaapana-instance',
      'RolePolicyAttachment kaapana-snapshots',
      'SecurityGroup kaapana-instance',
      'SecurityGroupEgressRule kaapana-http-out',
      'SecurityGroupEgressRule kaapana-https-out',
      'SecurityGroupIngressRule kaapana-dicom-in',
      'SecurityGroupIngressRule kaapana-http-in',
      'SecurityGroupIngressRule kaapana-https-in',
      'Stack kaapana-rollout',
      'TargetGroupAttachment kaapana-dicom',
      'TargetGroupAttachment kaapana-http',
      'TargetGroupAttachment kaapana-https',
      'Volume kaapana-data',
      'VolumeAttachment kaapana-data',
    ])
    expect(program.outputs).toEqual({
      version: '0.6.0',
      instanceId: find(program, 'Instance', 'kaapana').id,
      dataVolumeId: find(program, 'Volume', 'kaapana-data').id,
    })
  })

  it('has an instance without address and key, whose role pods do not reach', () => {
    const { inputs } = find(program, 'Instance', 'kaapana')
    expect(inputs).toMatchObject({
      instanceType: 'r6i.2xlarge',
      subnetId: 'subnet-a',
      availabilityZone: 'eu-central-1a',
      associatePublicIpAddress: false,
      vpcSecurityGroupIds: [find(program, 'SecurityGroup', 'kaapana-instance').id],
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
      launchTemplate: { id: find(program, 'LaunchTemplate', 'kaapana-instance').id },
      rootBlockDevice: { volumeSize: 200, volumeType: 'gp3', encrypted: true },
      userDataReplaceOnChange: true,
    })
    expect(inputs).not.toHaveProperty('keyName')
    expect(find(program, 'LaunchTemplate', 'kaapana-instance').inputs.imageId).toBe(
      'resolve:ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id',
    )
    expect(find(full, 'Instance', 'kaapana').inputs.instanceType).toBe('g5.4xlarge')
  })

  it('lets in what comes from the load balancer, on its ports, and out by HTTP and HTTPS', () => {
    const rules = program.resources.filter(({ type }) => /GressRule$/i.test(type))
    const shape = rules.map(({ name, inputs }) => [
      name,
      inputs.fromPort,
      inputs.toPort,
      inputs.referencedSecurityGroupId ?? inputs.cidrIpv4,
    ])
    expect(shape.sort()).toEqual([
      ['kaapana-dicom-in', 11112, 11112, 'sg-balancer'],
      ['kaapana-http-in', 80, 80, 'sg-balancer'],
      ['kaapana-http-out', 80, 80, '0.0.0.0/0'],
      ['kaapana-https-in', 443, 443, 'sg-balancer'],
      ['kaapana-https-out', 443, 443, '0.0.0.0/0'],
    ])
    const targets = program.resources.filter(({ type }) => type.endsWith(':TargetGroupAttachment'))
    expect(targets.map(({ name, inputs }) => [name, inputs.port]).sort()).toEqual([
      ['kaapana-dicom', 11112],
      ['kaapana-http', 80],
      ['kaapana-https', 443],
    ])
  })

  it('keeps the data on a volume of their own, which leaves a machine that is down', () => {
    const volume = find(program, 'Volume', 'kaapana-data')
    expect(volume.inputs).toMatchObject({
      availabilityZone: 'eu-central-1a',
      type: 'gp3',
      size: 500,
      encrypted: true,
      kmsKeyId: ON_MICROK8S.keys.volumes.arn,
      finalSnapshot: true,
      tags: { 'data-class': 'phi', 'dataspace-snapshots': 'test-kaapana' },
    })
    expect(volume.protect).toBe(false)
    const attachment = find(program, 'VolumeAttachment', 'kaapana-data')
    expect(attachment.inputs.stopInstanceBeforeDetaching).toBe(true)
    const bigger = find(full, 'Volume', 'kaapana-data')
    expect(bigger.inputs).toMatchObject({ size: 2000, finalSnapshot: false })
    expect(bigger.protect).toBe(true)
  })

  it('has snapshots made each night of this volume alone', () => {
    expect(find(full, 'LifecyclePolicy', 'kaapana-snapshots').inputs.policyDetails).toEqual({
      resourceTypes: ['VOLUME'],
      targetTags: { 'dataspace-snapshots': 'test-kaapana' },
      schedules: [
        {
          name: 'daily',
          createRule: { interval: 24, intervalUnit: 'HOURS', times: '01:00' },
          retainRule: { interval: 30, intervalUnit: 'DAYS' },
          copyTags: true,
        },
      ],
    })
    expect(statementsOf(program, 'kaapana-snapshots')).toMatchObject({
      CreateOf: { Resource: find(program, 'Volume', 'kaapana-data').outputs.arn },
      Delete: {
        Action: ['ec2:DeleteSnapshot'],
        Condition: { StringEquals: { 'aws:ResourceTag/dataspace-snapshots': 'test-kaapana' } },
      },
    })
  })

  it('gives the machine these rights', () => {
    const log = find(full, 'LogGroup', 'kaapana-install')
    expect(log.inputs).toMatchObject({ retentionInDays: 90, kmsKeyId: ON_MICROK8S.keys.logs.arn })
    expect(statementsOf(full, 'kaapana-instance')).toEqual({
      Login: { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: '*' },
      Pull: {
        Effect: 'Allow',
        Action: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
        Resource: 'arn:aws:ecr:eu-central-1:123456789012:repository/kaapana/*',
      },
      ReadSecrets: {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: [CREDENTIALS_ARN, CERTIFICATE_ARN],
      },
      DecryptSecrets: {
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: ON_MICROK8S.keys.secrets.arn,
        Condition: {
          StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' },
        },
      },
      ReadWhatIsWanted: {
        Effect: 'Allow',
        Action: ['ssm:GetParameter'],
        Resource: 'arn:aws:ssm:eu-central-1:123456789012:parameter/dataspace/test/kaapana/wanted',
      },
      ReadScripts: {
        Effect: 'Allow',
        Action: ['ssm:GetDocument'],
        Resource: find(full, 'Document', 'kaapana-scripts').outputs.arn,
      },
      Log: {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `${log.outputs.arn}:*`,
      },
      Measure: {
        Effect: 'Allow',
        Action: ['cloudwatch:PutMetricData'],
        Resource: '*',
        Condition: { StringEquals: { 'cloudwatch:namespace': 'DataSpace/Kaapana' } },
      },
      BeReached: {
        Effect: 'Allow',
        Action: [
          'ssm:UpdateInstanceInformation',
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ],
        Resource: '*',
      },
    })
    expect(statementsOf(program, 'kaapana-instance').ReadSecrets?.Resource).toEqual([
      CREDENTIALS_ARN,
    ])
  })

  it('watches the machine when somebody wants to hear of it', () => {
    expect(program.resources.filter(({ type }) => type.endsWith(':MetricAlarm'))).toEqual([])
    const alarms = full.resources.filter(({ type }) => type.endsWith(':MetricAlarm'))
    expect(
      alarms.map(({ inputs }) => [inputs.metricName, inputs.threshold, inputs.treatMissingData]),
    ).toEqual([
      ['DataVolumeUsed', 80, 'missing'],
      ['InstallationFailed', 0, 'missing'],
      ['RootVolumeUsed', 80, 'breaching'],
      ['PullSecretAge', 10, 'missing'],
      ['StatusCheckFailed', 0, 'missing'],
    ])
    for (const { inputs } of alarms)
      expect(inputs).toMatchObject({ alarmActions: [TOPIC], okActions: [TOPIC] })
  })

  it('tags what can be tagged, keeps no secret, and satisfies every control', () => {
    const untagged = full.resources
      .filter(({ type }) => type.startsWith('aws:') && !/Attachment/.test(type))
      .filter(({ inputs }) => (inputs.tags as { owner?: string })?.owner !== 'imaging-platform')
    expect(untagged.map(({ name }) => name)).toEqual([])
    expect(full.resources.flatMap(({ secretInputs }) => secretInputs)).toEqual([])
    const violations = CONTROLS.flatMap(({ number, violations: of }) =>
      of(full).map((violation) => `${number}: ${violation}`),
    )
    expect(violations.filter((violation) => violation.includes('kaapana'))).toEqual([])
  })
})

describe('a rollout', () => {
  it('begins when all that the machine needs is there', () => {
    expect(waitsFor(program, find(program, 'Stack', 'kaapana-rollout')).sort()).toEqual([
      'kaapana',
      'kaapana-data',
      'kaapana-dicom',
      'kaapana-http',
      'kaapana-https',
      'kaapana-instance',
      'kaapana-scripts',
    ])
    expect(find(program, 'Stack', 'kaapana-rollout').inputs.onFailure).toBe('DELETE')
  })

  it('is another one, for the same instance, when version, values or scripts change', async () => {
    const { release, hostName } = ON_MICROK8S
    const newer = await recorded({ ...ON_MICROK8S, release: { ...release, version: '0.6.1' } })
    const renamed = await recorded({ ...ON_MICROK8S, hostName: `new.${hostName}` })
    const names = [program, newer, renamed].map(
      (of) => find(of, 'Stack', 'kaapana-rollout').inputs.name,
    )
    expect(new Set(names).size).toBe(3)
    expect(names[0]).toMatch(/^kaapana-[0-9a-f]{12}$/)
    const data = (of: RecordedProgram) => find(of, 'Instance', 'kaapana').inputs.userData
    expect(data(newer)).toBe(data(program))
    expect(find(newer, 'Volume', 'kaapana-data').inputs).toEqual(
      find(program, 'Volume', 'kaapana-data').inputs,
    )
  })

  it('names the instance, the release, scripts by digest and all values without credentials', () => {
    const { Wanted } = template(program).Resources
    expect(Wanted.Properties.Name).toBe('/dataspace/test/kaapana/wanted')
    const pieces: unknown[] = Wanted.Properties.Value['Fn::Join'][1]
    const content = JSON.parse(
      pieces.map((piece) => (typeof piece === 'string' ? piece : 'https://handle')).join(''),
    )
    expect(content).toMatchObject({
      signals: { started: 'https://handle', installed: 'https://handle' },
      instance: find(program, 'Instance', 'kaapana').id,
      version: '0.6.0',
      chart: ON_MICROK8S.release.chartReference,
      values: {
        global: {
          hostname: ON_MICROK8S.hostName,
          https_port: '443',
          dicom_port: '11112',
          main_node_name: 'kaapana',
          dev_mode: false,
          gpu_support: false,
          internalCidrs: ['10.152.183.0/24', '10.1.0.0/16', 'node-address/32'],
          pacs_memory_limit: '13762',
        },
      },
    })
    expect(Object.keys(content.scripts)).toEqual(Object.keys(machineScripts()))
    for (const key of Object.values(CREDENTIAL_KEYS))
      expect(content.values.global).not.toHaveProperty(key.replace('global.', ''))
    // Two presigned URLs are some 1,200 characters; a parameter takes 8 kB.
    expect(JSON.stringify(content).length).toBeLessThan(8192 - 2000)
  })

  it('waits for the start and then for the answer, each by a handle of its own', () => {
    const { MachineStarted, KaapanaInstalled } = template(program).Resources
    expect(MachineStarted).toMatchObject({
      DependsOn: 'Wanted',
      Properties: { Handle: { Ref: 'StartedHandle' }, Count: 1, Timeout: '1800' },
    })
    expect(KaapanaInstalled).toMatchObject({
      DependsOn: 'MachineStarted',
      Properties: { Handle: { Ref: 'InstalledHandle' }, Count: 1, Timeout: '14400' },
    })
  })

  it('has a document whose text is the scripts, with nothing Systems Manager would fill in', () => {
    const content = String(find(program, 'Document', 'kaapana-scripts').inputs.content)
    expect(content).not.toContain('{{')
    expect(content.length).toBeLessThan(65_536)
  })
})
