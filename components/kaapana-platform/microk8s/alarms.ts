import * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../../ownership.ts'
import type { KaapanaContext } from '../kaapana-running.ts'
import { metricName } from './instance-plan.ts'
import { METRIC } from './scripts/report-script.ts'
import { METRICS } from './scripts/script.ts'

interface Watch {
  readonly role: string
  readonly metric: string
  readonly above: number
  readonly meaning: string
  /** What silence means. @default missing */
  readonly silence?: string
}

/** Per cent of a disk: kubelet throws images and pods out at 85. */
const FULL = 80

/** Hours. A token lives for 12 and is replaced after 6. */
const STALE = 10

const WATCHES: readonly Watch[] = [
  {
    role: 'data-full',
    metric: METRIC.data,
    above: FULL,
    meaning: 'The data volume fills up: raise dataVolumeGib',
  },
  {
    role: 'root-full',
    metric: METRIC.root,
    above: FULL,
    // The machine sends it from its first minutes on.
    silence: 'breaching',
    meaning: "The system's disk fills up, or the machine does not report: raise rootVolumeGib",
  },
  {
    role: 'stale-pull-secret',
    metric: METRIC.token,
    above: STALE,
    meaning: 'Pods soon cannot pull images: see kaapana-pull-secret on the machine',
  },
  {
    role: 'failed',
    metric: METRIC.failed,
    above: 0,
    meaning: 'The last installation or boot failed; the log group says why',
  },
]

/** Makes the alarms of a machine. */
export function createAlarms(
  context: KaapanaContext,
  topicArn: pulumi.Input<string>,
  instanceId: pulumi.Input<string>,
): void {
  const { name } = context
  for (const { role, metric, above, meaning, silence = 'missing' } of WATCHES)
    createAlarm(context, role, {
      alarmDescription: `Kaapana ${name}: ${meaning}`,
      namespace: METRICS,
      metricName: metric,
      dimensions: { Kaapana: metricName(name, context.args) },
      threshold: above,
      period: 300,
      evaluationPeriods: 3,
      treatMissingData: silence,
      alarmActions: [topicArn],
      okActions: [topicArn],
    })
  createAlarm(context, 'status', {
    alarmDescription: `Kaapana ${name}: the instance or its host fails EC2's checks`,
    namespace: 'AWS/EC2',
    metricName: 'StatusCheckFailed',
    dimensions: { InstanceId: instanceId },
    threshold: 0,
    period: 60,
    evaluationPeriods: 5,
    treatMissingData: 'missing',
    alarmActions: [topicArn],
    okActions: [topicArn],
  })
}

function createAlarm(
  { name, args, parent }: KaapanaContext,
  role: string,
  settings: Omit<aws.cloudwatch.MetricAlarmArgs, 'comparisonOperator'>,
): void {
  new aws.cloudwatch.MetricAlarm(
    `${name}-${role}`,
    {
      ...settings,
      statistic: 'Maximum',
      comparisonOperator: 'GreaterThanThreshold',
      tags: tagsOf(args.ownership, { name: `${name}-${role}` }),
    },
    { parent },
  )
}
