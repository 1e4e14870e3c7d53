import * as pulumi from '@pulumi/pulumi'
import type { ArgumentProblem } from './argument-error.ts'
import { ANYWHERE, type NetworkPeer, neededPeers } from './kubernetes-network.ts'
import type { WorkloadIdentityStatement } from './workload-identity/statements.ts'

/** Key of S3-compatible storage outside AWS. */
export interface ObjectStorageCredentials {
  accessKeyId: pulumi.Input<string>
  /** A secret. */
  secretAccessKey: pulumi.Input<string>
}

/** A part of a bucket, in S3 or in storage that speaks its protocol. */
export interface ObjectStorageAccess {
  /**
   * Address of S3-compatible storage, e.g. `http://objects.storage.svc:7070`.
   * @default S3 of the region
   */
  endpoint?: pulumi.Input<string>
  /** Region, e.g. `eu-central-1`; what the storage says it is, outside AWS. */
  region: pulumi.Input<string>
  bucket: pulumi.Input<string>
  /** Start of all keys, without slashes at its ends, e.g. `mlflow`. */
  prefix: string
  /** ARN of the KMS key that encrypts the bucket. @default none: S3's own */
  keyArn?: pulumi.Input<string>
  /**
   * Key of the storage.
   * @default none: the pods' own identity, which needs `aws`
   */
  credentials?: ObjectStorageCredentials
  /**
   * Where the storage is.
   * @default any address
   */
  peers?: NetworkPeer[]
  /** TCP port of the storage. @default 443 */
  port?: number
}

/** Where policies let pods connect to for the storage. */
export const storagePeers = ({ peers = [ANYWHERE] }: ObjectStorageAccess): NetworkPeer[] => peers

/** Port of the storage. */
export const storagePort = ({ port = 443 }: ObjectStorageAccess): number => port

/** `s3://<bucket>/<prefix>`. */
export const storageUrl = ({ bucket, prefix }: ObjectStorageAccess): pulumi.Output<string> =>
  pulumi.interpolate`s3://${bucket}/${prefix}`

/** The key as the file that `AWS_SHARED_CREDENTIALS_FILE` names: a secret. */
export const credentialsFile = (credentials: ObjectStorageCredentials): pulumi.Output<string> =>
  pulumi.secret(
    pulumi.interpolate`[default]\naws_access_key_id = ${credentials.accessKeyId}\naws_secret_access_key = ${credentials.secretAccessKey}\n`,
  )

/** What pods may do with their part of the bucket, and with its key through S3 alone. */
export function storageStatements(
  storage: ObjectStorageAccess,
  may: { readonly write: boolean },
): pulumi.Output<WorkloadIdentityStatement[]> {
  const { prefix } = storage
  const { region, bucket, keyArn } = storage
  const writing = ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload']
  return pulumi.all([region, bucket, keyArn]).apply(([place, name, key]) => [
    {
      sid: 'OwnObjects',
      actions: ['s3:GetObject', ...(may.write ? writing : [])],
      resources: [`arn:aws:s3:::${name}/${prefix}/*`],
    },
    {
      sid: 'ListThem',
      actions: ['s3:ListBucket'],
      resources: [`arn:aws:s3:::${name}`],
      conditions: [{ operator: 'StringLike', key: 's3:prefix', values: [prefix, `${prefix}/*`] }],
    },
    ...(key === undefined ? [] : [throughS3(key, place, may.write)]),
  ])
}

const throughS3 = (key: string, region: string, write: boolean): WorkloadIdentityStatement => ({
  sid: 'KeyOfTheBucket',
  actions: ['kms:Decrypt', ...(write ? ['kms:GenerateDataKey'] : [])],
  resources: [key],
  conditions: [
    { operator: 'StringEquals', key: 'kms:ViaService', values: [`s3.${region}.amazonaws.com`] },
  ],
})

/** Problems of an access, given whether there is an identity for pods. */
export function storageProblems(
  argument: string,
  storage: ObjectStorageAccess,
  aws: boolean,
): ArgumentProblem[] {
  const { prefix, credentials, endpoint, port } = storage
  const problems = neededPeers(`${argument}.peers`, storagePeers(storage))
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(prefix))
    problems.push({
      argument: `${argument}.prefix`,
      got: prefix,
      allowed: 'letters, digits, -, _ and . between single slashes, with none at its ends',
    })
  if (port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535))
    problems.push({ argument: `${argument}.port`, got: port, allowed: '1–65535' })
  // What is in credentials is never shown.
  if ((credentials === undefined) !== aws)
    problems.push({
      argument: `${argument}.credentials`,
      got: aws ? 'both' : 'neither',
      allowed: 'given without aws, or left out with it',
      fix: 'on EKS the pods have an identity of their own; elsewhere they need a key',
    })
  if (endpoint === undefined && !aws)
    problems.push({
      argument: `${argument}.endpoint`,
      got: endpoint,
      allowed: 'given where the pods have no identity in AWS',
    })
  return problems
}
