import fc from 'fast-check'
import { expect, it } from 'vitest'
import { uidOf } from '../../../kaapana/dicom/uid.ts'

it('makes a UID of digits, 64 at most, that no component of it begins with a zero', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), (word, number) => {
      const uid = uidOf(word, number)
      expect(uid).toMatch(/^2\.25\.[1-9]\d{0,38}$/)
      expect(uidOf(word, number)).toBe(uid)
      expect(uidOf(word, number + 1)).not.toBe(uid)
      expect(uidOf(`${word} ${number}`)).not.toBe(uid)
    }),
  )
})
