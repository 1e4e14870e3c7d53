import { join } from 'node:path'
import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { Compute } from './compute.ts'
import type { Network } from './network.ts'

const tags = { owner: 'platform', environment: pulumi.getStack() }

/** What the data stores need. */
export interface DataArgs {
  network: Network
  compute: Compute
  protect: boolean
}

/** A database, buckets, keys and a function that takes in uploaded files. */
export class Data extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>
  readonly lakeArn: pulumi.Output<string>

  constructor(name: string, args: DataArgs) {
    super('hospital:index:Data', name)
    const parent = { parent: this }
    const key = new aws.kms.Key(name, { enableKeyRotation: true, tags }, parent)
    this.host = addDatabase({ of: this, name, key, ...args })
    const buckets = ['lake', 'models', 'audit', 'access-logs'].map((purpose) =>
      addBucket({ of: this, name: `${name}-${purpose}`, key }),
    )
    const [lake] = buckets as [aws.s3.Bucket]
    this.lakeArn = lake.arn
    addIntake({ of: this, name, lake })
    for (const image of ['service', 'training', 'airflow'])
      new aws.ecr.Repository(`${name}-${image}`, { imageTagMutability: 'IMMUTABLE', tags }, parent)
    for (const alarm of ['cpu', 'storage', 'connections'])
      new aws.cloudwatch.MetricAlarm(
        `${name}-${alarm}`,
        { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 3, tags },
        parent,
      )
    this.registerOutputs({ host: this.host })
  }
}

function addDatabase(of: DataArgs & { of: Data; name: string; key: aws.kms.Key }) {
  const { name, network, compute, key, protect } = of
  const parent = { parent: of.of }
  const group = new aws.ec2.SecurityGroup(`${name}-db`, { vpcId: network.vpcId, tags }, parent)
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-db`,
    {
      securityGroupId: group.id,
      ipProtocol: 'tcp',
      fromPort: 5432,
      toPort: 5432,
      referencedSecurityGroupId: compute.securityGroupId,
    },
    parent,
  )
  const subnets = new aws.rds.SubnetGroup(name, { subnetIds: network.isolatedSubnetIds }, parent)
  const database = new aws.rds.Instance(
    name,
    {
      engine: 'postgres',
      instanceClass: 'db.t4g.medium',
      allocatedStorage: 100,
      storageType: 'gp3',
      multiAz: protect,
      kmsKeyId: key.arn,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [group.id],
      manageMasterUserPassword: true,
      username: 'dataspace',
      tags,
    },
    { ...parent, protect },
  )
  return database.address
}

function addBucket({ of, name, key }: { of: Data; name: string; key: aws.kms.Key }): aws.s3.Bucket {
  const bucket = new aws.s3.Bucket(name, { tags }, { parent: of })
  const inside = { parent: of }
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    inside,
  )
  new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: 'Enabled' } },
    inside,
  )
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.arn },
        },
      ],
    },
    inside,
  )
  return bucket
}

function addIntake({ of, name, lake }: { of: Data; name: string; lake: aws.s3.Bucket }): void {
  const parent = { parent: of }
  const role = new aws.iam.Role(`${name}-intake`, { assumeRolePolicy: '{}' }, parent)
  const policy = new aws.iam.Policy(
    `${name}-intake`,
    {
      policy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 's3:GetObject', Resource: pulumi.interpolate`${lake.arn}/*` },
        ],
      }),
    },
    parent,
  )
  new aws.iam.RolePolicyAttachment(
    `${name}-intake`,
    { role: role.name, policyArn: policy.arn },
    parent,
  )
  const dead = new aws.sqs.Queue(`${name}-failed`, { tags }, parent)
  new aws.cloudwatch.LogGroup(`${name}-intake`, { retentionInDays: 30, tags }, parent)
  const intake = new aws.lambda.Function(
    `${name}-intake`,
    {
      role: role.arn,
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      code: new pulumi.asset.FileArchive(join(import.meta.dirname, 'intake')),
      deadLetterConfig: { targetArn: dead.arn },
      tags,
    },
    parent,
  )
  new aws.s3.BucketNotification(
    `${name}-intake`,
    {
      bucket: lake.id,
      lambdaFunctions: [{ lambdaFunctionArn: intake.arn, events: ['s3:ObjectCreated:*'] }],
    },
    parent,
  )
}
