import { describe, expect, it } from 'vitest'
import {
  Bucket,
  type BucketArgs,
  BucketLockMode,
  BucketStorageClass,
  BucketWriter,
} from '../../../components/bucket/bucket.ts'
import type { BucketRef } from '../../../components/bucket/bucket-ref.ts'
import { record } from '../../../rehearsal/engine/record.ts'

const ownership = { owner: 'imaging', environment: 'dev' }
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/lake'
const logs: BucketRef = { bucketName: 'logs', arn: 'arn:aws:s3:::logs' }
const copy: BucketRef = {
  bucketName: 'copy',
  arn: 'arn:aws:s3:::copy',
  keyArn: 'arn:aws:kms:eu-west-1:123456789012:key/copy',
}
const args: BucketArgs = { ownership, encryptionKey: { arn: keyArn }, accessLog: { target: logs } }
const replicated: BucketArgs = {
  ...args,
  accountId: '123456789012',
  region: 'eu-central-1',
  replication: { destination: copy, region: 'eu-west-1' },
}
const made = async (given: BucketArgs = args) => {
  const { resources } = await record(() => void new Bucket('lake', given))
  const find = (role: string) => resources.find(({ name }) => name === `lake-${role}`)
  return { resources: resources.filter(({ custom }) => custom), find }
}

