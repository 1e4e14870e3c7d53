import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { type ArgumentProblem, refuse } from '../argument-error.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import { topicPolicy } from './topic-policy.ts'

/** Arguments of {@link AlarmTopic}. */
export interface AlarmTopicArgs {
  /** Who answers for the topic; its tags. */
  ownership: Ownership
  /** Account whose services may publish. */
  accountId: pulumi.Input<string>
  /** Encrypts messages at rest. Its policy must let the publishing AWS services use it. */
  key: KeyRef
  /**
   * Addresses that get every alarm by e-mail. Each has to confirm once, by the link AWS sends it.
   * @default []: no subscriptions; add other kinds to the topic yourself
   */
  emails?: string[]
}

/**
 * Where alarms go: one encrypted SNS topic, with e-mail subscriptions.
 *
 * Creates the topic, its policy, and a subscription an address. Messages say which alarm rang and never
 * carry patient data.
 *
 * **Cost**: none worth naming: a million deliveries to AWS services are free, e-mails 2 USD per 100,000.
 *
 * Does not create alarms: every component makes its own and sends them to the topic it is given.
 *
 * @example
 * ```ts
 * const alarms = new AlarmTopic('alarms', {
 *   ownership, accountId: '123456789012', key, emails: ['platform@hospital.example'],
 * })
 * ```
 */
export class AlarmTopic extends pulumi.ComponentResource {
  /** ARN of the topic, once its policy lets services publish. */
  readonly arn: pulumi.Output<string>

  constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
    const emails = args.emails ?? []
    refuse('AlarmTopic', name, emailProblems(emails))
    super('dataspace:index:AlarmTopic', name, {}, opts)
    const topic = new aws.sns.Topic(
      `${name}-topic`,
      { kmsMasterKeyId: args.key.arn, tags: tagsOf(args.ownership, { name }) },
      { parent: this },
    )
    const policy = new aws.sns.TopicPolicy(
      `${name}-policy`,
      {
        arn: topic.arn,
        policy: pulumi.jsonStringify(
          pulumi.all([topic.arn, args.accountId]).apply(([arn, id]) => topicPolicy(arn, id)),
        ),
      },
      { parent: this },
    )
    for (const endpoint of emails)
      new aws.sns.TopicSubscription(
        `${name}-${endpoint}`,
        { topic: topic.arn, protocol: 'email', endpoint },
        { parent: this },
      )
    this.arn = policy.arn
    this.registerOutputs({ arn: this.arn })
  }
}

function emailProblems(emails: string[]): ArgumentProblem[] {
  return emails.flatMap((got, index) => {
    const argument = `emails[${index}]`
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(got))
      return [{ argument, got, allowed: 'an e-mail address' }]
    return emails.indexOf(got) === index ? [] : [{ argument, got, allowed: 'named once' }]
  })
}
