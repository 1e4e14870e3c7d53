/** What the replication role's policy depends on, with everything known. */
export interface ReplicationPolicyInput {
  readonly sourceArn: string
  readonly sourceKeyArn: string
  readonly sourceRegion: string
  readonly destinationArn: string
  readonly destinationKeyArn: string
  readonly destinationRegion: string
}

/** Trust of the replication role: S3, for this bucket of this account alone. */
export function replicationTrust(sourceArn: string, accountId: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnEquals: { 'aws:SourceArn': sourceArn },
          StringEquals: { 'aws:SourceAccount': accountId },
        },
      },
    ],
  }
}

/**
 * Reads one bucket's versions with its key, writes another's with the other key.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function replicationPolicy(input: ReplicationPolicyInput) {
  const via = (region: string) => ({
    StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
  })
  const allow = (Action: string[], Resource: string, Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && { Condition }),
  })
  return {
    Version: '2012-10-17',
    Statement: [
      allow(['s3:GetReplicationConfiguration', 's3:ListBucket'], input.sourceArn),
      allow(
        [
          's3:GetObjectVersionAcl',
          's3:GetObjectVersionForReplication',
          's3:GetObjectVersionTagging',
        ],
        `${input.sourceArn}/*`,
      ),
      allow(
        ['s3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'],
        `${input.destinationArn}/*`,
      ),
      allow(['kms:Decrypt'], input.sourceKeyArn, via(input.sourceRegion)),
      allow(
        ['kms:Encrypt', 'kms:GenerateDataKey'],
        input.destinationKeyArn,
        via(input.destinationRegion),
      ),
    ],
  }
}