describe('Bucket', () => {
  it('makes exactly the bucket and its protections', async () => {
    const { resources } = await made()
    expect(resources.map(({ name, type }) => `${name} ${type}`).sort()).toEqual([
      'lake-access-log aws:s3/bucketLogging:BucketLogging',
      'lake-bucket aws:s3/bucket:Bucket',
      'lake-encryption aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration',
      'lake-lifecycle aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration',
      'lake-ownership aws:s3/bucketOwnershipControls:BucketOwnershipControls',
      'lake-policy aws:s3/bucketPolicy:BucketPolicy',
      'lake-public-access-block aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      'lake-versioning aws:s3/bucketVersioning:BucketVersioning',
    ])
  })

  it('blocks public access and ACLs, versions, and encrypts with the given key by bucket key', async () => {
    const { find } = await made()
    expect(find('public-access-block')?.inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    })
    expect(find('ownership')?.inputs.rule).toEqual({ objectOwnership: 'BucketOwnerEnforced' })
    expect(find('versioning')?.inputs.versioningConfiguration).toEqual({ status: 'Enabled' })
    expect(find('encryption')?.inputs.rules).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      },
    ])
  })

  it('protects the bucket, keeps its objects and says who owns it', async () => {
    const bucket = (await made()).find('bucket')
    expect(bucket?.protect).toBe(true)
    expect(bucket?.inputs.forceDestroy).toBe(false)
    expect(bucket?.inputs.tags).toEqual({
      Name: 'lake',
      owner: 'imaging',
      environment: 'dev',
      institution: 'shared',
      'data-class': 'internal',
    })
  })

  it('can be destroyed with its objects when both relaxations are named', async () => {
    const bucket = (await made({ ...args, forceDestroy: true, protect: false })).find('bucket')
    expect([bucket?.protect, bucket?.inputs.forceDestroy]).toEqual([false, true])
  })

  it('changes access settings one after another', async () => {
    const { find } = await made()
    expect(find('ownership')?.dependencies).toContain(find('public-access-block')?.urn)
    expect(find('policy')?.dependencies).toContain(find('ownership')?.urn)
    expect(find('lifecycle')?.dependencies).toContain(find('versioning')?.urn)
  })

  it('tells its name to others only when all protection is in place, its ARN at once', async () => {
    const { resources } = await record(() => {
      const bucket = new Bucket('lake', args)
      const accessLog = { target: bucket }
      new Bucket('second', { ...args, accessLog })
    })
    const urn = (name: string) => resources.find((one) => one.name === name)?.urn
    const log = resources.find(({ name }) => name === 'second-access-log')
    expect(log?.propertyDependencies.targetBucket).toEqual(
      expect.arrayContaining([
        urn('lake-bucket'),
        urn('lake-policy'),
        urn('lake-encryption'),
        urn('lake-public-access-block'),
      ]),
    )
    const policy = resources.find(({ name }) => name === 'lake-policy')
    expect(policy?.propertyDependencies.policy).toEqual([urn('lake-bucket')])
  })

  it('removes unfinished uploads and old versions, and applies rules by their id', async () => {
    const transitions = [{ storageClass: BucketStorageClass.StandardIa, afterDays: 30 }]
    const lifecycle = { rules: { raw: { prefix: 'fhir/', expireAfterDays: 90, transitions } } }
    const { find } = await made({ ...args, lifecycle })
    expect(find('lifecycle')?.inputs.rules).toEqual([
      {
        id: 'housekeeping',
        status: 'Enabled',
        filter: { prefix: '' },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        expiration: { expiredObjectDeleteMarker: true },
      },
      {
        id: 'raw',
        status: 'Enabled',
        filter: { prefix: 'fhir/' },
        expiration: { days: 90 },
        transitions: [{ storageClass: 'STANDARD_IA', days: 30 }],
      },
    ])
  })

  it('logs requests to another bucket, by date', async () => {
    const { find } = await made()
    expect(find('access-log')?.inputs).toMatchObject({
      targetBucket: 'logs',
      targetPrefix: 's3/lake/',
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: 'EventTime' } },
    })
  })

  it('takes access logs under S3-managed encryption, where S3 takes no other', async () => {
    const { find } = await made({
      ownership,
      accountId: '123456789012',
      s3ManagedEncryption: true,
      withoutAccessLog: true,
      writers: [BucketWriter.S3AccessLogs],
    })
    expect(find('encryption')?.inputs.rules).toEqual([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } },
    ])
    expect(find('access-log')).toBeUndefined()
    expect(find('policy')?.inputs.policy).toContain('logging.s3.amazonaws.com')
  })

  it('locks versions for the given time', async () => {
    const { find } = await made({
      ...args,
      objectLock: { mode: BucketLockMode.Compliance, days: 365 },
    })
    expect(find('bucket')?.inputs.objectLockEnabled).toBe(true)
    expect(find('object-lock')?.inputs.rule).toEqual({
      defaultRetention: { mode: 'COMPLIANCE', days: 365 },
    })
  })

  it('sends events to EventBridge on demand', async () => {
    const { find } = await made({ ...args, eventBridge: true })
    expect(find('events')?.inputs.eventbridge).toBe(true)
  })

  it('copies everything to another bucket under its key, once versioned and allowed to', async () => {
    const { find } = await made(replicated)
    const replication = find('replication')
    expect(replication?.inputs.role).toBe(find('replication-role')?.outputs.arn)
    expect(replication?.inputs.rules).toMatchObject([
      {
        status: 'Enabled',
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
        destination: {
          bucket: copy.arn,
          encryptionConfiguration: { replicaKmsKeyId: copy.keyArn },
        },
      },
    ])
    expect(replication?.dependencies).toEqual(
      expect.arrayContaining([find('versioning')?.urn, find('replication-rights')?.urn]),
    )
  })

  it('lets the replication role use the two keys through S3 in their regions only', async () => {
    const { find } = await made(replicated)
    const trust = JSON.parse(String(find('replication-role')?.inputs.assumeRolePolicy))
    expect(trust.Statement[0].Condition).toEqual({
      ArnEquals: { 'aws:SourceArn': find('bucket')?.outputs.arn },
      StringEquals: { 'aws:SourceAccount': '123456789012' },
    })
    const policy = JSON.parse(String(find('replication-policy')?.inputs.policy))
    expect(policy.Statement.slice(-2)).toEqual([
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: keyArn,
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } },
      },
      {
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
        Resource: copy.keyArn,
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
      },
    ])
  })

  it('tags all that can be tagged', async () => {
    const { resources } = await made(replicated)
    const tagged = resources.filter(({ inputs }) => inputs.tags !== undefined)
    expect(tagged.map(({ name }) => name).sort()).toEqual([
      'lake-bucket',
      'lake-replication-policy',
      'lake-replication-role',
    ])
  })
})
