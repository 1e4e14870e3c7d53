// What the console checks before it sends anything, too: nothing here needs Node.

/** Keys of a set that is registered. */
export const MOST_KEYS = 20

/** Members of private keys and of symmetric ones (RFC 7518, 6). */
export const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const

/** Whether keys may be fetched from an address: https, or http on this machine. */
export function isKeyAddress(text: string): boolean {
  // Not URL.parse: browsers of 2023 have none.
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false
  if (url.protocol === 'https:') return true
  return url.protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
}
