import { buffer } from 'node:stream/consumers'
import { constants, gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

/** A file of an archive. */
export interface ArchiveEntry {
  readonly path: string
  readonly bytes: Buffer
}

/** Position of the operating system in gzip's header (RFC 1952, 2.3). */
const GZIP_SYSTEM = 9
const GZIP_UNKNOWN = 255

/**
 * A gzipped tar whose bytes depend on nothing but the entries and the time: no owner, one mode, no
 * time or system in gzip's header.
 */
export async function writeTgz(entries: readonly ArchiveEntry[], seconds: number): Promise<Buffer> {
  const tar = pack()
  const written = buffer(tar)
  const mtime = new Date(seconds * 1000)
  for (const { path, bytes } of entries)
    tar.entry({ name: path, mtime, mode: 0o644, uid: 0, gid: 0 }, bytes)
  tar.finalize()
  const zipped = gzipSync(await written, { level: constants.Z_BEST_COMPRESSION })
  zipped[GZIP_SYSTEM] = GZIP_UNKNOWN
  return zipped
}
