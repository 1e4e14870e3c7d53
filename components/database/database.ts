import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import { RDS_CERTIFICATE_AUTHORITY } from '../versions.ts'
import { backUp } from './database-backup.ts'
import type { DatabaseChild } from './database-child.ts'
import { logGroups, monitoringRole, notify } from './database-observation.ts'
import { LOG_EXPORTS, planDatabase } from './database-plan.ts'

/** A copy of each backup in another region. Costs the second storage and the transfer. */
export interface DatabaseBackupCopy {
  /** Region of the copy, e.g. `eu-west-1`. */
  region: string
  /** Key of the copy, of that region. */
  encryptionKey: KeyRef
  /** @default the backup's */
  retentionDays?: number
}

/** Keeps backups from being deleted early. */
export interface DatabaseBackupLock {
  /** Days within which nobody deletes a backup. */
  minRetentionDays: number
  /**
   * Days after which the lock itself cannot be removed any more, not even by the account's owner; at
   * least 3. Left out, those with the right may remove it.
   */
  coolingOffDays?: number
}

/** Backups by AWS Backup, beside RDS's own: they outlive the instance. */
export interface DatabaseBackup {
  /**
   * When, in UTC; not in the hour before the windows of RDS, where AWS Backup starts no job.
   * @default "cron(30 5 * * ? *)"
   */
  schedule?: string
  /** Days a backup is kept; erasure is complete only after them. @default 35 */
  retentionDays?: number
  /** @default none */
  copy?: DatabaseBackupCopy
  /** @default none */
  lock?: DatabaseBackupLock
  /** Deletes the backups when the vault is destroyed. @default false */
  forceDestroy?: boolean
}

/** Arguments of {@link Database}. */
export interface DatabaseArgs {
  ownership: Ownership
  /** The server goes into its isolated subnets, of at least two availability zones. */
  network: NetworkRef
  /**
   * Security groups whose members may connect, by a name of yours. Nobody else can.
   */
  admittedSecurityGroupIds: Record<string, pulumi.Input<string>>
  /**
   * Key of storage, backups, master password and insights; with RDS, Secrets Manager and Backup
   * allowed (and CloudWatch Logs, unless `logsKey` is given).
   */
  encryptionKey: KeyRef
  /** Key of the log groups, with CloudWatch Logs allowed. @default encryptionKey */
  logsKey?: KeyRef
  /** Account of the database, 12 digits. */
  accountId: pulumi.Input<string>
  /** Region of the database, e.g. `eu-central-1`. */
  region: string
  /** Name of the server, unique in account and region, never changed. @default "<environment>-<name>" */
  identifier?: string
  /** @default "dataspace" */
  databaseName?: string
  /** Master user; services get users of their own by migrations. @default "dataspace_owner" */
  username?: string
  /** 1150–65535. @default 5432 */
  port?: number
  /** Major version, then RDS picks minors, or an exact one. @default POSTGRESQL_VERSION of versions.ts */
  engineVersion?: string
  /** Lets a change of the major version happen; take a snapshot first. @default false */
  allowMajorVersionUpgrade?: boolean
  /** The largest part of the cost. @default "db.t4g.medium": 2 vCPU, 4 GiB */
  instanceClass?: string
  /** GiB at the start, at least 20. @default 50 */
  allocatedStorageGiB?: number
  /** GiB that storage may grow to. @default four times the allocated */
  maxStorageGiB?: number
  /** A standby in a second zone, which takes over in 60 to 120 s (AWS); doubles the cost. @default true */
  multiAz?: boolean
  /** Days of RDS's own backups with recovery to any second, 1–35. @default 35 */
  backupRetentionDays?: number
  /** UTC. @default "01:00-02:00" */
  backupWindow?: string
  /** UTC, not within the backup window. @default "sun:03:00-sun:04:00" */
  maintenanceWindow?: string
  /** Changes at once instead of in the maintenance window. @default false */
  applyImmediately?: boolean
  /** @default daily, kept 35 days, in the same region */
  backup?: DatabaseBackup
  /** Leaves AWS Backup out; RDS's own backups stay. @default false */
  withoutBackupPlan?: boolean
  /**
   * Snapshot that a new server starts from, by name or ARN, AWS Backup's too. No effect on a server
   * that exists, and none when removed later.
   * @default an empty database
   */
  snapshotIdentifier?: string
  /** Leaves no snapshot when the database is destroyed. @default false */
  skipFinalSnapshot?: boolean
  /** AWS refuses to delete the server. @default true */
  deletionProtection?: boolean
  /** Keeps Pulumi from deleting the server and its backups. @default true */
  protect?: boolean
  /** Seconds between operating-system metrics: 1, 5, 10, 15, 30 or 60. @default 60 */
  monitoringSeconds?: number
  /** Days of query statistics; 7 cost nothing. @default 7 */
  insightsRetentionDays?: number
  /** Days that logs are kept. @default 365 */
  logRetentionDays?: number
  /** Milliseconds from which a statement is logged, without its values. @default 1000 */
  slowStatementMs?: number
  /** Further PostgreSQL parameters. @default {} */
  parameters?: Record<string, string>
  /** SNS topic for events and alarms; its key must allow RDS events and CloudWatch alarms. @default none */
  topicArn?: pulumi.Input<string>
  /** Connections above which an alarm is raised. @default 200 */
  connectionAlarmThreshold?: number
}

