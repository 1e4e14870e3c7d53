import { rename, writeFile } from 'node:fs/promises'

/** Writes a file in one step: whoever reads it sees the one before or the whole new one. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.partial`
  await writeFile(partial, content)
  await rename(partial, path)
}

/** Writes JSON that a person can read, the same bytes for the same value. */
export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`)
