import { hash, verify } from '@node-rs/argon2'

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * Hash of a password nobody has: an unknown user costs a caller the same time as a wrong password.
 * Made at the first login: hashing takes 19 MiB that the process keeps.
 */
let nobody: Promise<string> | undefined

/** argon2id hash of a password, with its salt and cost in the text. */
export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

/** True if the password is the hash's; takes the same time where there is no hash. */
export async function checkPassword(
  stored: string | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), OPTIONS)
  const matches = await verify(stored ?? (await nobody), password)
  return stored !== undefined && matches
}