/**
 * PostgreSQL on RDS for health data: encrypted with our key, TLS forced, in isolated subnets behind a
 * security group of its own that admits only the given groups and lets nothing out, its master
 * password made, kept and rotated by RDS in Secrets Manager, logs without patient data.
 *
 * Makes the instance, its subnet group, security group with a rule for each admitted group, parameter
 * group, three log groups, a monitoring role, a backup vault, plan and role (and a second vault for
 * copies); with a topic also an event subscription and four alarms. Cost a month: the
 * server by its class, twice with a standby, and at defaults 13.70 USD of storage (2 × 50 GB × 0.137;
 * RDS price list, eu-central-1, gp3); backups beyond the size of the storage and logs by volume.
 *
 * It makes no schema and no users, has no replicas and no proxy.
 *
 * @example
 * const database = new Database('db', {
 *   ownership: { owner: 'platform', environment: 'dev' },
 *   network,
 *   admittedSecurityGroupIds: { cluster: cluster.securityGroupId },
 *   encryptionKey: keys.purpose('database'),
 *   accountId: '123456789012',
 *   region: 'eu-central-1',
 * })
 */
export class Database extends pulumi.ComponentResource {
  /** Host name of the server. */
  readonly host: pulumi.Output<string>
  readonly port: pulumi.Output<number>
  readonly databaseName: pulumi.Output<string>
  /** Master user. */
  readonly username: pulumi.Output<string>
  /** ARN of the secret with the master user's name and password; RDS rotates it weekly. */
  readonly secretArn: pulumi.Output<string>
  /** ARN of the key of that secret. */
  readonly secretKeyArn: pulumi.Output<string>
  /** Id of the security group that guards the server. */
  readonly securityGroupId: pulumi.Output<string>
  /** Name of the server. */
  readonly identifier: pulumi.Output<string>
  /** ARN of the server. */
  readonly arn: pulumi.Output<string>
  /** Id for IAM authentication: `rds-db:connect` on `dbuser:<resourceId>/<user>`. */
  readonly resourceId: pulumi.Output<string>

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planDatabase(name, args)
    super('dataspace:index:Database', name, {}, opts)
    const child: DatabaseChild = { parent: this, name, args, plan }
    const guard = securityGroup(child)
    const instance = server(child, guard)
    if (!args.withoutBackupPlan) backUp(child, instance)
    if (args.topicArn !== undefined) notify(child, { instance, topicArn: args.topicArn })
    this.host = instance.address
    this.port = instance.port
    this.databaseName = instance.dbName
    this.username = instance.username
    this.secretArn = instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? '')
    this.secretKeyArn = pulumi.output(args.encryptionKey.arn)
    this.securityGroupId = guard.id
    this.identifier = instance.identifier
    this.arn = instance.arn
    this.resourceId = instance.resourceId
    this.registerOutputs({
      host: this.host,
      port: this.port,
      databaseName: this.databaseName,
      username: this.username,
      secretArn: this.secretArn,
      secretKeyArn: this.secretKeyArn,
      securityGroupId: this.securityGroupId,
      identifier: this.identifier,
      arn: this.arn,
      resourceId: this.resourceId,
    })
  }
}

