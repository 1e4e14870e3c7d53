/**
 * The little of the AWS SDK for JavaScript v3 that the intake uses. The SDK itself is part of the
 * Lambda runtime; with these declarations nothing of it needs to be installed to type-check.
 */
declare module '@aws-sdk/client-s3' {
  export class GetObjectCommand {
    constructor(input: { Bucket: string; Key: string; VersionId?: string; IfMatch?: string })
  }
  export class PutObjectCommand {
    constructor(input: {
      Bucket: string
      Key: string
      Body: Uint8Array | NodeJS.ReadableStream
      ContentLength: number
      ContentType: string
    })
  }
  export interface GetObjectOutput {
    Body?: AsyncIterable<Uint8Array>
    ContentLength?: number
    LastModified?: Date
  }
  export class S3Client {
    constructor(config: { forcePathStyle?: boolean })
    send(command: GetObjectCommand): Promise<GetObjectOutput>
    send(command: PutObjectCommand): Promise<object>
  }
}

declare module '@aws-sdk/client-secrets-manager' {
  export class GetSecretValueCommand {
    constructor(input: { SecretId: string })
  }
  export class SecretsManagerClient {
    constructor(config: object)
    send(command: GetSecretValueCommand): Promise<{ SecretString?: string }>
  }
}
