import * as aws from '@pulumi/aws'
import { tagsOf } from '../ownership.ts'
import type { BalancerSite, MadeBalancer } from './balancer.ts'

const MEANING = {
  https: 'Kaapana’s entrance does not answer: nobody can sign in',
  dicom: 'Kaapana takes no images: the DICOM receiver does not answer',
}

/** Alarms for the two ways in that people miss when they are closed. */
export function makeBalancerAlarms(
  { name, args, parent }: BalancerSite,
  balancer: MadeBalancer,
): void {
  if (args.alarms === undefined) return
  const { arn } = args.alarms
  for (const listener of ['https', 'dicom'] as const) {
    const child = `${name}-${listener}-down`
    new aws.cloudwatch.MetricAlarm(
      child,
      {
        alarmDescription: MEANING[listener],
        namespace: 'AWS/NetworkELB',
        metricName: 'HealthyHostCount',
        dimensions: {
          LoadBalancer: balancer.metricName,
          TargetGroup: balancer.targetMetricNames[listener],
        },
        statistic: 'Maximum',
        comparisonOperator: 'LessThanThreshold',
        threshold: 1,
        period: 60,
        evaluationPeriods: 5,
        // No target at all reports nothing.
        treatMissingData: 'breaching',
        alarmActions: [arn],
        okActions: [arn],
        tags: tagsOf(args.ownership, { name: child }),
      },
      { parent },
    )
  }
}
