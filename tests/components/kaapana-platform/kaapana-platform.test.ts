import { beforeAll, describe, expect, it } from 'vitest'
import { KaapanaPlatform } from '../../../components/kaapana-platform/kaapana-platform.ts'
import { KaapanaRuntime } from '../../../components/kaapana-platform/kaapana-platform-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, find, waitsFor } from '../recorded-resources.ts'
import { ON_EKS, recorded } from './arguments.ts'

const RULES = [
  'SecurityGroupEgressRule kaapana-dicom-to-kaapana',
  'SecurityGroupEgressRule kaapana-http-to-kaapana',
  'SecurityGroupEgressRule kaapana-https-to-kaapana',
  'SecurityGroupIngressRule kaapana-dicom-from-10.30.5.0/24',
  'SecurityGroupIngressRule kaapana-http-from-10.20.0.0/16',
  'SecurityGroupIngressRule kaapana-http-from-192.0.2.0/24',
  'SecurityGroupIngressRule kaapana-https-from-10.20.0.0/16',
  'SecurityGroupIngressRule kaapana-https-from-192.0.2.0/24',
]

/** Made whatever Kaapana runs on. */
const COMMON = [
  ...['dicom', 'http', 'https'].map((name) => `Listener kaapana-${name}`),
  'LoadBalancer kaapana',
  ...['grafana-password', 'init-password', 'keycloak-password', 'minio-password'].map(
    (name) => `RandomPassword kaapana-${name}`,
  ),
  'RandomPassword kaapana-oidc-client-secret',
  'Record kaapana-record',
  'Secret kaapana-credentials',
  'SecretVersion kaapana-credentials',
  'SecurityGroup kaapana-balancer',
  ...RULES,
  ...['dicom', 'http', 'https'].map((name) => `TargetGroup kaapana-${name}`),
]

const ON_THE_CLUSTER = [
  ...['af-logs', 'af-plugins', 'dags'].map((name) => `AccessPoint kaapana-${name}`),
  'LifecyclePolicy kaapana-snapshots',
  'Release kaapana',
  'Role kaapana-snapshots',
  'RolePolicyAttachment kaapana-snapshots',
  ...['dicom', 'http', 'https'].map((name) => `SecurityGroupIngressRule kaapana-${name}-to-pods`),
  ...['fast', 'slow', 'workflow'].map((name) => `StorageClass kaapana-${name}`),
  ...['dicom', 'http', 'https'].map((name) => `TargetGroupBinding kaapana-${name}`),
]

const inputs = (program: RecordedProgram, kind: string, name: string) =>
  find(program, kind, name).inputs

let program: RecordedProgram
beforeAll(async () => {
  program = await recorded()
})

describe('A KaapanaPlatform', () => {
  it('makes exactly these resources on EKS', () => {
    expect(childrenOf(program)).toEqual([...COMMON, ...ON_THE_CLUSTER].sort())
  })

  it('tells where it is, and how to check it', () => {
    expect(program.outputs).toMatchObject({
      url: 'https://kaapana.hospital.example',
      dicomHost: 'kaapana.hospital.example',
      dicomPort: 11112,
      loadBalancerDnsName: find(program, 'LoadBalancer', 'kaapana').outputs.dnsName,
      credentialsSecretArn: find(program, 'Secret', 'kaapana-credentials').outputs.arn,
      namespaces: ['admin', 'services', 'extensions', 'project-admin'],
      version: '0.6.0',
      instanceId: '',
      dataVolumeId: 'fs-1',
      checkCommand: 'dataspace kaapana check https://kaapana.hospital.example',
    })
    expect(program.secretOutputs).toEqual([])
    expect(program.invokes).toEqual([])
  })

  it('tags all that AWS tags', () => {
    const untagged = program.resources.filter(
      ({ type, inputs: of }) =>
        type.startsWith('aws:') &&
        !/record:Record|SecretVersion|rolePolicyAttachment/.test(type) &&
        (of.tags as Record<string, string> | undefined)?.owner !== 'imaging-platform',
    )
    expect(untagged.map(({ name, type }) => `${type} ${name}`)).toEqual([])
  })
})

