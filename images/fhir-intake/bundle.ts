import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { build } from 'esbuild'

const APP = join(import.meta.dirname, '../../app')

/** Name of the function's entry in the archive, as Lambda's `handler` setting begins. */
export const ENTRY = 'handler'

/**
 * The FHIR intake as Lambda takes it: text files by their path in the archive. The code of app/ in
 * one file with the libraries it uses, and the FHIR definitions beside it, where the code looks for
 * them. The AWS SDK is left to the runtime. The same sources give the same bytes on every machine.
 */
export async function bundleFhirIntake(): Promise<Record<string, string>> {
  const [code, definitions] = await Promise.all([
    bundled(),
    readFile(join(APP, 'fhir/definitions.ndjson'), 'utf8'),
  ])
  return { [`${ENTRY}.mjs`]: code, 'definitions.ndjson': definitions }
}

async function bundled(): Promise<string> {
  // Beside this file stand sources in a checkout (.ts), compiled files in the package (.js).
  const entry = join(APP, `fhir-intake/handler${extname(import.meta.filename)}`)
  const result = await build({
    entryPoints: [entry],
    // Paths in comments are relative to this folder; the caller's must not show in the bytes.
    absWorkingDir: join(APP, '..'),
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'inline',
    external: ['@aws-sdk/*'],
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
