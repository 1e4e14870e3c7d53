import { createHash } from 'node:crypto'
import { ModelFileError } from './model-file-error.ts'

const OPENING = Buffer.from('"sha256":"')
const CLOSING = Buffer.from('"}}\n')
const DIGEST_LENGTH = 64
const SEAL_LENGTH = OPENING.length + DIGEST_LENGTH + CLOSING.length

/**
 * Ends a model file. `text` is its JSON up to and including the last member of `dataspace`, without
 * the two closing braces; the seal adds `sha256` as the last member, taken over every other byte.
 */
export function seal(text: string): Uint8Array<ArrayBuffer> {
  const body = Buffer.from(`${text},`)
  const digest = Buffer.from(digestOf(body))
  return new Uint8Array(Buffer.concat([body, OPENING, digest, CLOSING]))
}

/** Checks the seal of a model file and returns its digest. Throws ModelFileError. */
export function checkSeal(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new ModelFileError('empty', 'it holds 0 bytes')
  const start = bytes.length - SEAL_LENGTH
  const digestStart = start + OPENING.length
  const digestEnd = digestStart + DIGEST_LENGTH
  const isSealed =
    start > 0 &&
    OPENING.equals(bytes.subarray(start, digestStart)) &&
    CLOSING.equals(bytes.subarray(digestEnd))
  if (!isSealed) {
    throw new ModelFileError('truncated', 'it does not end with its SHA-256; is it truncated?')
  }
  const digest = Buffer.from(bytes.subarray(digestStart, digestEnd)).toString('latin1')
  // The comparison is of lower-case digits: a digest with one in upper case is another one.
  if (digestOf(bytes.subarray(0, start)) !== digest) {
    throw new ModelFileError('hash', 'its content does not match its SHA-256; it was changed')
  }
  return digest
}

function digestOf(body: Uint8Array): string {
  return createHash('sha256').update(body).update(OPENING).update(CLOSING).digest('hex')
}
