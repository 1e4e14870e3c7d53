import { isIP } from 'node:net'

/** Whether a text is a block of addresses, e.g. `10.0.0.0/8` or `2001:db8::/32`. */
export function isBlock(text: string): boolean {
  const [address = '', length = '', ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(length)) return false
  return Number(length) <= (family === 4 ? 32 : 128)
}
