import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { KaapanaError } from '../kaapana-error.ts'

/** A file of a chart, in memory. */
export interface ChartFile {
  readonly bytes: Buffer
  readonly executable: boolean
}

/** Files by their paths relative to the chart's folder, with `/`. */
export type ChartTree = ReadonlyMap<string, ChartFile>

interface Walk {
  readonly source: string
  readonly files: Map<string, ChartFile>
  /** Real paths of the folders above: one of them again is a loop of links. */
  readonly above: readonly string[]
}

/**
 * All files of a chart's folder, as the build tool of the checkout copies them: links are followed,
 * nothing is left out.
 *
 * @throws {KaapanaError} a link that leaves the checkout, leads back to itself or to nothing
 */
export function readChartTree(source: string, path: string): ChartTree {
  const root = realpathSync(source)
  const files = new Map<string, ChartFile>()
  readFolder(join(root, path), '', { source: root, files, above: [] })
  return files
}

function readFolder(folder: string, path: string, walk: Walk): void {
  const real = realPath(folder, walk.source)
  if (walk.above.includes(real))
    throw new KaapanaError(`${name(folder, walk.source)} is a link to a folder that it is in`)
  const inner = { ...walk, above: [...walk.above, real] }
  for (const entry of readdirSync(real).sort()) {
    const file = join(folder, entry)
    const below = path === '' ? entry : `${path}/${entry}`
    const target = realPath(file, walk.source)
    const stat = statSync(target)
    if (stat.isDirectory()) readFolder(file, below, inner)
    else if (stat.isFile())
      walk.files.set(below, {
        bytes: readFileSync(target),
        executable: (stat.mode & 0o100) !== 0,
      })
    else throw new KaapanaError(`${name(file, walk.source)} is neither a file nor a folder`)
  }
}

function realPath(path: string, source: string): string {
  let real: string
  try {
    real = realpathSync(path)
  } catch (cause) {
    throw new KaapanaError(`${name(path, source)} cannot be read, or is a link to nothing`, {
      cause,
    })
  }
  if (real !== source && !real.startsWith(source + sep))
    throw new KaapanaError(`${name(path, source)} is a link to ${real}, outside the checkout`)
  return real
}

function name(path: string, source: string): string {
  return relative(source, path).split(sep).join('/')
}
