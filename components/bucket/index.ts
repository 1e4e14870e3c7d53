/** The one way to make an S3 bucket. */
export * from './bucket.ts'
/** A bucket of anyone's. */
export * from './bucket-ref.ts'
/** The buckets of an environment. */
export * from './data-lake.ts'
