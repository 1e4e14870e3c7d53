import { describe, expect, it } from 'vitest'
import { BucketLockMode } from '../../../components/bucket/bucket.ts'
import { DataLake, type DataLakeArgs } from '../../../components/bucket/data-lake.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { refusalOf } from '../refusal.ts'

const key = (name: string) => ({ arn: `arn:aws:kms:eu-central-1:123456789012:key/${name}` })
const copy = { bucketName: 'copy', arn: 'arn:aws:s3:::copy', keyArn: key('copy').arn }
const args: DataLakeArgs = {
  ownership: { owner: 'platform', environment: 'dev' },
  accountId: '123456789012',
  institutions: { dkfz: { encryptionKey: key('dkfz') }, ukhd: { encryptionKey: key('ukhd') } },
  encryptionKey: key('lake'),
  auditKey: key('audit'),
}
const made = async (change: Partial<DataLakeArgs> = {}) => {
  const { resources, outputs } = await record(() => {
    const lake = new DataLake('lake', { ...args, ...change })
    return {
      names: lake.institutionBucketNames,
      dvcRemote: lake.dvcRemote,
      artifactRoot: lake.artifactRoot,
      ukhd: lake.institution('ukhd').keyArn,
      audit: lake.audit.arn,
      refs: [lake.datasets.arn, lake.artifacts.arn, lake.logs.arn],
    }
  })
  const find = (name: string) => resources.find((one) => one.name === `lake-${name}`)
  return { resources, outputs, find }
}
let once: ReturnType<typeof made> | undefined
/** The lake as {@link args} make it, recorded once: nothing changes a recording. */
const plain = () => {
  once ??= made()
  return once
}
const keyOf = (inputs: unknown) => JSON.stringify(inputs).match(/key\/(\w+)/)?.[1]

describe('DataLake', () => {
  it('makes a bucket for each institution and four of the network', async () => {
    const { resources } = await plain()
    const buckets = resources.filter(({ type }) => type === 'dataspace:index:Bucket')
    expect(buckets.map(({ name }) => name).sort()).toEqual([
      'lake-artifacts',
      'lake-audit',
      'lake-datasets',
      'lake-institution-dkfz',
      'lake-institution-ukhd',
      'lake-logs',
    ])
  })

  it('keeps each institution under its own key and says whose data it is', async () => {
    const { find } = await plain()
    for (const institution of ['dkfz', 'ukhd']) {
      expect(keyOf(find(`institution-${institution}-encryption`)?.inputs)).toBe(institution)
      expect(find(`institution-${institution}-bucket`)?.inputs.tags).toMatchObject({
        institution,
        'data-class': 'phi',
      })
    }
    expect(keyOf(find('datasets-encryption')?.inputs)).toBe('lake')
    expect(keyOf(find('audit-encryption')?.inputs)).toBe('audit')
  })

  it('announces institutions uploads on EventBridge and forgets raw FHIR after 90 days', async () => {
    const { find } = await plain()
    expect(find('institution-ukhd-events')?.inputs.eventbridge).toBe(true)
    expect(find('institution-ukhd-lifecycle')?.inputs.rules).toContainEqual({
      id: 'raw-fhir',
      status: 'Enabled',
      filter: { prefix: 'fhir/' },
      expiration: { days: 90 },
    })
    expect(find('datasets-events')).toBeUndefined()
  })

  it('locks the audit trail for six years and lets CloudTrail write it', async () => {
    const { find } = await plain()
    expect(find('audit-object-lock')?.inputs.rule).toEqual({
      defaultRetention: { mode: 'GOVERNANCE', days: 2190 },
    })
    expect(find('audit-policy')?.inputs.policy).toContain('cloudtrail.amazonaws.com')
  })

  it('logs the requests to every bucket but the log bucket there, each under its own prefix', async () => {
    const { resources, find } = await plain()
    const logging = resources.filter(({ type }) => type.endsWith(':BucketLogging'))
    expect(new Set(logging.map(({ inputs }) => inputs.targetBucket))).toEqual(
      new Set([find('logs-bucket')?.outputs.bucket]),
    )
    expect(new Set(logging.map(({ inputs }) => inputs.targetPrefix)).size).toBe(5)
    expect(find('logs-access-log')).toBeUndefined()
  })

  it('protects every bucket unless told otherwise', async () => {
    const buckets = async (change: Partial<DataLakeArgs>) =>
      (await made(change)).resources.filter(({ type }) => type === 'aws:s3/bucket:Bucket')
    expect((await buckets({})).every(({ protect }) => protect)).toBe(true)
    const loose = await buckets({ protect: false, forceDestroy: true })
    expect(loose.some(({ protect, inputs }) => protect || !inputs.forceDestroy)).toBe(false)
  })

  it('tells where DVC and MLflow put things, and hands out refs', async () => {
    const { outputs, find } = await plain()
    expect(outputs).toMatchObject({
      dvcRemote: `s3://${find('datasets-bucket')?.outputs.bucket}/dvc`,
      artifactRoot: `s3://${find('artifacts-bucket')?.outputs.bucket}/mlflow`,
      ukhd: key('ukhd').arn,
      audit: find('audit-bucket')?.outputs.arn,
      refs: ['datasets', 'artifacts', 'logs'].map((role) => find(`${role}-bucket`)?.outputs.arn),
      names: { ukhd: find('institution-ukhd-bucket')?.outputs.bucket },
    })
  })

  it('copies an institution to another region by a role that its key policy can name', async () => {
    const replication = { destination: copy, region: 'eu-west-1', roleName: 'copy-ukhd' }
    const { find } = await made({
      region: 'eu-central-1',
      institutions: { ukhd: { encryptionKey: key('ukhd'), replication } },
    })
    expect(find('institution-ukhd-replication-role')?.inputs.name).toBe('copy-ukhd')
  })

  it('names the institutions there are when asked for one there is not', async () => {
    const asking = record(() => void new DataLake('lake', args).institution('embl'))
    await expect(asking).rejects.toThrow(
      'DataLake: there is no institution "embl"; there are dkfz, ukhd',
    )
  })
})

