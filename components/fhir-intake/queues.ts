import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { FhirIntakeArgs } from './fhir-intake.ts'
import type { FhirIntakePlan } from './plan-fhir-intake.ts'
import { queuePolicy, uploadPattern } from './policy.ts'

/** The way of an event from the bucket to the function. */
export interface Delivery {
  readonly queue: aws.sqs.Queue
  readonly deadLetters: aws.sqs.Queue
  readonly rule: aws.cloudwatch.EventRule
}

/** SQS keeps nothing longer. */
const FOURTEEN_DAYS = 1_209_600

interface Making {
  name: string
  args: FhirIntakeArgs
  plan: FhirIntakePlan
  parent: pulumi.Resource
}

/**
 * A rule of EventBridge, the queue and the queue of dead letters. EventBridge, not S3's own
 * notification: a bucket has one such setting for all its readers, and S3 drops what it cannot
 * deliver, where the rule retries for 24 hours and then gives it to the dead letters.
 */
export function createDelivery(made: Making): Delivery {
  const { name, args, plan, parent } = made
  const queues = createQueues(made)
  const pattern = uploadPattern(args.bucket.bucketName, plan.prefixes.uploads)
  const rule = new aws.cloudwatch.EventRule(
    `${name}-uploads`,
    {
      description: 'New files below the prefix of FHIR uploads',
      eventPattern: pulumi.jsonStringify(pattern),
      tags: tagsOf(args.ownership),
    },
    { parent },
  )
  admit({ name, parent, rule, ...queues })
  return { rule, ...queues }
}

/**
 * The queues are encrypted with SQS's own key: messages name files and hold no records, and no
 * mistake in a key policy can then lose them.
 */
function createQueues({ name, args, plan, parent }: Making): Omit<Delivery, 'rule'> {
  const { ownership, protect = false } = args
  const kept = {
    messageRetentionSeconds: FOURTEEN_DAYS,
    sqsManagedSseEnabled: true,
    tags: tagsOf(ownership),
  }
  const deadLetters = new aws.sqs.Queue(`${name}-dead-letters`, kept, { parent, protect })
  const redrive = { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: plan.attempts }
  const queue = new aws.sqs.Queue(
    `${name}-queue`,
    {
      ...kept,
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html: six timeouts
      visibilityTimeoutSeconds: 6 * plan.timeoutSeconds,
      redrivePolicy: pulumi.jsonStringify(redrive),
    },
    { parent, protect },
  )
  const allowed = { redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }
  new aws.sqs.RedriveAllowPolicy(
    `${name}-redrive`,
    { queueUrl: deadLetters.url, redriveAllowPolicy: pulumi.jsonStringify(allowed) },
    { parent },
  )
  return { queue, deadLetters }
}

function admit(delivery: Delivery & { name: string; parent: pulumi.Resource }): void {
  const { name, parent, rule, queue, deadLetters } = delivery
  const policies = [
    { role: 'queue-policy', to: queue },
    { role: 'dead-letters-policy', to: deadLetters },
  ].map(({ role, to }) => {
    const policy = pulumi.jsonStringify(queuePolicy(to.arn, rule.arn))
    return new aws.sqs.QueuePolicy(`${name}-${role}`, { queueUrl: to.url, policy }, { parent })
  })
  new aws.cloudwatch.EventTarget(
    `${name}-target`,
    {
      rule: rule.name,
      arn: queue.arn,
      deadLetterConfig: { arn: deadLetters.arn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    },
    // An event before the queues admit it would go the long way over the retries.
    { parent, dependsOn: policies },
  )
}
