import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'

const MAGIC = Buffer.from([0x1f, 0x8b])

/** No file that the store keeps is larger; what claims to be is damaged. */
const LARGEST = 256 * 1024 * 1024

/**
 * A file as a column keeps it. A model of 2.1 MB is 0.5 MB like this: less work for the database, behind
 * which the rows of predictions wait. https://www.rfc-editor.org/rfc/rfc1952
 */
export const pack = (file: Uint8Array): Promise<Buffer> =>
  promisify(gzip)(file, { level: constants.Z_BEST_SPEED })

/**
 * The file that was packed. Files of earlier versions, which were kept as they are, and damaged ones
 * come back as they lie there: who reads them verifies them.
 */
export async function unpack(kept: Buffer): Promise<Buffer> {
  if (!kept.subarray(0, MAGIC.length).equals(MAGIC)) return kept
  return promisify(gunzip)(kept, { maxOutputLength: LARGEST }).catch(() => kept)
}
