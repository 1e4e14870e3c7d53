import { type Control, each } from './control.ts'
import { at, type Graph, type GraphResource, type GraphValue, list, ofType } from './graph.ts'
import { keyIsOurs } from './key-controls.ts'
import { type Statement, statements } from './policy-document.ts'

const BUCKET = 'aws:s3/bucket:Bucket'

/** The configuration of one kind that belongs to a bucket. */
function configuration(
  graph: Graph,
  bucket: GraphResource,
  kind: string,
): GraphResource | undefined {
  const type = `aws:s3/${kind[0]?.toLowerCase()}${kind.slice(1)}:${kind}`
  const names = [bucket.id, bucket.outputs.bucket, bucket.outputs.arn]
  return ofType(graph, type).find(({ inputs }) => names.includes(inputs.bucket ?? null))
}

const buckets = (graph: Graph) => ofType(graph, BUCKET)

/** True for a bucket that only receives the access logs of others. */
function receivesLogs(graph: Graph, bucket: GraphResource): boolean {
  return ofType(graph, 'aws:s3/bucketLogging:BucketLogging').some(
    ({ inputs }) =>
      inputs.targetBucket === bucket.id || inputs.targetBucket === bucket.outputs.bucket,
  )
}

const policyOf = (graph: Graph, bucket: GraphResource): Statement[] =>
  statements(configuration(graph, bucket, 'BucketPolicy')?.inputs.policy)

const denies = (
  rules: Statement[],
  condition: (value: GraphValue | undefined) => boolean,
): boolean =>
  rules.some(
    (rule) => rule.effect === 'Deny' && rule.principals.includes('*') && condition(rule.condition),
  )

const holdsData = ({ inputs }: GraphResource): boolean =>
  ['phi', 'confidential'].includes(String(at(inputs, 'tags', 'data-class')))

