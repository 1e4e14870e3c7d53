import type * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import type { Bucket, BucketArgs } from './bucket.ts'

/** What each of a bucket's children is made from. */
export interface BucketChild {
  readonly parent: Bucket
  readonly name: string
  readonly args: BucketArgs
  readonly bucket: aws.s3.Bucket
  /** Bucket and region that each of the bucket's resources names. */
  readonly at: { readonly bucket: pulumi.Output<string>; readonly region?: string }
}
