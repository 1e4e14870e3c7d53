import type { Context } from 'hono'
import { Problem, validationProblem } from './problem.ts'

/** Limits of a JSON body beyond its bytes: enough for any request of ours, too little to hurt. */
const MOST_DEPTH = 32
const MOST_KEYS = 1000

/**
 * Reads a request body of at most `limit` bytes, whatever its Content-Length claims.
 *
 * @throws Problem 413 as soon as the limit is passed; the rest is not read.
 */
export async function readBody(c: Context, limit: number): Promise<string> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit)
  if (c.req.header('content-length') !== undefined) return c.req.text()
  return (await readBytes(c, limit)).toString('utf8')
}

/** The same as {@link readBody}, for bodies that are not text. */
export async function readBytes(c: Context, limit: number): Promise<Buffer> {
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit)
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** 413 for a body over `limit` bytes. The connection closes: what is still coming is not wanted. */
export const tooLarge = (limit: number): Problem =>
  new Problem(413, `The body may have at most ${limit} bytes`, { headers: { connection: 'close' } })

/**
 * Parses JSON and bounds its shape.
 *
 * @throws Problem 422 for text that is not JSON (the original's order: syntax before credentials),
 *   400 for more than 32 levels or more than `keys` members.
 */
export function parseJson(text: string, keys = MOST_KEYS): unknown {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw validationProblem([{ type: 'json_invalid', loc: ['body'], msg: 'JSON decode error' }])
  }
  if (typeof data === 'object' && data !== null) checkShape(data, keys)
  return data
}

function checkShape(root: object, most: number): void {
  let keys = 0
  let level: object[] = [root]
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) throw new Problem(400, `JSON deeper than ${MOST_DEPTH} levels`)
    const next: object[] = []
    for (const value of level) {
      const members = Array.isArray(value) ? value : Object.values(value)
      if (!Array.isArray(value)) keys += members.length
      if (keys > most) throw new Problem(400, `JSON with more than ${most} members`)
      for (const member of members)
        if (typeof member === 'object' && member !== null) next.push(member)
    }
    level = next
  }
}
