import * as pulumi from '@pulumi/pulumi'
import { describe, expect, it } from 'vitest'
import { FhirIntake, type FhirIntakeArgs } from '../../../components/fhir-intake/fhir-intake.ts'
import { DataClass } from '../../../components/ownership.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

const REGION = 'eu-central-1'
const key = (name: string) => `arn:aws:kms:${REGION}:123456789012:key/${name}`
const SECRET = `arn:aws:secretsmanager:${REGION}:123456789012:secret:pseudonyms-AbCdEf`
const TOPIC = `arn:aws:sns:${REGION}:123456789012:alarms`
const LAKE = { bucketName: 'lake', arn: 'arn:aws:s3:::lake', keyArn: key('lake') }

const args: FhirIntakeArgs = {
  ownership: { owner: 'data', environment: 'prod', dataClass: DataClass.Phi },
  region: REGION,
  bucket: LAKE,
  code: { 'handler.mjs': import.meta.filename, 'definitions.ndjson': import.meta.filename },
  institutions: ['dkfz', 'ukhd'],
  pseudonymSecretArn: pulumi.output(SECRET),
  pseudonymSecretField: 'AUDIT_KEY',
  pseudonymSecretKeyArn: key('secrets'),
  key: { arn: key('logs') },
  alarmTopicArn: TOPIC,
}

const recorded = (more: Partial<FhirIntakeArgs> = {}): Promise<RecordedProgram> =>
  record(() => ({ ...outputsOf(new FhirIntake('fhir', { ...args, ...more })) }))

const outputsOf = ({ functionArn, roleArn, queueUrl, deadLetterQueueUrl }: FhirIntake) => ({
  functionArn,
  roleArn,
  queueUrl,
  deadLetterQueueUrl,
})

const find = ({ resources }: RecordedProgram, name: string): RecordedResource =>
  resources.find((resource) => resource.name === name)!

interface Statement {
  Sid: string
  Action: string[]
  Resource: string | string[]
  Condition?: object
}

const statements = ({ inputs }: RecordedResource): Statement[] =>
  JSON.parse(String(inputs.policy)).Statement