describe('The load balancer', () => {
  it('is internal, in private subnets, and passes TLS on', () => {
    expect(inputs(program, 'LoadBalancer', 'kaapana')).toMatchObject({
      internal: true,
      loadBalancerType: 'network',
      subnets: ['subnet-a', 'subnet-b', 'subnet-c'],
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: false,
    })
    const listeners = ['https', 'http', 'dicom'].map((name) => {
      const { port, protocol } = inputs(program, 'Listener', `kaapana-${name}`)
      return [port, protocol]
    })
    expect(listeners).toEqual([
      [443, 'TCP'],
      [80, 'TCP'],
      [11112, 'TCP'],
    ])
  })

  it('sends to the pods’ ports within the network, and its targets are the cluster’s to fill', () => {
    for (const [name, port] of [
      ['https', 8443],
      ['http', 80],
      ['dicom', 11112],
    ] as const) {
      const group = inputs(program, 'TargetGroup', `kaapana-${name}`)
      expect(group).toMatchObject({ targetType: 'ip', port, protocol: 'TCP' })
      expect(group.tags).toHaveProperty(['elbv2.k8s.aws/cluster'], 'kaapana')
      const sent = inputs(program, 'SecurityGroupEgressRule', `kaapana-${name}-to-kaapana`)
      expect(sent).toMatchObject({ fromPort: port, toPort: port, cidrIpv4: '10.20.0.0/16' })
      const admitted = inputs(program, 'SecurityGroupIngressRule', `kaapana-${name}-to-pods`)
      expect(admitted).toMatchObject({ fromPort: port, securityGroupId: 'sg-nodes' })
    }
  })

  it('admits to each port whom the arguments name, and nobody else', () => {
    const admitted = program.resources
      .filter(({ type, inputs: of }) => type.endsWith('IngressRule') && of.cidrIpv4 !== undefined)
      .map(({ inputs: of }) => `${of.cidrIpv4} ${of.fromPort}-${of.toPort} ${of.ipProtocol}`)
    expect(admitted.sort()).toEqual([
      '10.20.0.0/16 443-443 tcp',
      '10.20.0.0/16 80-80 tcp',
      '10.30.5.0/24 11112-11112 tcp',
      '192.0.2.0/24 443-443 tcp',
      '192.0.2.0/24 80-80 tcp',
    ])
  })

  it('ends TLS with a certificate of ACM, encrypts again, and can log who connected', async () => {
    const acmCertificateArn = 'arn:aws:acm:eu-central-1:123456789012:certificate/1'
    const accessLogs = { bucketName: 'logs', arn: 'arn:aws:s3:::logs' }
    const ended = await recorded({ certificate: { acmCertificateArn }, accessLogs })
    expect(inputs(ended, 'Listener', 'kaapana-https')).toMatchObject({
      protocol: 'TLS',
      certificateArn: acmCertificateArn,
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    })
    expect(inputs(ended, 'TargetGroup', 'kaapana-https')).toMatchObject({ protocol: 'TLS' })
    expect(inputs(ended, 'LoadBalancer', 'kaapana').accessLogs).toEqual({
      bucket: 'logs',
      prefix: 'kaapana',
      enabled: true,
    })
  })

  it('has public addresses only when it is told to', async () => {
    const access = { ...ON_EKS.access, webCidrs: ['0.0.0.0/0'], internetFacing: true }
    const open = await recorded({ access })
    expect(inputs(open, 'LoadBalancer', 'kaapana')).toMatchObject({
      internal: false,
      subnets: ['subnet-x', 'subnet-y'],
    })
  })

  it('has the host name’s record, which answers before Kaapana does', () => {
    const { outputs } = find(program, 'LoadBalancer', 'kaapana')
    expect(inputs(program, 'Record', 'kaapana-record')).toEqual({
      zoneId: 'Z123',
      name: 'kaapana.hospital.example',
      type: 'A',
      aliases: [{ name: outputs.dnsName, zoneId: outputs.zoneId, evaluateTargetHealth: false }],
    })
    expect(waitsFor(program, find(program, 'Release', 'kaapana'))).toContain('kaapana-record')
  })

  it('has no record where somebody else makes it', async () => {
    const { hostedZoneId, ...others } = ON_EKS
    const without = await recorded({ ...others, hostedZoneId: undefined as never })
    expect(hostedZoneId).toBeDefined()
    expect(childrenOf(without)).not.toContain('Record kaapana-record')
  })

  it('tells when nobody can sign in or send images', async () => {
    const watched = await recorded({ alarms: { arn: 'arn:aws:sns:eu-central-1:1:alarms' } })
    for (const listener of ['https', 'dicom'])
      expect(inputs(watched, 'MetricAlarm', `kaapana-${listener}-down`)).toMatchObject({
        namespace: 'AWS/NetworkELB',
        metricName: 'HealthyHostCount',
        comparisonOperator: 'LessThanThreshold',
        threshold: 1,
        treatMissingData: 'breaching',
        dimensions: {
          LoadBalancer: find(watched, 'LoadBalancer', 'kaapana').outputs.arnSuffix,
          TargetGroup: find(watched, 'TargetGroup', `kaapana-${listener}`).outputs.arnSuffix,
        },
        alarmActions: ['arn:aws:sns:eu-central-1:1:alarms'],
      })
  })
})

