import { expect, it } from 'vitest'
import { storeStatus } from '../../../kaapana/dicom/store-status.ts'

it.each([
  [0x0000, 'stored', '0000, success'],
  [0xb000, 'warning', 'B000, coercion of data elements'],
  [0xb007, 'warning', 'B007, data set does not match the SOP class'],
  [0x0001, 'warning', '0001, warning'],
  [0xa700, 'refused', 'A700, refused: out of resources'],
  [0xa900, 'refused', 'A900, error: data set does not match the SOP class'],
  [0xc001, 'refused', 'C001, error: cannot understand'],
  [0x0122, 'refused', '0122, SOP class not supported'],
  [0x0124, 'refused', '0124, not authorised'],
  [0x0fff, 'refused', '0FFF, failure'],
] as const)('reads status %i as %s', (status, outcome, text) => {
  expect(storeStatus(status)).toEqual({ outcome, text })
})
