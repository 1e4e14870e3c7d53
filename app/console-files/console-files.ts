import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Encoding } from './encodings.ts'

/** A file as it is sent. */
export interface ConsoleFile {
  bytes: Uint8Array<ArrayBuffer>
  type: string
  encoding: Encoding['name'] | undefined
  /** The name holds a digest of the content: it never changes. */
  immutable: boolean
}

/** The built console. */
export interface ConsoleFiles {
  /** A file below the folder; undefined where there is none of that name. */
  file(path: string, encodings: readonly Encoding[]): Promise<ConsoleFile | undefined>
  /** The page every address of the console begins with, nonces filled in; undefined before a build. */
  page(nonce: string): Promise<string | undefined>
}

/** Where a build lays the console: in the package, and in its source. */
export const BUILT_CONSOLE = join(import.meta.dirname, '../console/dist')

/** What Vite writes for a nonce (its option html.cspNonce), to be replaced in each answer. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** Names without `..`, hidden files or anything that needs encoding: nothing leads out of the folder. */
const SAFE_PATH = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/

/** Vite's names of assets: `assets/index-DiwrgTda.js`. */
const HASHED = /^assets\/.+-[\w-]{8,}\.\w+$/

/** The files of a folder, read when they are asked for: a new build shows without a restart. */
export function createConsoleFiles(folder: string): ConsoleFiles {
  return {
    file: async (path, encodings) => {
      const type = TYPES[extname(path)]
      if (type === undefined || !SAFE_PATH.test(path)) return undefined
      const immutable = HASHED.test(path)
      for (const { name, suffix } of encodings) {
        const bytes = await readIfThere(join(folder, `${path}${suffix}`))
        if (bytes !== undefined) return { bytes, type, encoding: name, immutable }
      }
      const bytes = await readIfThere(join(folder, path))
      return bytes && { bytes, type, encoding: undefined, immutable }
    },
    page: async (nonce) => {
      const bytes = await readIfThere(join(folder, 'index.html'))
      return bytes && Buffer.from(bytes).toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce)
    },
  }
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined
    throw error
  }
}
