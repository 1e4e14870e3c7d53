import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, extname, join, resolve } from 'node:path'
import { build } from 'esbuild'

const APP = join(import.meta.dirname, '../../app')

/**
 * The FHIR intake as Lambda takes it: the files of its archive by their path in it. `handler.mjs` has
 * the code of app/ with the libraries it uses and is written to `folder`, which may be kept out of
 * version control; `definitions.ndjson` has the FHIR definitions, where the code looks for them. The
 * AWS SDK is left to the runtime. The same sources give the same bytes on every machine, so that the
 * function changes only with them.
 */
export async function bundleFhirIntake(folder: string): Promise<Record<string, string>> {
  const handler = join(resolve(folder), 'handler.mjs')
  await writeWhole(handler, await bundled())
  return { 'handler.mjs': handler, 'definitions.ndjson': join(APP, 'fhir/definitions.ndjson') }
}

/** Writes a file at once: another process that bundles or reads at the same time sees it whole. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const unfinished = `${file}.${randomUUID()}`
  await writeFile(unfinished, text)
  await rename(unfinished, file)
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
