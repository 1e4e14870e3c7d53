import { randomUUID } from 'node:crypto'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { FederationError } from './federation-error.ts'

/** Largest file that is read from another side: 500 trees of depth 10 stay below it. */
const MOST_BYTES = 64 << 20

/** Reads JSON that another side has written. Throws FederationError for anything else. */
export async function readJsonFile(file: string): Promise<unknown> {
  const { size } = await stat(file)
  if (size > MOST_BYTES) {
    throw new FederationError(`${file}: got ${size} bytes, allowed at most ${MOST_BYTES}`)
  }
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new FederationError(`${file}: it is no JSON`)
  }
}

/** Writes JSON, or bytes as they are; the file is replaced in one step, or left as it was. */
export async function writeWhole(file: string, content: object | Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    const isBytes = content instanceof Uint8Array
    await handle.writeFile(isBytes ? content : `${JSON.stringify(content)}\n`)
    await handle.sync()
    await handle.close()
    await rename(temporary, file)
  } catch (error) {
    await handle.close()
    await rm(temporary, { force: true })
    throw error
  }
}
