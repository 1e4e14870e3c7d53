import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Made from the rest, and not sent to the builder: a build beforehand must not change the tag. */
const BUILT = 'app/console/dist/'

/**
 * Tag of an image: 12 hexadecimal digits over the files and folders that it is made from, given as paths
 * from the top of the repository. Tags in our registries never move, so content and tag change together;
 * the same files have the same tag on every machine, with or without git.
 */
export function contentTagOf(repository: string, copied: readonly string[]): string {
  const hash = createHash('sha256')
  const files = new Set(copied.flatMap((path) => filesBelow(repository, path)))
  for (const file of [...files].filter((path) => !path.startsWith(BUILT)).sort()) {
    const content = readFileSync(join(repository, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return `content-${hash.digest('hex').slice(0, 12)}`
}

function filesBelow(repository: string, path: string): string[] {
  if (statSync(join(repository, path)).isFile()) return [path]
  const entries = readdirSync(join(repository, path), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)))
}
