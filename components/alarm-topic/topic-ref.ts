import type * as pulumi from '@pulumi/pulumi'

/** An SNS topic that alarms and events are sent to. */
export interface TopicRef {
  /** ARN of the topic. */
  arn: pulumi.Input<string>
}
