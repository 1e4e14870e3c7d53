import type * as pulumi from '@pulumi/pulumi'

/** A customer-managed KMS key. */
export interface KeyRef {
  /** ARN of the key (not of an alias). */
  arn: pulumi.Input<string>
}
