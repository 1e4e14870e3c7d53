import { type FileHandle, open } from 'node:fs/promises'

/** Lines gathered before they are written: fewer, larger writes. */
const BLOCK_BYTES = 256 * 1024

/** A file of JSON lines that holds at most one block of them in memory. */
export interface LineFile {
  readonly file: string
  /** Lines so far. */
  readonly lines: number
  /** Bytes so far. */
  readonly bytes: number
  add(line: object): Promise<void>
  close(): Promise<void>
}

/** Opens a new file for JSON lines. */
export async function openLineFile(file: string): Promise<LineFile> {
  const handle = await open(file, 'wx', 0o600)
  const state = { file, lines: 0, bytes: 0, held: '' }
  return {
    file,
    get lines() {
      return state.lines
    },
    get bytes() {
      return state.bytes
    },
    async add(line) {
      state.held += `${JSON.stringify(line)}\n`
      state.lines++
      if (state.held.length >= BLOCK_BYTES) await flush(handle, state)
    },
    async close() {
      try {
        await flush(handle, state)
      } finally {
        await handle.close()
      }
    },
  }
}

async function flush(handle: FileHandle, state: { held: string; bytes: number }): Promise<void> {
  const bytes = Buffer.from(state.held)
  state.held = ''
  await handle.writeFile(bytes)
  state.bytes += bytes.length
}
