import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { DatabaseChild } from './database-child.ts'
import { LOG_EXPORTS } from './database-plan.ts'
import { monitoringTrust } from './database-trust.ts'

/** One alarm of the database. */
interface PlannedAlarm {
  readonly metric: string
  readonly comparison: 'GreaterThanThreshold' | 'LessThanThreshold'
  readonly threshold: number
  readonly description: string
}

const GIB = 1024 ** 3

/** Log groups that the instance finds when it starts: RDS would make them without key and retention. */
export function logGroups({ parent, name, args, plan }: DatabaseChild): aws.cloudwatch.LogGroup[] {
  return LOG_EXPORTS.map(
    (kind) =>
      new aws.cloudwatch.LogGroup(
        `${name}-log-${kind}`,
        {
          name: `/aws/rds/instance/${plan.identifier}/${kind}`,
          retentionInDays: plan.logRetentionDays,
          kmsKeyId: (args.logsKey ?? args.encryptionKey).arn,
          tags: tagsOf(args.ownership, { name: `${name}-log-${kind}` }),
        },
        { parent },
      ),
  )
}

/** Role of enhanced monitoring, and the right that the instance waits for. */
export function monitoringRole({ parent, name, args, plan }: DatabaseChild) {
  const trust = pulumi
    .output(args.accountId)
    .apply((account) =>
      monitoringTrust(account, `arn:aws:rds:${args.region}:${account}:db:${plan.identifier}`),
    )
  const role = new aws.iam.Role(
    `${name}-monitoring-role`,
    {
      description: `Operating-system metrics of database ${name}`,
      assumeRolePolicy: pulumi.jsonStringify(trust),
      tags: tagsOf(args.ownership, { name: `${name}-monitoring` }),
    },
    { parent },
  )
  const policyArn = 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole'
  const link = { role: role.name, policyArn }
  const right = new aws.iam.RolePolicyAttachment(`${name}-monitoring-right`, link, { parent })
  return { role, right }
}

/** Events and alarms, sent to the topic. */
export function notify(
  { parent, name, args, plan }: DatabaseChild,
  { instance, topicArn }: { instance: aws.rds.Instance; topicArn: pulumi.Input<string> },
): void {
  new aws.rds.EventSubscription(
    `${name}-events`,
    {
      snsTopic: topicArn,
      sourceType: 'db-instance',
      sourceIds: [instance.identifier],
      eventCategories: EVENT_CATEGORIES,
      tags: tagsOf(args.ownership, { name: `${name}-events` }),
    },
    { parent },
  )
  for (const [key, alarm] of Object.entries(plannedAlarms(plan)))
    new aws.cloudwatch.MetricAlarm(
      `${name}-alarm-${key}`,
      {
        alarmDescription: alarm.description,
        namespace: 'AWS/RDS',
        metricName: alarm.metric,
        dimensions: { DBInstanceIdentifier: instance.identifier },
        statistic: 'Average',
        period: 300,
        evaluationPeriods: 3,
        comparisonOperator: alarm.comparison,
        threshold: alarm.threshold,
        treatMissingData: 'breaching',
        alarmActions: [topicArn],
        okActions: [topicArn],
        tags: tagsOf(args.ownership, { name: `${name}-alarm-${key}` }),
      },
      { parent },
    )
}

/** All that asks for a person; not backups that went well, nor changes that Pulumi makes. */
const EVENT_CATEGORIES = [
  'availability',
  'deletion',
  'failover',
  'failure',
  'low storage',
  'maintenance',
  'notification',
  'recovery',
  'restoration',
]

function plannedAlarms(plan: DatabaseChild['plan']): Record<string, PlannedAlarm> {
  const { allocatedStorageGiB, connectionAlarmThreshold } = plan
  return {
    cpu: {
      metric: 'CPUUtilization',
      comparison: 'GreaterThanThreshold',
      threshold: 80,
      description: 'CPU above 80 % for a quarter of an hour',
    },
    storage: {
      metric: 'FreeStorageSpace',
      comparison: 'LessThanThreshold',
      // Autoscaling starts at a tenth free: less means that it has reached its limit or cannot keep up.
      threshold: Math.floor(allocatedStorageGiB * 0.1 * GIB),
      description: 'Less than a tenth of the allocated storage is free: raise maxStorageGiB',
    },
    memory: {
      metric: 'FreeableMemory',
      comparison: 'LessThanThreshold',
      threshold: GIB / 4,
      description: 'Less than 256 MiB of memory is free: take a larger instanceClass',
    },
    connections: {
      metric: 'DatabaseConnections',
      comparison: 'GreaterThanThreshold',
      threshold: connectionAlarmThreshold,
      description: `More than ${connectionAlarmThreshold} connections`,
    },
  }
}
