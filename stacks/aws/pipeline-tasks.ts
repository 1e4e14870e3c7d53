import * as pulumi from '@pulumi/pulumi'
import type { DataLake } from '../../components/bucket/data-lake.ts'
import type {
  WorkloadIdentityCondition,
  WorkloadIdentityStatement,
} from '../../components/workload-identity/statements.ts'
import type { AwsSettings } from '../settings/settings.ts'
import type { Foundation } from './foundation.ts'

/** Where an intake keeps an institution's accepted records: below its id. */
const ACCEPTED = 'accepted'

/** The institutions' accepted records, as `dataspace pipeline fetch` takes them. */
export function recordSources({ settings }: Foundation, lake: DataLake): pulumi.Output<string> {
  const sources = Object.keys(settings.institutions).map(
    (id) => pulumi.interpolate`${id}=s3://${lake.institution(id).bucketName}/${ACCEPTED}/${id}`,
  )
  return pulumi.all(sources).apply((all) => all.join(','))
}

/** What tasks may do with objects: keep versions of data, and read the institutions' accepted records. */
export function taskStatements(
  foundation: Foundation,
  lake: DataLake,
): WorkloadIdentityStatement[] {
  return [...dataVersions(foundation, lake), ...acceptedRecords(foundation, lake)]
}

/** Tasks read and write versions of data, the DVC remote, in a bucket that holds nothing else. */
function dataVersions({ settings, keys }: Foundation, lake: DataLake): WorkloadIdentityStatement[] {
  const { arn } = lake.datasets
  return [
    {
      sid: 'DataVersions',
      actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
      resources: [pulumi.interpolate`${arn}/dvc/*`],
    },
    {
      sid: 'ListThem',
      actions: ['s3:ListBucket'],
      resources: [arn],
      conditions: [below('dvc')],
    },
    {
      sid: 'KeyOfTheBucket',
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [keys.purpose('lake').arn],
      conditions: [throughS3(settings)],
    },
  ]
}

/** De-identified records that an intake accepted: nothing raw, nothing refused, and nothing is written. */
function acceptedRecords(foundation: Foundation, lake: DataLake): WorkloadIdentityStatement[] {
  const { settings } = foundation
  const ids = Object.keys(settings.institutions)
  const buckets = ids.map((id) => lake.institution(id).arn)
  return [
    {
      sid: 'AcceptedRecords',
      actions: ['s3:GetObject'],
      resources: ids.map(
        (id) => pulumi.interpolate`${lake.institution(id).arn}/${ACCEPTED}/${id}/*`,
      ),
    },
    {
      sid: 'ListAccepted',
      actions: ['s3:ListBucket'],
      resources: buckets,
      conditions: [below(ACCEPTED)],
    },
    // Otherwise the institutions' buckets are under the lake's key, which tasks use anyway.
    ...(settings.keys.perInstitution ? [keysOf(foundation)] : []),
  ]
}

const keysOf = ({ settings, keys }: Foundation): WorkloadIdentityStatement => ({
  sid: 'KeysOfInstitutions',
  actions: ['kms:Decrypt'],
  resources: Object.keys(settings.institutions).map((id) => keys.institution(id).arn),
  conditions: [throughS3(settings)],
})

/**
 * Lists below a prefix. DVC first asks whether a key is there, by HEAD, which names no prefix: without
 * the right to list S3 answers 403 instead of 404, and DVC gives up.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
const below = (prefix: string): WorkloadIdentityCondition => ({
  operator: 'StringLikeIfExists',
  key: 's3:prefix',
  values: [prefix, `${prefix}/*`],
})

const throughS3 = ({ region }: AwsSettings): WorkloadIdentityCondition => ({
  operator: 'StringEquals',
  key: 'kms:ViaService',
  values: [`s3.${region}.amazonaws.com`],
})