/** A group without egress: the provider removes the rule that AWS puts into a new group. */
function securityGroup({ parent, name, args, plan }: DatabaseChild): aws.ec2.SecurityGroup {
  const tags = tagsOf(args.ownership, { name: `${name}-database` })
  const group = new aws.ec2.SecurityGroup(
    `${name}-security-group`,
    { description: `PostgreSQL server ${plan.identifier}`, vpcId: args.network.vpcId, tags },
    { parent },
  )
  for (const [key, id] of Object.entries(args.admittedSecurityGroupIds))
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-admit-${key}`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: id,
        ipProtocol: 'tcp',
        fromPort: plan.port,
        toPort: plan.port,
        description: `PostgreSQL from ${key}`,
        tags: tagsOf(args.ownership, { name: `${name}-admit-${key}` }),
      },
      { parent },
    )
  return group
}

function server(child: DatabaseChild, guard: aws.ec2.SecurityGroup): aws.rds.Instance {
  const { parent, name, args, plan } = child
  const monitoring = monitoringRole(child)
  return new aws.rds.Instance(
    `${name}-instance`,
    {
      identifier: plan.identifier,
      engine: 'postgres',
      engineVersion: plan.engineVersion,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: args.allowMajorVersionUpgrade ?? false,
      instanceClass: plan.instanceClass,
      applyImmediately: args.applyImmediately ?? false,
      maintenanceWindow: plan.maintenanceWindow,
      parameterGroupName: parameterGroup(child).name,
      ...access(child, guard),
      ...storage(child),
      ...deletion(child),
      enabledCloudwatchLogsExports: [...LOG_EXPORTS],
      monitoringInterval: plan.monitoringSeconds,
      monitoringRoleArn: monitoring.role.arn,
      databaseInsightsMode: 'standard',
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: args.encryptionKey.arn,
      performanceInsightsRetentionPeriod: plan.insightsRetentionDays,
      tags: tagsOf(args.ownership, { name: plan.identifier }),
    },
    {
      parent,
      protect: args.protect ?? true,
      // Else taking it out of the settings, once restored, would replace the server.
      ignoreChanges: ['snapshotIdentifier'],
      dependsOn: [...logGroups(child), monitoring.right],
    },
  )
}

function access({ parent, name, args, plan }: DatabaseChild, guard: aws.ec2.SecurityGroup) {
  const tags = tagsOf(args.ownership, { name: `${name}-subnets` })
  const subnets = new aws.rds.SubnetGroup(
    `${name}-subnets`,
    {
      description: `Isolated subnets of ${plan.identifier}`,
      subnetIds: args.network.isolatedSubnetIds,
      tags,
    },
    { parent },
  )
  return {
    dbName: plan.databaseName,
    username: plan.username,
    manageMasterUserPassword: true,
    masterUserSecretKmsKeyId: args.encryptionKey.arn,
    iamDatabaseAuthenticationEnabled: true,
    caCertIdentifier: RDS_CERTIFICATE_AUTHORITY,
    port: plan.port,
    publiclyAccessible: false,
    dbSubnetGroupName: subnets.name,
    vpcSecurityGroupIds: [guard.id],
  }
}

const storage = ({ args, plan }: DatabaseChild) => ({
  multiAz: args.multiAz ?? true,
  storageType: 'gp3',
  allocatedStorage: plan.allocatedStorageGiB,
  maxAllocatedStorage: plan.maxStorageGiB,
  storageEncrypted: true,
  kmsKeyId: args.encryptionKey.arn,
  backupRetentionPeriod: plan.backupRetentionDays,
  backupWindow: plan.backupWindow,
  copyTagsToSnapshot: true,
  ...(args.snapshotIdentifier !== undefined && { snapshotIdentifier: args.snapshotIdentifier }),
})

function deletion({ parent, name, args, plan }: DatabaseChild) {
  const deletionProtection = args.deletionProtection ?? true
  if (args.skipFinalSnapshot) return { deletionProtection, skipFinalSnapshot: true }
  // Snapshots outlive the instance: a second one of the same name would make its deletion fail.
  const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, { parent })
  const finalSnapshotIdentifier = pulumi.interpolate`${plan.identifier}-final-${suffix.hex}`
  return { deletionProtection, skipFinalSnapshot: false, finalSnapshotIdentifier }
}

function parameterGroup({ parent, name, args, plan }: DatabaseChild): aws.rds.ParameterGroup {
  // Named by the major version: an upgrade makes a new group before the old one goes.
  return new aws.rds.ParameterGroup(
    `${name}-${plan.family}`,
    {
      family: plan.family,
      description: `Parameters of ${plan.identifier}`,
      parameters: plan.parameters.map((parameter) => ({ ...parameter })),
      tags: tagsOf(args.ownership, { name: `${name}-${plan.family}` }),
    },
    { parent },
  )
}
