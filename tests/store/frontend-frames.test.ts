import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrontendFrames } from '../../app/store/embedded/frontend-frames.ts'

const startup = Buffer.from([0, 0, 0, 9, 0, 3, 0, 0, 0])

const message = (type: string, body: Uint8Array): Buffer => {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(type, 'latin1')
  bytes.writeUInt32BE(4 + body.length, 1)
  bytes.set(body, 5)
  return bytes
}

const anyMessage = fc
  .tuple(fc.constantFrom('P', 'B', 'D', 'E', 'S', 'Q'), fc.uint8Array({ maxLength: 40 }))
  .map(([type, body]) => message(type, body))

const isBoundary = (bytes: Buffer) => bytes[0] === 0x53 || bytes[0] === 0x51

describe('Bytes for the embedded database', () => {
  it('leave in whole messages up to a Sync or Query, however the writes are cut', () => {
    const cases = fc.tuple(
      fc.array(anyMessage, { maxLength: 12 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
    )
    fc.assert(
      fc.property(cases, ([messages, sizes]) => {
        const stream = Buffer.concat([startup, ...messages])
        const frames = new FrontendFrames()
        const pieces: Uint8Array[] = []
        let at = 0
        for (let index = 0; at < stream.length; index += 1) {
          const size = sizes[index % sizes.length] ?? 1
          pieces.push(...frames.push(stream.subarray(at, at + size)))
          at += size
        }
        const complete = messages.slice(0, messages.findLastIndex(isBoundary) + 1)
        const expected = Buffer.concat([startup, ...complete])
        expect(Buffer.concat(pieces)).toEqual(expected)
        expect(Buffer.from(pieces[0]!)).toEqual(startup)
      }),
    )
  })
})