const refusal = (more: Partial<FhirIntakeArgs>): string => {
  try {
    new FhirIntake('fhir', { ...args, ...more })
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

describe('FhirIntake', () => {
  it('makes exactly what its documentation lists', async () => {
    const { resources } = await recorded()
    const children = resources.filter(({ custom }) => custom).map(({ name }) => name)
    const alarms = children.filter((name) => name.startsWith('fhir-alarm-'))
    expect(alarms).toHaveLength(6)
    expect(children.filter((name) => !alarms.includes(name)).sort()).toEqual([
      'fhir-attachment',
      'fhir-dead-letters',
      'fhir-dead-letters-policy',
      'fhir-function',
      'fhir-log',
      'fhir-policy',
      'fhir-queue',
      'fhir-queue-policy',
      'fhir-redrive',
      'fhir-role',
      'fhir-source',
      'fhir-target',
      'fhir-uploads',
    ])
  })

  it('delivers each new upload through a queue and keeps what fails for 14 days', async () => {
    const program = await recorded()
    const [rule, target] = [find(program, 'fhir-uploads'), find(program, 'fhir-target')]
    const [queue, dead] = [find(program, 'fhir-queue'), find(program, 'fhir-dead-letters')]
    expect(JSON.parse(String(rule.inputs.eventPattern))).toEqual({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: ['lake'] }, object: { key: [{ prefix: 'fhir/' }] } },
    })
    expect(target.inputs).toMatchObject({
      arn: queue.outputs.arn,
      deadLetterConfig: { arn: dead.outputs.arn },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
    })
    expect(target.dependencies).toEqual(
      expect.arrayContaining([
        find(program, 'fhir-queue-policy').urn,
        find(program, 'fhir-dead-letters-policy').urn,
      ]),
    )
    for (const { inputs } of [queue, dead]) {
      expect(inputs).toMatchObject({
        messageRetentionSeconds: 1_209_600,
        sqsManagedSseEnabled: true,
      })
    }
    expect(queue.inputs.visibilityTimeoutSeconds).toBe(1800)
    expect(JSON.parse(String(queue.inputs.redrivePolicy))).toEqual({
      deadLetterTargetArn: dead.outputs.arn,
      maxReceiveCount: 5,
    })
    expect(find(program, 'fhir-source').inputs).toMatchObject({
      eventSourceArn: queue.outputs.arn,
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      scalingConfig: { maximumConcurrency: 5 },
    })
  })

  it('lets nothing but the rule send to the queues, over TLS', async () => {
    const program = await recorded()
    const rule = find(program, 'fhir-uploads').outputs.arn
    for (const role of ['queue', 'dead-letters']) {
      const queue = find(program, `fhir-${role}`).outputs.arn
      expect(statements(find(program, `fhir-${role}-policy`))).toMatchObject([
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queue,
          Condition: { ArnEquals: { 'aws:SourceArn': rule } },
        },
        { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ])
    }
  })

  it('runs the given files on arm64 with its settings, a log of ours and bounded concurrency', async () => {
    const program = await recorded()
    const lambda = find(program, 'fhir-function')
    expect(lambda.inputs).toMatchObject({
      runtime: 'nodejs24.x',
      architectures: ['arm64'],
      handler: 'handler.handler',
      memorySize: 512,
      timeout: 300,
      ephemeralStorage: { size: 1024 },
      reservedConcurrentExecutions: 5,
      loggingConfig: { logFormat: 'JSON', logGroup: find(program, 'fhir-log').outputs.name },
      environment: {
        variables: {
          OUTPUT_BUCKET: 'lake',
          INSTITUTIONS: 'dkfz,ukhd',
          PSEUDONYM_SECRET_ARN: SECRET,
          PSEUDONYM_SECRET_FIELD: 'AUDIT_KEY',
          MAX_FILE_BYTES: '268435456',
          UPLOADS_PREFIX: 'fhir/',
          ACCEPTED_PREFIX: 'accepted/',
          REJECTED_PREFIX: 'rejected/',
          REPORTS_PREFIX: 'reports/',
        },
      },
    })
    expect(lambda.inputs.code).toMatchObject({
      assets: {
        'handler.mjs': { path: import.meta.filename },
        'definitions.ndjson': { path: import.meta.filename },
      },
    })
    expect(lambda.inputs).not.toHaveProperty('vpcConfig')
    expect(lambda.dependencies).toContain(find(program, 'fhir-attachment').urn)
    expect(find(program, 'fhir-log').inputs).toMatchObject({
      retentionInDays: 400,
      kmsKeyId: key('logs'),
    })
  })

  it('may read uploads, write results, and use each key through its service only', async () => {
    const program = await recorded()
    const policy = find(program, 'fhir-policy')
    const bySid = new Map(statements(policy).map((one) => [one.Sid, one]))
    expect(
      Object.fromEntries([...bySid].map(([sid, one]) => [sid, [one.Action, one.Resource]])),
    ).toEqual({
      ReadUploads: [['s3:GetObject', 's3:GetObjectVersion'], ['arn:aws:s3:::lake/fhir/*']],
      TellDeletedFromDenied: [['s3:ListBucket', 's3:ListBucketVersions'], [LAKE.arn]],
      WriteResults: [
        ['s3:PutObject'],
        ['accepted', 'rejected', 'reports'].map((prefix) => `arn:aws:s3:::lake/${prefix}/*`),
      ],
      ReadPseudonymSecret: [['secretsmanager:GetSecretValue'], [SECRET]],
      TakeMessages: [
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        [find(program, 'fhir-queue').outputs.arn],
      ],
      WriteLog: [
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [`${find(program, 'fhir-log').outputs.arn}:*`],
      ],
      DecryptUploads: [['kms:Decrypt'], [key('lake')]],
      EncryptResults: [['kms:GenerateDataKey'], [key('lake')]],
      DecryptPseudonymSecret: [['kms:Decrypt'], [key('secrets')]],
    })
    const via = (sid: string) => bySid.get(sid)?.Condition
    expect(via('DecryptUploads')).toEqual({
      StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` },
    })
    expect(via('DecryptPseudonymSecret')).toEqual({
      StringEquals: { 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` },
    })
  })

  it('writes results to another bucket under its key, and needs no key where there is none', async () => {
    const results = { bucketName: 'results', arn: 'arn:aws:s3:::results' }
    const { pseudonymSecretKeyArn: _key, ...rest } = args
    const program = await record(
      () => new FhirIntake('fhir', { ...rest, bucket: { ...LAKE, keyArn: key('lake') }, results }),
    )
    const all = statements(find(program, 'fhir-policy'))
    expect(all.map(({ Sid }) => Sid)).not.toContain('EncryptResults')
    expect(all.map(({ Sid }) => Sid)).not.toContain('DecryptPseudonymSecret')
    expect(all.find(({ Sid }) => Sid === 'WriteResults')?.Resource).toContain(
      'arn:aws:s3:::results/accepted/*',
    )
    const { environment } = find(program, 'fhir-function').inputs
    expect(environment).toMatchObject({ variables: { OUTPUT_BUCKET: 'results' } })
  })

  it('tells the topic of dead letters, age, errors, throttles, lost events and refused files', async () => {
    const program = await recorded()
    const alarms = program.resources.filter(({ type }) => type.endsWith(':MetricAlarm'))
    expect(alarms.map(({ inputs }) => `${inputs.namespace} ${inputs.metricName}`).sort()).toEqual([
      'AWS/Events FailedInvocations',
      'AWS/Lambda Errors',
      'AWS/Lambda Throttles',
      'AWS/SQS ApproximateAgeOfOldestMessage',
      'AWS/SQS ApproximateNumberOfMessagesVisible',
      'DataSpace/FhirIntake RefusedFiles',
    ])
    for (const { inputs } of alarms) {
      expect(inputs).toMatchObject({ alarmActions: [TOPIC], okActions: [TOPIC] })
    }
    expect(find(program, 'fhir-alarm-oldest-message').inputs.threshold).toBe(3600)
    expect(find(program, 'fhir-alarm-dead-letters').inputs).toMatchObject({
      dimensions: { QueueName: find(program, 'fhir-dead-letters').outputs.name },
      threshold: 0,
    })
  })

  it("runs in a network's private subnets with no way in and HTTPS out", async () => {
    const program = await recorded({
      network: {
        vpcId: 'vpc-1',
        cidrBlock: '10.0.0.0/16',
        publicSubnetIds: ['subnet-public'],
        privateSubnetIds: ['subnet-a', 'subnet-b'],
        isolatedSubnetIds: [],
      },
    })
    const group = find(program, 'fhir-security-group')
    expect(group.inputs).not.toHaveProperty('ingress')
    expect(find(program, 'fhir-function').inputs.vpcConfig).toEqual({
      subnetIds: ['subnet-a', 'subnet-b'],
      securityGroupIds: [group.id],
    })
    expect(find(program, 'fhir-https-out').inputs).toMatchObject({ fromPort: 443, toPort: 443 })
    expect(find(program, 'fhir-network-attachment').inputs.policyArn).toMatch(/ENIManagement/)
  })

  it('protects its queues when told, leaves concurrency open when told, and tags everything', async () => {
    const program = await recorded({ protect: true, reserveConcurrency: false })
    const guarded = program.resources.filter(({ protect }) => protect).map(({ name }) => name)
    expect(guarded.sort()).toEqual(['fhir-dead-letters', 'fhir-queue'])
    expect(find(program, 'fhir-function').inputs.reservedConcurrentExecutions).toBe(-1)
    const taggable =
      /:(Queue|Role|Policy|Function|LogGroup|EventRule|MetricAlarm|EventSourceMapping)$/
    const tagged = program.resources.filter(({ type }) => taggable.test(type))
    expect(tagged.length).toBeGreaterThan(12)
    for (const { inputs } of tagged) {
      expect(inputs.tags).toMatchObject({ owner: 'data', 'data-class': 'phi' })
    }
  })

  it('hands out what others need', async () => {
    const { outputs } = await recorded()
    expect(outputs).toEqual({
      functionArn: expect.stringMatching(/^arn:aws:lambda:/),
      roleArn: expect.stringMatching(/^arn:aws:iam:/),
      queueUrl: expect.stringMatching(/^https:\/\/sqs\..*fhir-queue/),
      deadLetterQueueUrl: expect.stringMatching(/^https:\/\/sqs\..*fhir-dead-letters/),
    })
  })

  it('refuses files that are not the bundle', () => {
    expect(refusal({ code: { 'index.js': '' } })).toBe(
      'FhirIntake "fhir": code must be files by their path, handler.mjs and definitions.ndjson ' +
        'among them, got ["index.js"]; pass what bundleFhirIntake(folder) returns',
    )
    expect(refusal({ code: { ...args.code, 'handler.mjs': '/none/handler.mjs' } })).toBe(
      'FhirIntake "fhir": code["handler.mjs"] must be an existing file, got "/none/handler.mjs"; ' +
        'pass what bundleFhirIntake(folder) returns',
    )
  })

  it('refuses institutions that keys and settings could not tell apart', () => {
    for (const institutions of [[], ['UKHD'], ['ukhd', 'ukhd'], ['a,b']]) {
      expect(refusal({ institutions })).toBe(
        'FhirIntake "fhir": institutions must be different ids of 2–32 lower-case letters, digits ' +
          `and hyphens, at least one, got ${JSON.stringify(institutions)}`,
      )
    }
  })

  it('refuses results among the uploads, and prefixes that are no folders', () => {
    expect(refusal({ prefixes: { reports: 'fhir/reports/' } })).toBe(
      'FhirIntake "fhir": prefixes.reports must be outside prefixes.uploads, got "fhir/reports/"; ' +
        'results among the uploads would be taken in again',
    )
    expect(refusal({ prefixes: { uploads: 'in' } })).toBe(
      'FhirIntake "fhir": prefixes.uploads must be a folder of letters, digits, _ . - that ends in /, got "in"',
    )
  })

  it('refuses sizes beyond what Lambda takes, all at once', () => {
    const lines = refusal({
      memoryMegabytes: 64,
      timeoutSeconds: 901,
      concurrency: 1,
      attempts: 0.5,
    })
    expect(lines.split('\n')).toEqual([
      'FhirIntake "fhir": memoryMegabytes must be a whole number from 256 to 10240, got 64',
      'FhirIntake "fhir": timeoutSeconds must be a whole number from 30 to 900, got 901',
      'FhirIntake "fhir": concurrency must be a whole number from 2 to 1000, got 1',
      'FhirIntake "fhir": attempts must be a whole number from 2 to 100, got 0.5',
    ])
    expect(refusal({ maxFileMegabytes: 600 })).toBe(
      'FhirIntake "fhir": storageMegabytes must be at least twice maxFileMegabytes, which is 600, got 1024',
    )
    expect(refusal({ logRetentionDays: 100 })).toMatch(
      /^FhirIntake "fhir": logRetentionDays must be one of 1, 3, 5, /,
    )
  })
})
