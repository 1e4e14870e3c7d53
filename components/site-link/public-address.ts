import { BlockList, isIPv4 } from 'node:net'

/** Blocks that are not global: https://www.iana.org/assignments/iana-ipv4-special-registry */
const SPECIAL: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
const special = new BlockList()
for (const [address, prefix] of SPECIAL) special.addSubnet(address, prefix, 'ipv4')

/** True for an IPv4 address that a host on the internet can have: not private, not for documents. */
export function isPublicAddress(text: string): boolean {
  return isIPv4(text) && !special.check(text, 'ipv4')
}
