import { createReadStream } from 'node:fs'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Upload } from './upload.ts'

/** An upload, opened. */
export interface OpenUpload {
  body: AsyncIterable<Uint8Array>
  bytes: number
  modified: Date
}

/** What is written: bytes at hand, or a file on disk. */
export interface Result {
  key: string
  contentType: string
  content: Uint8Array | { file: string; bytes: number }
}

/** The buckets, as far as the intake needs them. */
export interface ObjectStore {
  /** Undefined where that version is gone: deleted, or replaced in a bucket without versions. */
  open(upload: Upload): Promise<OpenUpload | undefined>
  /** Writes an object; it appears whole or not at all. */
  write(result: Result): Promise<void>
}

const GONE = new Set(['NoSuchKey', 'NoSuchVersion', 'PreconditionFailed', 'MethodNotAllowed'])

/** Uploads and results in S3. Credentials, region and a replaced endpoint come from the environment. */
export function s3ObjectStore(bucket: string): ObjectStore {
  const client = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined })
  return {
    open: (upload) => open(client, upload),
    write: async ({ key, contentType, content }) => {
      const held = content instanceof Uint8Array
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          ContentType: contentType,
          ContentLength: held ? content.length : content.bytes,
          Body: held ? content : createReadStream(content.file),
        }),
      )
    },
  }
}

async function open(client: S3Client, upload: Upload): Promise<OpenUpload | undefined> {
  const { bucket, key, version, versioned } = upload
  const which = versioned ? { VersionId: version } : { IfMatch: version }
  try {
    const object = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...which }))
    const { Body, ContentLength = 0, LastModified = new Date() } = object
    if (Body === undefined) throw new TypeError('S3 answered without a body')
    return { body: Body, bytes: ContentLength, modified: LastModified }
  } catch (error) {
    if (error instanceof Error && GONE.has(error.name)) return undefined
    throw error
  }
}
