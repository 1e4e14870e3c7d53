import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { type Issue, Severity } from '../issue.ts'

/** What a walk through a folder found; all paths relative to it, with `/`, sorted as Python's. */
export interface Scan {
  /** Files whose names begin with `Dockerfile`. */
  readonly dockerfiles: readonly string[]
  readonly chartFiles: readonly string[]
  /** Folders that are git repositories of their own; `''` for the folder itself. */
  readonly repositories: readonly string[]
  readonly issues: readonly Issue[]
}

/** What a walk leaves out or is strict about. */
export interface ScanOptions {
  /** Absolute paths of folders that are not entered. */
  readonly skip?: readonly string[]
  /**
   * Only files named exactly `Dockerfile`, as Kaapana's tool searches external sources.
   * @default false
   */
  readonly exactNames?: boolean
}

interface Walk {
  readonly root: string
  readonly skip: ReadonlySet<string>
  readonly exactNames: boolean
  readonly folders: string[]
  readonly dockerfiles: string[]
  readonly chartFiles: string[]
  readonly repositories: string[]
  readonly issues: Issue[]
}

/** Walks through a folder once. Links to folders are not followed; what cannot be read is an issue. */
export function scan(root: string, { skip = [], exactNames = false }: ScanOptions = {}): Scan {
  const found = { dockerfiles: [], chartFiles: [], repositories: [], issues: [] }
  const walk: Walk = { root, skip: new Set(skip), exactNames, folders: [''], ...found }
  for (let folder = walk.folders.pop(); folder !== undefined; folder = walk.folders.pop()) {
    for (const entry of entriesOf(walk, folder)) visit(walk, folder, entry)
  }
  walk.dockerfiles.sort(byParts)
  walk.chartFiles.sort(byParts)
  return walk
}

/** Order of paths part by part, so that `a/z` comes before `a-b/c`. */
export function byParts(left: string, right: string): number {
  const [a, b] = [left.replaceAll('/', '\0'), right.replaceAll('/', '\0')]
  return a < b ? -1 : a > b ? 1 : 0
}

function entriesOf({ root, issues }: Walk, folder: string): Dirent[] {
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
  } catch (error) {
    const message = `The folder cannot be read (${codeOf(error)}), so nothing below it is known. Make it readable, or leave it out with a pattern.`
    issues.push({ rule: 'folder-unreadable', severity: Severity.Error, file: folder, message })
    return []
  }
}

function visit(walk: Walk, folder: string, entry: Dirent): void {
  const { name } = entry
  const path = folder === '' ? name : `${folder}/${name}`
  // A folder in a clone, a file in a submodule or a linked worktree.
  if (name === '.git') {
    walk.repositories.push(folder)
    return
  }
  const isDirectory = entry.isDirectory()
  if (isDirectory && !walk.skip.has(join(walk.root, path))) walk.folders.push(path)
  const wanted = name === 'Chart.yaml' || isDockerfile(name, walk.exactNames)
  if (wanted) take(walk, path, entry)
  else if (entry.isSymbolicLink()) checkLink(walk, path)
}

/** Docker reads ignore rules of one Dockerfile from `<name>.dockerignore`: that is none itself. */
function isDockerfile(name: string, exact: boolean): boolean {
  if (exact) return name === 'Dockerfile'
  return name.startsWith('Dockerfile') && !name.endsWith('.dockerignore')
}

function take(walk: Walk, path: string, entry: Dirent): void {
  const isChart = entry.name === 'Chart.yaml'
  const kind = entry.isFile() ? 'file' : kindOf(walk.root, path)
  if (kind === 'file') {
    const files = isChart ? walk.chartFiles : walk.dockerfiles
    files.push(path)
    return
  }
  const rule = isChart ? 'chart-not-a-file' : 'dockerfile-not-a-file'
  // A folder called `Dockerfiles` is nobody's mistake; a link that leads nowhere hides an image.
  const severity = kind === 'a folder' ? Severity.Warning : Severity.Error
  const message = `Expected a file, found ${kind}. Rename it, or leave it out with a pattern.`
  walk.issues.push({ rule, severity, file: path, message })
}

function kindOf(root: string, path: string): string {
  try {
    const stat = statSync(join(root, path))
    if (stat.isDirectory()) return 'a folder'
    if (!stat.isFile()) return 'a device, pipe or socket'
    const real = realpathSync(join(root, path))
    return real.startsWith(realpathSync(root) + sep) ? 'file' : 'a link to outside the checkout'
  } catch (error) {
    return `a link that leads nowhere (${codeOf(error)})`
  }
}

/** A link that leads back to a folder it lies in: a walk that follows links never ends. */
function checkLink({ root, issues }: Walk, path: string): void {
  let loop: boolean
  try {
    const target = realpathSync(join(root, path))
    loop = `${join(realpathSync(root), path)}${sep}`.startsWith(target + sep)
  } catch (error) {
    loop = codeOf(error) === 'ELOOP'
  }
  if (!loop) return
  const message = 'The link leads back to itself. It is not followed; remove it.'
  issues.push({ rule: 'link-loop', severity: Severity.Warning, file: path, message })
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
