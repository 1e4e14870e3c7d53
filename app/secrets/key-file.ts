import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const BYTES = 32

/**
 * The 32 bytes in `<folder>/<name>.key`, generated on first use. The folder is readable by its
 * owner only (0700), the file too (0600); a file appears whole or not at all, and of two processes
 * that generate at once both get the same key.
 *
 * @throws Error when the file does not hold exactly 32 bytes.
 */
export function keyFile(folder: string, name: string): Buffer {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${name}.key`)
  return read(file) ?? generate(file)
}

function read(file: string): Buffer | undefined {
  let key: Buffer
  try {
    key = readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  if (key.length === BYTES) return key
  throw new Error(
    `${file} holds ${key.length} bytes, a key has ${BYTES}. Restore it from a backup.`,
  )
}

function generate(file: string): Buffer {
  const unfinished = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(unfinished, randomBytes(BYTES), { mode: 0o600, flush: true })
  try {
    linkSync(unfinished, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
  return readFileSync(file)
}
