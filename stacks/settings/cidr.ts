import { overlaps, parseCidr, privateRangeOf } from '../../components/network/cidr.ts'

/** Whether two blocks, as text, share an address. Malformed ones share none. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parseCidr(one), parseCidr(other)]
  return a !== undefined && b !== undefined && overlaps(a, b)
}

/** Whether a block, as text, lies inside one private range. */
export function isPrivateBlock(text: string): boolean {
  const block = parseCidr(text)
  return block !== undefined && privateRangeOf(block) !== undefined
}
