import { createHash, hash } from 'node:crypto'
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

/** Files up to this size are read whole, larger ones piece by piece. */
const PIECE = 1024 * 1024

/** SHA-256 of files, in hexadecimal digits; each file is read once, however many contexts hold it. */
export class ContentHashes {
  readonly known = new Map<string, string>()

  /** Hash of the file at an absolute path; throws if it cannot be read. */
  of(file: string, size: number): string {
    const known = this.known.get(file)
    if (known !== undefined) return known
    const content = size <= PIECE ? hash('sha256', readFileSync(file)) : hashInPieces(file)
    this.known.set(file, content)
    return content
  }
}

function hashInPieces(file: string): string {
  const sum = createHash('sha256')
  const piece = Buffer.allocUnsafe(PIECE)
  const descriptor = openSync(file, 'r')
  try {
    for (let read = -1; read !== 0; ) {
      read = readSync(descriptor, piece)
      sum.update(piece.subarray(0, read))
    }
  } finally {
    closeSync(descriptor)
  }
  return sum.digest('hex')
}
