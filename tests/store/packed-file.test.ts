import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pack, unpack } from '../../app/store/packed-file.ts'

describe('a file as the store keeps it', () => {
  it('comes back byte for byte, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect(await unpack(await pack(bytes))).toEqual(Buffer.from(bytes))
      }),
    )
  })

  it('is far smaller where it is the text of a model', async () => {
    const text = Buffer.from(JSON.stringify(Array.from({ length: 5000 }, (_, at) => [at, at % 7])))
    expect((await pack(text)).length).toBeLessThan(text.length / 2)
  })

  it('of an earlier version, kept as it was, is read as it is', async () => {
    const plain = Buffer.from('{"name":"RFClassifier"}')
    expect(await unpack(plain)).toEqual(plain)
  })

  it('that is damaged comes back as it lies there, for its reader to refuse', async () => {
    const damaged = await pack(Buffer.from('{"name":"RFClassifier"}'.repeat(50)))
    damaged[20] = (damaged[20] ?? 0) ^ 0xff
    expect(await unpack(damaged)).toEqual(damaged)
  })
})
