import { describe, expect, it } from 'vitest'
import { Database, type DatabaseArgs } from '../../../components/database/database.ts'
import { record } from '../../../rehearsal/engine/record.ts'

const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/database'
const topicArn = 'arn:aws:sns:eu-central-1:123456789012:alerts'
const args: DatabaseArgs = {
  ownership: { owner: 'platform', environment: 'dev' },
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.0.0.0/16',
    publicSubnetIds: ['subnet-public'],
    privateSubnetIds: ['subnet-private'],
    isolatedSubnetIds: ['subnet-a', 'subnet-b'],
  },
  admittedSecurityGroupIds: { cluster: 'sg-cluster' },
  encryptionKey: { arn: keyArn },
  accountId: '123456789012',
  region: 'eu-central-1',
}
const made = async (change: Partial<DatabaseArgs> = {}) => {
  const { resources, outputs } = await record(() => {
    const { host, port, secretArn, securityGroupId, resourceId } = new Database('db', {
      ...args,
      ...change,
    })
    return { host, port, secretArn, securityGroupId, resourceId }
  })
  const find = (role: string) => resources.find(({ name }) => name === `db-${role}`)
  return { resources: resources.filter(({ custom }) => custom), outputs, find }
}
let once: ReturnType<typeof made> | undefined
/** The database as {@link args} make it, recorded once: nothing changes a recording. */
const plain = () => {
  once ??= made()
  return once
}
const UNTAGGABLE = /Attachment|Selection|RandomId|LockConfiguration/