/** Controls 36–46: S3. */
export const STORAGE_CONTROLS: readonly Control[] = [
  {
    number: 36,
    title: 'Every bucket blocks public access in all four ways',
    sources: 'FSBP S3.8, CIS 2.1.4',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        const block = configuration(graph, bucket, 'BucketPublicAccessBlock')?.inputs ?? {}
        const ways = [
          'blockPublicAcls',
          'blockPublicPolicy',
          'ignorePublicAcls',
          'restrictPublicBuckets',
        ]
        return ways.some((way) => block[way] !== true) && 'does not block public access'
      }),
  },
  {
    number: 37,
    title: 'Access control lists are off',
    sources: 'FSBP S3.12, CKV2_AWS_65',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        const own = configuration(graph, bucket, 'BucketOwnershipControls')?.inputs
        return (
          at(own, 'rule', 'objectOwnership') !== 'BucketOwnerEnforced' &&
          'allows access control lists'
        )
      }),
  },
  {
    number: 38,
    title: 'Objects are encrypted with a key of ours and bucket keys are on',
    sources: 'FSBP S3.17, CKV_AWS_145',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        const kind = 'BucketServerSideEncryptionConfiguration'
        const rule = at(configuration(graph, bucket, kind)?.inputs, 'rules', 0)
        // S3 delivers access logs only to buckets with its own key.
        if (receivesLogs(graph, bucket)) return rule === undefined && 'is not encrypted'
        const key = at(rule, 'applyServerSideEncryptionByDefault', 'kmsMasterKeyId')
        if (!keyIsOurs(graph, key)) return 'has no key of ours'
        return at(rule, 'bucketKeyEnabled') !== true && 'has no bucket key'
      }),
  },
  {
    number: 39,
    title: 'Requests without TLS 1.2 are denied',
    sources: 'FSBP S3.5, CIS 2.1.1, CKV_AWS_379',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        const rules = policyOf(graph, bucket)
        const plain = denies(rules, (c) => String(at(c, 'Bool', 'aws:SecureTransport')) === 'false')
        const old = denies(rules, (c) => Number(at(c, 'NumericLessThan', 's3:TlsVersion')) >= 1.2)
        return !(plain && old) && 'admits requests without TLS 1.2'
      }),
  },
  {
    number: 40,
    title: 'Every bucket keeps versions',
    sources: 'FSBP S3.14, CKV_AWS_21',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        const kept = configuration(graph, bucket, 'BucketVersioning')?.inputs
        return at(kept, 'versioningConfiguration', 'status') !== 'Enabled' && 'keeps no versions'
      }),
  },
  {
    number: 41,
    title: 'The audit bucket has an object lock',
    sources: 'FSBP S3.15, CKV_AWS_143',
    violations: (graph) => {
      const locked = buckets(graph).filter(
        (bucket) =>
          configuration(graph, bucket, 'BucketObjectLockConfiguration')?.inputs.rule !==
            undefined && bucket.inputs.objectLockEnabled === true,
      )
      const audit = locked.some(({ name }) => name.includes('audit'))
      return audit ? [] : ['there is no audit bucket with an object lock']
    },
  },
  {
    number: 42,
    title: 'Access to every bucket is logged to another bucket',
    sources: 'FSBP S3.9, CKV_AWS_18',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        if (receivesLogs(graph, bucket)) return false
        const log = configuration(graph, bucket, 'BucketLogging')?.inputs.targetBucket
        return (!log || log === bucket.id) && 'is not logged to another bucket'
      }),
  },
  {
    number: 43,
    title: 'Old versions expire and broken uploads are removed',
    sources: 'FSBP S3.10/.13, CKV2_AWS_61, CKV_AWS_300',
    violations: (graph) =>
      each(buckets(graph), (bucket) => {
        const rules = list(
          configuration(graph, bucket, 'BucketLifecycleConfiguration')?.inputs.rules,
        )
        const aborts = rules.some(
          (rule) => at(rule, 'abortIncompleteMultipartUpload') !== undefined,
        )
        const expires = rules.some((rule) => at(rule, 'noncurrentVersionExpiration') !== undefined)
        return !(aborts && expires) && 'has no lifecycle for old versions and broken uploads'
      }),
  },
  {
    number: 44,
    title: 'No bucket policy admits everybody',
    sources: 'FSBP S3.6, CKV_AWS_70',
    violations: (graph) =>
      each(
        buckets(graph),
        (bucket) =>
          policyOf(graph, bucket).some(
            ({ effect, principals, conditional }) =>
              effect === 'Allow' && principals.includes('*') && !conditional,
          ) && 'admits everybody',
      ),
  },
  {
    number: 45,
    title: 'Data buckets are replicated to another region, under a key there',
    sources: 'FSBP S3.7, CKV_AWS_144',
    violations: (graph) =>
      each(
        buckets(graph).filter((bucket) => holdsData(bucket) && !isReplica(graph, bucket)),
        (bucket) => {
          const kind = 'BucketReplicationConfig'
          const rule = at(configuration(graph, bucket, kind)?.inputs, 'rules', 0)
          const key = at(rule, 'destination', 'encryptionConfiguration', 'replicaKmsKeyId')
          return key === undefined && 'is not replicated under a key of the other region'
        },
      ),
  },
  {
    number: 46,
    title: 'Data buckets cannot be emptied by accident',
    sources: 'practice',
    violations: (graph) =>
      each(buckets(graph).filter(holdsData), ({ inputs, protect }) => {
        if (inputs.forceDestroy === true) return 'is destroyed with its objects'
        return !protect && 'is not protected'
      }),
  },
]

function isReplica(graph: Graph, bucket: GraphResource): boolean {
  return ofType(graph, 'aws:s3/bucketReplicationConfig:BucketReplicationConfig').some(
    ({ inputs }) =>
      list(inputs.rules).some((rule) => at(rule, 'destination', 'bucket') === bucket.outputs.arn),
  )
}
