import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBlock } from '../../components/cidr-block.ts'

describe('a block of addresses', () => {
  it('is any address with a length that its family has', () => {
    const v4 = fc.tuple(fc.ipV4(), fc.nat(32))
    const v6 = fc.tuple(fc.ipV6(), fc.nat(128))
    fc.assert(fc.property(fc.oneof(v4, v6), ([address, length]) => isBlock(`${address}/${length}`)))
  })

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.0/8/8', '10.0.0.0/', '/8', ''])(
    'is not %o',
    (text) => expect(isBlock(text)).toBe(false),
  )
})
