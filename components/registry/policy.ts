import * as pulumi from '@pulumi/pulumi'

/** Who may pull from a repository; pushing stays with the account's own roles. */
export const pullPolicy = (principalArns: readonly pulumi.Input<string>[]) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Pull',
      Effect: 'Allow',
      Principal: { AWS: [...principalArns] },
      Action: [
        'ecr:BatchCheckLayerAvailability',
        'ecr:BatchGetImage',
        'ecr:GetDownloadUrlForLayer',
      ],
    },
  ],
})

/**
 * ECR itself takes the role on:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html
 */
export const creationRoleTrust = () => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'ecr.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
})

/**
 * What ECR needs to make the repositories of a cache with a customer's key and tags:
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-custom.html
 */
export function creationRolePolicy(scope: {
  accountId: pulumi.Input<string>
  region: string
  prefixes: readonly string[]
  keyArn: pulumi.Input<string>
}) {
  const { accountId, region, prefixes, keyArn } = scope
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'MakeRepositories',
        Effect: 'Allow',
        Action: ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'],
        Resource: prefixes.map(
          (prefix) => pulumi.interpolate`arn:aws:ecr:${region}:${accountId}:repository/${prefix}/*`,
        ),
      },
      {
        Sid: 'EncryptThem',
        Effect: 'Allow',
        Action: ['kms:CreateGrant', 'kms:RetireGrant', 'kms:DescribeKey'],
        Resource: keyArn,
      },
    ],
  }
}