describe('On an instance', () => {
  it('the load balancer sends to the ports that MicroK8s opens', async () => {
    const { cluster, ...common } = ON_EKS
    expect(cluster).toBeDefined()
    const instance = { availabilityZone: 'eu-central-1a', subnetId: 'subnet-a' }
    const machine = await record(() => {
      const args = { ...common, runtime: KaapanaRuntime.MicroK8s, instance }
      const { instanceId, dataVolumeId } = new KaapanaPlatform('kaapana', args)
      return { instanceId, dataVolumeId }
    })
    for (const [name, port] of Object.entries({ https: 443, http: 80, dicom: 11112 }))
      expect(inputs(machine, 'TargetGroup', `kaapana-${name}`)).toMatchObject({
        targetType: 'instance',
        port,
      })
    const made = childrenOf(machine)
    expect(made).toEqual(expect.arrayContaining([...COMMON, 'Instance kaapana']))
    expect(made.filter((child) => /Release|TargetGroupBinding/.test(child))).toEqual([])
    expect(machine.outputs.instanceId).toBe(find(machine, 'Instance', 'kaapana').id)
  })
})

describe('Kaapana’s first passwords', () => {
  it('satisfy Keycloak’s rules in characters that Kaapana hands on unharmed', () => {
    expect(inputs(program, 'RandomPassword', 'kaapana-init-password')).toEqual({
      length: 24,
      overrideSpecial: '_-',
      minLower: 2,
      minUpper: 2,
      minNumeric: 2,
      minSpecial: 1,
    })
  })

  it('are kept in Secrets Manager under the key of secrets', () => {
    expect(inputs(program, 'Secret', 'kaapana-credentials')).toMatchObject({
      kmsKeyId: ON_EKS.keys.secrets.arn,
      tags: { 'data-class': 'confidential' },
    })
    const { secretString } = inputs(program, 'SecretVersion', 'kaapana-credentials')
    expect(Object.keys(JSON.parse(String(secretString))).sort()).toEqual([
      'grafanaPassword',
      'grafanaUser',
      'kaapanaInitPassword',
      'keycloakAdminPassword',
      'minioPassword',
      'minioUser',
      'oidcClientSecret',
    ])
  })

  it('are in no input that is not secret', () => {
    const passwords = program.resources
      .filter(({ type }) => type.startsWith('random:'))
      .map(({ outputs }) => String(outputs.result))
    expect(new Set(passwords).size).toBe(5)
    for (const { inputs: of, secretInputs, name } of program.resources)
      for (const [path, value] of leavesOf(of))
        if (passwords.some((password) => value.includes(password)))
          expect(secretInputs, `${name} ${path}`).toContain(path)
  })

  it('are protected with the data, if it is asked for', async () => {
    const kept = await recorded({ protect: true })
    const guarded = kept.resources.filter(({ protect }) => protect).map(({ name }) => name)
    expect(guarded.sort()).toEqual([
      'kaapana',
      'kaapana-credentials',
      'kaapana-grafana-password',
      'kaapana-init-password',
      'kaapana-keycloak-password',
      'kaapana-minio-password',
      'kaapana-oidc-client-secret',
    ])
    expect(find(kept, 'LoadBalancer', 'kaapana').protect).toBe(true)
    expect(find(kept, 'Release', 'kaapana').protect).toBe(false)
  })
})

function leavesOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  )
}
