import type * as pulumi from '@pulumi/pulumi'

/** An S3 bucket. */
export interface BucketRef {
  /** Name of the bucket. */
  bucketName: pulumi.Input<string>
  /** ARN of the bucket. */
  arn: pulumi.Input<string>
  /** ARN of the KMS key that encrypts its objects; absent when S3's own key does. */
  keyArn?: pulumi.Input<string>
}
