import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotlied = promisify(brotliCompress)
const gzipped = promisify(gzip)

/** Kinds of files that become smaller. */
const COMPRESSIBLE = /\.(?:js|css|svg)$/

/** Lays a `.br` and a `.gz` beside each script and style sheet of a build; the service sends them. */
export const compressedFiles = (): Plugin => ({
  name: 'compressed-files',
  apply: 'build',
  writeBundle: async ({ dir = '' }, bundle) => {
    const files = Object.keys(bundle).filter((name) => COMPRESSIBLE.test(name))
    await Promise.all(
      files.map(async (name) => {
        const path = join(dir, name)
        const bytes = await readFile(path)
        const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY }
        await Promise.all([
          writeFile(`${path}.br`, await brotlied(bytes, { params })),
          writeFile(`${path}.gz`, await gzipped(bytes, { level: constants.Z_BEST_COMPRESSION })),
        ])
      }),
    )
  },
})
