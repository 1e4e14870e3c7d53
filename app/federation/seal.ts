import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'

/** A value as JSON with the members of every object in order of their names: one text a value. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

/** SHA-256, lower-case hex, of a value's canonical JSON. */
export const hashOf = (value: unknown): string =>
  createHash('sha256').update(canonicalJson(value)).digest('hex')

/** What every file that travels ends with. */
export interface Sealed {
  /** `hashOf` everything but this member and the signature. */
  sha256: string
  /** Ed25519 signature of `sha256` by the institution, base64. */
  signature?: string | undefined
}

/** Adds hash and, given a private key in PEM, signature. */
export function seal<T extends object>(content: T, privateKey?: string): T & Sealed {
  const sha256 = hashOf(content)
  if (privateKey === undefined) return { ...content, sha256 }
  const signature = sign(null, Buffer.from(sha256), createPrivateKey(privateKey)).toString('base64')
  return { ...content, sha256, signature }
}

/** True if the content is what was sealed. */
export function isIntact({ sha256, signature: _, ...content }: Sealed): boolean {
  return hashOf(content) === sha256
}

/** True if the owner of the public key, in PEM, has signed what was sealed. */
export function isSignedBy({ sha256, signature }: Sealed, publicKey: string): boolean {
  if (signature === undefined) return false
  const key = createPublicKey(publicKey)
  return verify(null, Buffer.from(sha256), key, Buffer.from(signature, 'base64'))
}
