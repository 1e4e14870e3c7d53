import * as pulumi from '@pulumi/pulumi'
import type { FhirIntakeArgs } from './fhir-intake.ts'
import type { IntakePrefixes } from './plan-fhir-intake.ts'

/** Lambda takes the role on; handing it to a function needs iam:PassRole in this account. */
export const executionTrust = () => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
})

/** What the function's policy is made for. */
export interface ExecutionScope {
  readonly args: FhirIntakeArgs
  readonly prefixes: IntakePrefixes
  readonly queueArn: pulumi.Input<string>
  readonly logGroupArn: pulumi.Input<string>
}

/** Everything the function may do, to exactly the objects it is for. */
export function executionPolicy({ args, prefixes, queueArn, logGroupArn }: ExecutionScope) {
  const { bucket, results = bucket, pseudonymSecretArn } = args
  const below = (prefix: string) => pulumi.interpolate`${results.arn}/${prefix}*`
  return {
    Version: '2012-10-17',
    Statement: [
      allow(
        'ReadUploads',
        ['s3:GetObject', 's3:GetObjectVersion'],
        [pulumi.interpolate`${bucket.arn}/${prefixes.uploads}*`],
      ),
      // Without it S3 answers "access denied" for a deleted object, which would be tried again.
      allow('TellDeletedFromDenied', ['s3:ListBucket', 's3:ListBucketVersions'], [bucket.arn]),
      allow(
        'WriteResults',
        ['s3:PutObject'],
        [below(prefixes.accepted), below(prefixes.rejected), below(prefixes.reports)],
      ),
      allow('ReadPseudonymSecret', ['secretsmanager:GetSecretValue'], [pseudonymSecretArn]),
      allow(
        'TakeMessages',
        ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        [queueArn],
      ),
      allow(
        'WriteLog',
        ['logs:CreateLogStream', 'logs:PutLogEvents'],
        [pulumi.interpolate`${logGroupArn}:*`],
      ),
      ...keyStatements(args),
    ],
  }
}

const allow = (Sid: string, Action: string[], Resource: pulumi.Input<string>[]) => ({
  Sid,
  Effect: 'Allow',
  Action,
  Resource,
})

/** Each key only through the service whose data it encrypts. */
function keyStatements({
  bucket,
  results = bucket,
  region,
  pseudonymSecretKeyArn,
}: FhirIntakeArgs) {
  const use = (
    sid: string,
    actions: string[],
    key: { service: string; arn: pulumi.Input<string> },
  ) => ({
    ...allow(sid, actions, [key.arn]),
    Condition: { StringEquals: { 'kms:ViaService': `${key.service}.${region}.amazonaws.com` } },
  })
  return [
    ...(bucket.keyArn === undefined
      ? []
      : [use('DecryptUploads', ['kms:Decrypt'], { service: 's3', arn: bucket.keyArn })]),
    ...(results.keyArn === undefined
      ? []
      : [use('EncryptResults', ['kms:GenerateDataKey'], { service: 's3', arn: results.keyArn })]),
    ...(pseudonymSecretKeyArn === undefined
      ? []
      : [
          use('DecryptPseudonymSecret', ['kms:Decrypt'], {
            service: 'secretsmanager',
            arn: pseudonymSecretKeyArn,
          }),
        ]),
  ]
}

/** Only the rule sends to the queue, and only over TLS. */
export const queuePolicy = (queueArn: pulumi.Input<string>, ruleArn: pulumi.Input<string>) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'SendFromRule',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
    },
    {
      Sid: 'RequireTls',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: queueArn,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ],
})

/** Every new object below the prefix, whatever its name: what cannot be read gets a report. */
export const uploadPattern = (bucketName: pulumi.Input<string>, prefix: string) => ({
  source: ['aws.s3'],
  'detail-type': ['Object Created'],
  detail: { bucket: { name: [bucketName] }, object: { key: [{ prefix }] } },
})
