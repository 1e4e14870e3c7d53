import { BlockList, isIPv4 } from 'node:net'

/** An IPv4 block. */
export interface Cidr {
  /** First address, as an unsigned number. */
  readonly first: number
  /** Last address. */
  readonly last: number
  /** Length of the network part in bits. */
  readonly prefix: number
}

/** Reads `a.b.c.d/n`; nothing when it is malformed or has host bits set. */
export function readCidr(text: string): Cidr | undefined {
  const [, address = '', length = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? []
  const prefix = Number(length)
  if (!isIPv4(address) || prefix > 32) return undefined
  const first = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0)
  const size = 2 ** (32 - prefix)
  return first % size === 0 ? { first, last: first + size - 1, prefix } : undefined
}

/** Whether two blocks share an address. Malformed ones share none. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [readCidr(one), readCidr(other)]
  return a !== undefined && b !== undefined && a.first <= b.last && b.first <= a.last
}

// https://www.iana.org/assignments/iana-ipv4-special-registry
const RESERVED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
] as const

const reserved = new BlockList()
for (const block of RESERVED) {
  const [address = '', prefix = ''] = block.split('/')
  reserved.addSubnet(address, Number(prefix))
}

/** Whether an IPv4 address can be reached over the internet: not private, reserved or for examples. */
export const isPublicAddress = (address: string): boolean =>
  isIPv4(address) && !reserved.check(address)

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10']

/** Whether a block lies inside one private range. */
export function isPrivateBlock(text: string): boolean {
  const block = readCidr(text)
  return PRIVATE.map(readCidr).some(
    (range) =>
      range !== undefined &&
      block !== undefined &&
      range.first <= block.first &&
      block.last <= range.last,
  )
}
