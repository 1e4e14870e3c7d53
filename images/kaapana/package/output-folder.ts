import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { KaapanaError } from '../kaapana-error.ts'
import type { ChartTree } from './chart-tree.ts'
import { MANIFEST, MANIFEST_KIND } from './package-manifest.ts'

/**
 * The absolute path of a folder that packaging may write or replace.
 *
 * @throws {KaapanaError} a file, a folder with things that packaging did not write, one whose parent
 *   does not exist, or one in the checkout other than its `build`
 */
export function outputFolder(output: string, source: string): string {
  const folder = resolve(output)
  if (!existsSync(dirname(folder)))
    throw new KaapanaError(`Output ${folder}: there is no folder ${dirname(folder)}; make it first`)
  const real = join(realpathSync(dirname(folder)), basename(folder))
  refuseInCheckout(real, realpathSync(source))
  if (!existsSync(folder)) return real
  if (!statSync(folder).isDirectory()) throw new KaapanaError(`Output ${folder} is not a folder`)
  if (readdirSync(folder).length > 0 && !isOurs(folder))
    throw new KaapanaError(
      `Output ${folder} has files that packaging did not write (no ${MANIFEST}); name another folder, or empty it`,
    )
  return realpathSync(folder)
}

/** Writes the files to a folder beside the output, for `replaceOutput` to put in its place. */
export function writeBeside(output: string, tree: ChartTree, seconds: number): string {
  const beside = join(dirname(output), `.${basename(output)}.${process.pid}.part`)
  rmSync(beside, { recursive: true, force: true })
  for (const [path, { bytes, executable }] of tree) {
    const file = join(beside, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes, { mode: executable ? 0o755 : 0o644 })
    utimesSync(file, seconds, seconds)
  }
  return beside
}

/** Puts a written folder in the output's place: at any time there is the old one or the new one. */
export function replaceOutput(beside: string, output: string): void {
  const old = `${beside}.old`
  if (existsSync(output)) renameSync(output, old)
  renameSync(beside, output)
  rmSync(old, { recursive: true, force: true })
}

/** Planning skips `build` alone: elsewhere in the checkout the charts would be found a second time. */
function refuseInCheckout(output: string, checkout: string): void {
  const within = (inner: string, outer: string) => `${inner}${sep}`.startsWith(`${outer}${sep}`)
  const beside = !within(output, checkout) && !within(checkout, output)
  if (beside || within(output, join(checkout, 'build'))) return
  throw new KaapanaError(
    `Output ${output} is in the checkout or around it, where its charts would be found a second time; name a folder beside ${checkout}, or ${join(checkout, 'build')}`,
  )
}

function isOurs(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'))
    return (manifest as { kind?: unknown } | null)?.kind === MANIFEST_KIND
  } catch {
    return false
  }
}
