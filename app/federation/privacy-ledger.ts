import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { BudgetExceeded, FederationError } from './federation-error.ts'
import { MICRO } from './geometric-noise.ts'
import { lockLedger } from './ledger-lock.ts'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

const line = z.strictObject({
  /** What was released, e.g. `training <contract>`. */
  release: z.string().min(1),
  at: z.iso.datetime(),
  institution: z.string().min(1),
  /** Millionths of epsilon that it cost each of the patients. */
  microEpsilon: z.int().min(1),
  /** Their keys, 4 bytes little-endian each, ascending, in base64. */
  patients: z.base64(),
  /** SHA-256 of the line before; null for the first. */
  previous: hash.nullable(),
})

/** What a release costs whom. */
export interface Spending {
  release: string
  institution: string
  /** Keys of the patients that the release could tell of. */
  patients: Uint32Array
  microEpsilon: number
  /** Millionths of epsilon that a patient may cost in all his releases. */
  microBudget: number
}

/**
 * Takes a release's epsilon from every patient's budget, in the institution's ledger: a file that is
 * only ever appended to, one line a release, each with the hash of the one before. Returns once the
 * line is on disk; the release is made after that, and if it then fails nothing is given back.
 *
 * Two patients whose keys collide share one budget: that errs on the safe side.
 *
 * @throws BudgetExceeded where a patient's budget does not suffice; nothing is spent then.
 * @throws FederationError where the ledger is damaged or another process has it.
 */
export async function spend(file: string, spending: Spending): Promise<void> {
  const unlock = lockLedger(file)
  try {
    const { lines, torn } = await readLedger(file)
    const spent = spentBy(lines)
    const over = spending.patients.filter(
      (key) => (spent.get(key) ?? 0) + spending.microEpsilon > spending.microBudget,
    )
    if (over.length > 0) throw exceeded(spending, over.length)
    await append(file, entryOf(spending, lines.at(-1)?.text ?? null), torn)
  } finally {
    unlock()
  }
}

/** Millionths of epsilon that each patient has cost so far, by key. */
export async function readSpent(file: string): Promise<Map<number, number>> {
  return spentBy((await readLedger(file)).lines)
}

interface LedgerLine {
  text: string
  entry: z.output<typeof line>
}

/** `torn` is the length of the file up to what a crash left of an unfinished line, if it did. */
async function readLedger(file: string): Promise<{ lines: LedgerLine[]; torn: number | null }> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  const end = bytes.lastIndexOf('\n') + 1
  const texts = bytes.toString('utf8', 0, end).split('\n').slice(0, -1)
  let previous: string | null = null
  const lines = texts.map((text, index) => {
    const entry = parse(text)
    if (entry === undefined || entry.previous !== previous) {
      throw new FederationError(
        `${file}: line ${index + 1} does not follow from those before; the ledger was changed, ` +
          'nothing can be released by it',
      )
    }
    previous = sha256(text)
    return { text, entry }
  })
  return { lines, torn: end < bytes.length ? end : null }
}

function parse(text: string): LedgerLine['entry'] | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function spentBy(lines: readonly LedgerLine[]): Map<number, number> {
  const spent = new Map<number, number>()
  for (const { entry } of lines) {
    const bytes = Buffer.from(entry.patients, 'base64')
    for (let at = 0; at + 4 <= bytes.length; at += 4) {
      const key = bytes.readUInt32LE(at)
      spent.set(key, (spent.get(key) ?? 0) + entry.microEpsilon)
    }
  }
  return spent
}

function entryOf(spending: Spending, last: string | null): string {
  const { release, institution, patients, microEpsilon } = spending
  const keys = Buffer.alloc(4 * patients.length)
  for (const [index, key] of patients.entries()) keys.writeUInt32LE(key, 4 * index)
  return JSON.stringify({
    release,
    at: new Date().toISOString(),
    institution,
    microEpsilon,
    patients: keys.toString('base64'),
    previous: last === null ? null : sha256(last),
  } satisfies LedgerLine['entry'])
}

/** An unfinished line belongs to a release that was never made: it is cut off first. */
async function append(file: string, entry: string, torn: number | null): Promise<void> {
  const handle = await open(file, 'a', 0o600)
  try {
    if (torn !== null) await handle.truncate(torn)
    await handle.appendFile(`${entry}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const folder = await open(dirname(resolve(file)), 'r')
  await folder.sync().finally(() => folder.close())
}

function exceeded({ release, microEpsilon, microBudget }: Spending, patients: number): Error {
  return new BudgetExceeded(
    `${release}: epsilon ${microEpsilon / MICRO} would take ${patients} ` +
      `${patients === 1 ? 'patient' : 'patients'} over the budget of ${microBudget / MICRO}; ` +
      'nothing was released. Train on other patients, or let the institution raise its budget.',
  )
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