const CASES: readonly (readonly [change: Partial<DataLakeArgs>, problem: string])[] = [
  [{ rawRetentionDays: 0 }, 'rawRetentionDays must be whole days, 1–36500, got 0'],
  [{ logRetentionDays: 0 }, 'logRetentionDays must be whole days, 1–36500, got 0'],
  [{ auditRetentionDays: 1.5 }, 'auditRetentionDays must be whole days, 1–36500, got 1.5'],
  [
    { auditLockMode: 'NONE' as BucketLockMode },
    'auditLockMode must be GOVERNANCE or COMPLIANCE, got "NONE"',
  ],
  [
    { auditLockMode: BucketLockMode.Compliance, forceDestroy: true },
    'forceDestroy must be false: nobody can delete an audit trail that is locked in compliance mode, got true',
  ],
  [
    { institutions: { UKHD: { encryptionKey: key('ukhd') } } },
    'institutions.UKHD must be under a key of 1–31 lower-case letters, digits and single "-" within, a letter first, got "UKHD"',
  ],
]

describe('DataLake refuses', () => {
  it.each(CASES)('%o', (change, problem) => {
    const refusal = refusalOf(() => new DataLake('lake', { ...args, ...change }))
    expect(refusal).toBe(`DataLake "lake": ${problem}`)
  })

  it('to copy an institution without region, role name and key of the copy', () => {
    const destination = { bucketName: copy.bucketName, arn: copy.arn }
    const replication = { destination, region: 'eu-west-1' }
    const institutions = { ukhd: { encryptionKey: key('ukhd'), replication } }
    expect(refusalOf(() => new DataLake('lake', { ...args, institutions }))).toBe(
      [
        'DataLake "lake": region must be given where an institution is replicated, got nothing',
        'DataLake "lake": institutions.ukhd.replication.roleName must be a name, which the institution\'s key policy must name too, got nothing',
        'DataLake "lake": institutions.ukhd.replication.destination.keyArn must be a KMS key, got nothing',
      ].join('\n'),
    )
  })

  it('a name that leaves no room for its buckets', () => {
    expect(refusalOf(() => new DataLake('Lake', { ...args, institutions: {} }))).toBe(
      'DataLake "Lake": name must be 1–34 lower-case letters, digits and single "-" within, a letter first, got "Lake"',
    )
  })
})
