import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BucketStatement,
  BucketWriter,
  bucketPolicy,
} from '../../../components/bucket/bucket-policy.ts'

const arn = 'arn:aws:s3:::lake'
const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/one'
const accountId = '123456789012'
const tls = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' }
const algorithm = 's3:x-amz-server-side-encryption'
const keyHeader = 's3:x-amz-server-side-encryption-aws-kms-key-id'

/** IAM's meaning of the operators that our statements use, for one request's context. */
const OPERATORS: Record<string, (got: string | undefined, wanted: string) => boolean> = {
  Bool: (got, wanted) => got === wanted,
  NumericLessThan: (got, wanted) => got !== undefined && Number(got) < Number(wanted),
  Null: (got, wanted) => String(got === undefined) === wanted,
  StringNotEquals: (got, wanted) => got !== wanted,
  StringEquals: (got, wanted) => got === wanted,
}
const applies = ({ Condition }: BucketStatement, context: Record<string, string>) =>
  Object.entries(Condition ?? {}).every(([operator, tests]) =>
    Object.entries(tests).every(([key, wanted]) => OPERATORS[operator]?.(context[key], wanted)),
  )
const denied = (action: string, context: Record<string, string>, writers: BucketWriter[] = []) =>
  bucketPolicy({ arn, keyArn, accountId, writers }).Statement.some(
    (one) =>
      one.Effect === 'Deny' && ['s3:*', action].includes(one.Action) && applies(one, context),
  )

describe('a bucket policy', () => {
  it.each([
    ['a read without TLS', 's3:GetObject', { 'aws:SecureTransport': 'false' }],
    ['a read by TLS 1.1', 's3:GetObject', { ...tls, 's3:TlsVersion': '1.1' }],
    ['an upload with S3-managed encryption', 's3:PutObject', { ...tls, [algorithm]: 'AES256' }],
    [
      'an upload under a foreign key',
      's3:PutObject',
      { ...tls, [algorithm]: 'aws:kms', [keyHeader]: keyArn.replace('one', 'two') },
    ],
  ])('denies %s', (_, action, context) => {
    expect(denied(action, context)).toBe(true)
  })

  it.each([
    ['a read by TLS 1.2', 's3:GetObject', { ...tls, 's3:TlsVersion': '1.2' }],
    ['an upload that leaves encryption to the bucket', 's3:PutObject', tls],
    [
      'an upload that names the bucket key',
      's3:PutObject',
      { ...tls, [algorithm]: 'aws:kms', [keyHeader]: keyArn },
    ],
  ])('does not deny %s', (_, action, context) => {
    expect(denied(action, context)).toBe(false)
  })

  it('allows services of the account alone, whatever writers there are', () => {
    fc.assert(
      fc.property(fc.subarray(Object.values(BucketWriter)), (writers) => {
        const { Statement } = bucketPolicy({ arn, accountId, writers })
        const allowed = Statement.filter(({ Effect }) => Effect === 'Allow')
        expect(allowed.length).toBeGreaterThanOrEqual(writers.length)
        for (const { Principal, Condition, Resource } of allowed) {
          expect(Principal).toMatchObject({ Service: expect.stringMatching(/\.amazonaws\.com$/) })
          if (Condition) expect(Condition.StringEquals?.['aws:SourceAccount']).toBe(accountId)
          else expect(Resource).toContain(`AWSLogs/${accountId}/`)
        }
        expect(new Set(Statement.map(({ Sid }) => Sid)).size).toBe(Statement.length)
      }),
    )
  })

  it('lets load balancers write below AWSLogs of the account, under any prefix', () => {
    const writers = [BucketWriter.LoadBalancerLogs]
    const [write] = bucketPolicy({ arn, accountId, writers }).Statement.slice(-1)
    expect(write).toMatchObject({
      Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      Resource: 'arn:aws:s3:::lake/*AWSLogs/123456789012/*',
    })
    expect(write).not.toHaveProperty('Condition')
  })
})