describe('Database', () => {
  it('makes exactly what its documentation lists', async () => {
    const { resources } = await plain()
    expect(resources.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      'db-admit-cluster aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
      'db-backup-plan aws:backup/plan:Plan',
      'db-backup-rights aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      'db-backup-role aws:iam/role:Role',
      'db-backup-selection aws:backup/selection:Selection',
      'db-final-snapshot random:index/randomId:RandomId',
      'db-instance aws:rds/instance:Instance',
      'db-log-iam-db-auth-error aws:cloudwatch/logGroup:LogGroup',
      'db-log-postgresql aws:cloudwatch/logGroup:LogGroup',
      'db-log-upgrade aws:cloudwatch/logGroup:LogGroup',
      'db-monitoring-right aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      'db-monitoring-role aws:iam/role:Role',
      'db-postgres18 aws:rds/parameterGroup:ParameterGroup',
      'db-restores-rights aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      'db-security-group aws:ec2/securityGroup:SecurityGroup',
      'db-subnets aws:rds/subnetGroup:SubnetGroup',
      'db-vault aws:backup/vault:Vault',
    ])
  })

  it('is safe without being asked: encrypted, private, standby, backups, protected', async () => {
    const instance = (await plain()).find('instance')
    expect(instance?.protect).toBe(true)
    expect(instance?.inputs).toMatchObject({
      identifier: 'dev-db',
      engine: 'postgres',
      engineVersion: '18',
      autoMinorVersionUpgrade: true,
      storageEncrypted: true,
      kmsKeyId: keyArn,
      publiclyAccessible: false,
      multiAz: true,
      backupRetentionPeriod: 35,
      deletionProtection: true,
      skipFinalSnapshot: false,
      copyTagsToSnapshot: true,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: 'rds-ca-rsa2048-g1',
      monitoringInterval: 60,
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: keyArn,
      storageType: 'gp3',
      allocatedStorage: 50,
      maxAllocatedStorage: 200,
    })
    expect(instance?.inputs.finalSnapshotIdentifier).toMatch(/^dev-db-final-[0-9a-f]{8}$/)
  })

  it('leaves the password to RDS and Secrets Manager, under our key', async () => {
    const { find, outputs } = await plain()
    const inputs = find('instance')?.inputs
    expect(inputs).toMatchObject({
      username: 'dataspace_owner',
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: keyArn,
    })
    expect(inputs).not.toHaveProperty('password')
    expect(outputs.secretArn).toMatch(/^arn:aws:secretsmanager:/)
  })

  it('stands in isolated subnets, admits the given groups on its port and lets nothing out', async () => {
    const { find } = await made({ port: 6432 })
    expect(find('subnets')?.inputs.subnetIds).toEqual(['subnet-a', 'subnet-b'])
    expect(find('security-group')?.inputs).not.toHaveProperty('egress')
    expect(find('security-group')?.inputs).not.toHaveProperty('ingress')
    expect(find('admit-cluster')?.inputs).toMatchObject({
      securityGroupId: find('security-group')?.id,
      referencedSecurityGroupId: 'sg-cluster',
      ipProtocol: 'tcp',
      fromPort: 6432,
      toPort: 6432,
      description: 'PostgreSQL from cluster',
    })
    expect(find('instance')?.inputs.vpcSecurityGroupIds).toEqual([find('security-group')?.id])
  })

  it('finds its encrypted log groups and the monitoring right when it starts', async () => {
    const { find } = await plain()
    const kinds = ['iam-db-auth-error', 'postgresql', 'upgrade']
    for (const kind of kinds)
      expect(find(`log-${kind}`)?.inputs).toMatchObject({
        name: `/aws/rds/instance/dev-db/${kind}`,
        retentionInDays: 365,
        kmsKeyId: keyArn,
      })
    const instance = find('instance')
    expect(instance?.inputs.enabledCloudwatchLogsExports).toEqual(kinds)
    expect(instance?.dependencies).toEqual(
      expect.arrayContaining([
        ...kinds.map((kind) => find(`log-${kind}`)?.urn),
        find('monitoring-right')?.urn,
      ]),
    )
  })

  it('lets RDS monitor this instance and no other by the monitoring role', async () => {
    const trust = JSON.parse(
      String((await plain()).find('monitoring-role')?.inputs.assumeRolePolicy),
    )
    expect(trust.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'monitoring.rds.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'aws:SourceAccount': '123456789012',
            'aws:SourceArn': 'arn:aws:rds:eu-central-1:123456789012:db:dev-db',
          },
        },
      },
    ])
  })

  it('is backed up daily into a protected vault under our key', async () => {
    const { find } = await plain()
    expect(find('vault')?.protect).toBe(true)
    expect(find('vault')?.inputs).toMatchObject({ kmsKeyArn: keyArn, forceDestroy: false })
    expect(find('backup-plan')?.inputs.rules).toMatchObject([
      {
        targetVaultName: find('vault')?.outputs.name,
        schedule: 'cron(30 5 * * ? *)',
        lifecycle: { deleteAfter: 35 },
      },
    ])
    expect(find('backup-selection')?.inputs.resources).toEqual([find('instance')?.outputs.arn])
    expect(find('backup-selection')?.dependencies).toContain(find('backup-rights')?.urn)
  })

  it('copies backups to a locked vault of another region under its key', async () => {
    const copyKey = 'arn:aws:kms:eu-west-1:123456789012:key/copy'
    const copy = { region: 'eu-west-1', encryptionKey: { arn: copyKey }, retentionDays: 90 }
    const lock = { minRetentionDays: 30, coolingOffDays: 3 }
    const { find } = await made({ backup: { copy, lock } })
    expect(find('copy-vault')?.inputs).toMatchObject({ region: 'eu-west-1', kmsKeyArn: copyKey })
    expect(find('backup-plan')?.inputs.rules).toMatchObject([
      {
        copyActions: [
          {
            destinationVaultArn: find('copy-vault')?.outputs.arn,
            lifecycle: { deleteAfter: 90 },
          },
        ],
      },
    ])
    for (const vault of ['vault', 'copy-vault'])
      expect(find(`${vault}-lock`)?.inputs).toMatchObject({
        backupVaultName: find(vault)?.outputs.name,
        minRetentionDays: 30,
        changeableForDays: 3,
      })
    expect(find('copy-vault-lock')?.inputs.region).toBe('eu-west-1')
  })

  it('tells a topic of events and raises alarms there', async () => {
    const { find, resources } = await made({ topicArn, connectionAlarmThreshold: 90 })
    expect(find('events')?.inputs).toMatchObject({
      snsTopic: topicArn,
      sourceType: 'db-instance',
      sourceIds: ['dev-db'],
    })
    expect(find('events')?.inputs.eventCategories).toEqual(
      expect.arrayContaining(['failover', 'failure', 'low storage']),
    )
    const alarms = resources.filter(({ type }) => type.endsWith(':MetricAlarm'))
    expect(alarms.map(({ inputs }) => [inputs.metricName, inputs.threshold]).sort()).toEqual([
      ['CPUUtilization', 80],
      ['DatabaseConnections', 90],
      ['FreeStorageSpace', 5 * 1024 ** 3],
      ['FreeableMemory', 256 * 1024 ** 2],
    ])
    for (const { inputs } of alarms) {
      expect(inputs.alarmActions).toEqual([topicArn])
      expect(inputs.dimensions).toEqual({ DBInstanceIdentifier: 'dev-db' })
    }
  })

  it('can be made small and easily destroyed by naming each relaxation', async () => {
    const { find, resources } = await made({
      multiAz: false,
      deletionProtection: false,
      protect: false,
      skipFinalSnapshot: true,
      withoutBackupPlan: true,
      backupRetentionDays: 1,
    })
    expect(resources.some(({ protect }) => protect)).toBe(false)
    expect(resources.some(({ type }) => type.startsWith('aws:backup/'))).toBe(false)
    expect(find('instance')?.inputs).toMatchObject({
      multiAz: false,
      deletionProtection: false,
      skipFinalSnapshot: true,
      backupRetentionPeriod: 1,
    })
  })

  it('starts from a snapshot, and is not replaced when that is taken out again', async () => {
    const snapshotIdentifier = 'arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1'
    const restored = (await made({ snapshotIdentifier })).find('instance')
    expect(restored?.inputs.snapshotIdentifier).toBe(snapshotIdentifier)
    expect((await plain()).find('instance')?.ignoreChanges).toEqual(['snapshotIdentifier'])
  })

  it('takes a parameter group of the major version it runs', async () => {
    const { find } = await made({ engineVersion: '17.6' })
    expect(find('postgres17')?.inputs.family).toBe('postgres17')
    expect(find('instance')?.inputs.parameterGroupName).toBe(find('postgres17')?.outputs.name)
  })

  it('tags all that can be tagged', async () => {
    const copy = { region: 'eu-west-1', encryptionKey: { arn: keyArn } }
    const { resources } = await made({ topicArn, backup: { copy } })
    for (const { name, type, inputs } of resources)
      if (!UNTAGGABLE.test(type))
        expect(inputs.tags, name).toMatchObject({ owner: 'platform', environment: 'dev' })
  })

  it('tells what a service needs to connect', async () => {
    const { outputs, find } = await plain()
    expect(outputs).toMatchObject({
      host: find('instance')?.outputs.address,
      port: 5432,
      securityGroupId: find('security-group')?.id,
      resourceId: find('instance')?.outputs.resourceId,
    })
  })
})
