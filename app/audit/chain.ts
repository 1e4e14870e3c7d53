import { createHmac, type KeyObject } from 'node:crypto'
import { canonicalBytes } from './canonical-bytes.ts'
import type { AuditRow } from './entry.ts'

/** The last row of the chain: its number and hash. Number 0 is the start, before any row. */
export interface Head {
  seq: number
  hash: Buffer
}

/** The head of a trail without rows. */
export const START: Head = { seq: 0, hash: Buffer.alloc(32) }

/** HMAC-SHA-256 over every column of the row, the hash of the row before included. */
export const hashRow = (chainKey: KeyObject, row: AuditRow): Buffer =>
  createHmac('sha256', chainKey).update(canonicalBytes(row)).digest()

/** Seal of a head: without the key nobody can declare an earlier row to be the last one. */
export const sealHead = (chainKey: KeyObject, head: Head): Buffer =>
  createHmac('sha256', chainKey).update(`head ${head.seq} `).update(head.hash).digest()

/** A head as text, for keeping outside of the database: `<seq>:<hash>`. */
export const formatHead = (head: Head): string => `${head.seq}:${head.hash.toString('hex')}`

/** Reads what `formatHead` wrote. */
export function parseHead(text: string): Head {
  const match = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim())
  if (!match?.[1] || !match[2]) {
    throw new Error(`Anchor "${text}" is not <number>:<64 hexadecimal digits>.`)
  }
  return { seq: Number(match[1]), hash: Buffer.from(match[2], 'hex') }
}
