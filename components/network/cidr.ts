import { isIPv4 } from 'node:net'

/** A block of IPv4 addresses: `first` to `first + 2^(32 - prefix) - 1`, as numbers. */
export interface Cidr {
  /** The block's first address as an unsigned 32-bit number. */
  readonly first: number
  /** Length of the network part, 0–32. */
  readonly prefix: number
}

const sizeOf = (prefix: number): number => 2 ** (32 - prefix)

/** Reads `10.20.0.0/16`; nothing for text that is not a block or whose address is not its first one. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length = '', ...rest] = text.split('/')
  const prefix = Number(length)
  if (rest.length > 0 || !isIPv4(address) || !/^\d{1,2}$/.test(length) || prefix > 32)
    return undefined
  const first = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  return first % sizeOf(prefix) === 0 ? { first, prefix } : undefined
}

/** Writes a block as `10.20.0.0/16`. */
export function formatCidr({ first, prefix }: Cidr): string {
  const bytes = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256)
  return `${bytes.join('.')}/${prefix}`
}

/** True if every address of `inner` is one of `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return inner.prefix >= outer.prefix && overlaps(outer, inner)
}

/** True if the blocks share an address. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.first < b.first + sizeOf(b.prefix) && b.first < a.first + sizeOf(a.prefix)
}

/** The `index`-th of the 2^`bits` equal parts of a block. */
export function partOf(block: Cidr, bits: number, index: number): Cidr {
  const prefix = block.prefix + bits
  return { first: block.first + index * sizeOf(prefix), prefix }
}

/** Blocks for private use: RFC 1918, and RFC 6598 that AWS suggests for pods. */
const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

/** The range of never routed addresses that a block lies in, e.g. `10.0.0.0/8`; or nothing. */
export function privateRangeOf(block: Cidr): string | undefined {
  return PRIVATE_BLOCKS.find((range) => {
    const outer = parseCidr(range)
    return outer !== undefined && contains(outer, block)
  })
}
