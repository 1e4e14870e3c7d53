import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'

const ITERATIONS = 4096

/**
 * What PostgreSQL keeps of a password. Given instead of the password, the server never sees that one,
 * and no log of statements shows it. The salt follows from password and role, so that the same input
 * gives the same text.
 * https://www.rfc-editor.org/rfc/rfc5803 and https://www.postgresql.org/docs/18/catalog-pg-authid.html
 */
export function scramVerifier(role: string, password: string): string {
  const salt = createHmac('sha256', password).update(`salt of ${role}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256')
  const keyOf = (label: string) => createHmac('sha256', salted).update(label).digest()
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  const server = keyOf('Server Key').toString('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`
}
