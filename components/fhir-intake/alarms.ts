import * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import type { Ownership } from '../ownership.ts'
import { tagsOf } from '../ownership.ts'

/** What the alarms of an intake watch. */
export interface WatchedIntake {
  readonly functionName: pulumi.Input<string>
  readonly queueName: pulumi.Input<string>
  readonly deadLetterQueueName: pulumi.Input<string>
  readonly ruleName: pulumi.Input<string>
  /** Seconds that the function may take for a file. */
  readonly timeoutSeconds: number
}

interface Watch {
  readonly role: string
  readonly namespace: string
  readonly metric: string
  readonly dimensions: Record<string, pulumi.Input<string>>
  readonly statistic: string
  readonly above: number
  readonly meaning: string
}

function queueWatches({ queueName, deadLetterQueueName, timeoutSeconds }: WatchedIntake): Watch[] {
  const sqs = { namespace: 'AWS/SQS', statistic: 'Maximum' }
  return [
    {
      ...sqs,
      role: 'dead-letters',
      metric: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: deadLetterQueueName },
      above: 0,
      meaning: 'Files could not be taken in after all attempts; redrive them within 14 days',
    },
    {
      ...sqs,
      role: 'oldest-message',
      metric: 'ApproximateAgeOfOldestMessage',
      dimensions: { QueueName: queueName },
      // A failed attempt returns after six timeouts (queues.ts): this tells of the second.
      above: 12 * timeoutSeconds,
      meaning: 'Files wait: a second attempt has failed, or none is made',
    },
  ]
}

/** Sums that should stay zero. */
function failureWatches({ functionName, ruleName }: WatchedIntake): Watch[] {
  const ofFunction = { namespace: 'AWS/Lambda', dimensions: { FunctionName: functionName } }
  const watches = [
    {
      ...ofFunction,
      role: 'errors',
      metric: 'Errors',
      meaning: 'The function broke off: time, memory or settings',
    },
    {
      ...ofFunction,
      role: 'throttles',
      metric: 'Throttles',
      meaning: 'The function was kept from running: raise its concurrency',
    },
    {
      role: 'undelivered',
      namespace: 'AWS/Events',
      metric: 'FailedInvocations',
      dimensions: { RuleName: ruleName },
      meaning: 'Events of new files did not reach the queue; they are with the dead letters',
    },
    {
      role: 'refused-files',
      namespace: 'DataSpace/FhirIntake',
      metric: 'RefusedFiles',
      dimensions: { Function: functionName },
      meaning: 'A file was refused as a whole; its report tells the institution why',
    },
  ]
  return watches.map((watch) => ({ ...watch, statistic: 'Sum', above: 0 }))
}

/** Makes the alarms; each tells the topic when it goes off and when it is over. */
export function createAlarms(
  at: {
    name: string
    parent: pulumi.Resource
    ownership: Ownership
    topicArn: pulumi.Input<string>
  },
  watched: WatchedIntake,
): void {
  const { name, parent, ownership, topicArn } = at
  for (const watch of [...queueWatches(watched), ...failureWatches(watched)]) {
    new aws.cloudwatch.MetricAlarm(
      `${name}-alarm-${watch.role}`,
      {
        alarmDescription: `FHIR intake ${name}: ${watch.meaning}`,
        namespace: watch.namespace,
        metricName: watch.metric,
        dimensions: watch.dimensions,
        statistic: watch.statistic,
        comparisonOperator: 'GreaterThanThreshold',
        threshold: watch.above,
        period: 300,
        evaluationPeriods: 1,
        treatMissingData: 'notBreaching',
        alarmActions: [topicArn],
        okActions: [topicArn],
        tags: tagsOf(ownership),
      },
      { parent },
    )
  }
}
