/** One version of a file that an institution has put into the bucket. */
export interface Upload {
  bucket: string
  key: string
  /** Version of the object; without versioning its ETag. */
  version: string
  /** False where `version` is an ETag: the bucket keeps no versions. */
  versioned: boolean
}

/** A message of the queue: an "Object Created" event of S3, as EventBridge delivers it. */
export interface QueueMessage {
  messageId: string
  body: string
}

interface ObjectCreated {
  detail?: {
    bucket?: { name?: unknown }
    object?: { key?: unknown; etag?: unknown; 'version-id'?: unknown }
  }
}

/**
 * The upload that a message tells of.
 *
 * @throws SyntaxError or TypeError for any other message; neither repeats what the message holds.
 */
export function uploadOf({ body }: QueueMessage): Upload {
  const { detail } = parsed(body)
  const { key, etag, 'version-id': versionId } = detail?.object ?? {}
  const bucket = detail?.bucket?.name
  const version = versionId ?? etag
  if (typeof bucket !== 'string' || typeof key !== 'string' || typeof version !== 'string') {
    throw new TypeError('The message is no "Object Created" event of S3')
  }
  return { bucket, key, version, versioned: typeof versionId === 'string' }
}

function parsed(body: string): ObjectCreated {
  try {
    return JSON.parse(body) as ObjectCreated
  } catch {
    throw new SyntaxError('The message is not JSON')
  }
}
