/** AWS services that report trouble of ours. */
const REPORTING_SERVICES = [
  'cloudwatch.amazonaws.com',
  'events.rds.amazonaws.com',
  'backup.amazonaws.com',
  'events.amazonaws.com',
]

/**
 * Policy of the topic: AWS services may publish for this account only, and nobody without TLS.
 * Source: https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function topicPolicy(topicArn: string, accountId: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ServicesOfThisAccountPublish',
        Effect: 'Allow',
        Principal: { Service: REPORTING_SERVICES },
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      },
      {
        Sid: 'OnlyOverTls',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 'sns:Publish',
        Resource: topicArn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }
}
