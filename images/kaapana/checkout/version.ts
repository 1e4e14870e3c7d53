import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { KaapanaError } from '../kaapana-error.ts'

/** Semantic version that is a tag of an image as well: without build metadata, whose `+` is not. */
const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$/

/** A working tree that versions are read from. */
export interface VersionSource {
  /** Absolute path of the checkout. */
  readonly source: string
  /** Folders with a repository of their own, relative to the checkout. */
  readonly repositories: readonly string[]
  /** `<release>-latest` in place of what git says. */
  readonly latest: boolean
}

/**
 * Gives the version of folders by path relative to the checkout: what `git describe` says in the
 * nearest repository at or above it. Git runs once a repository, when first asked.
 */
export function versions({ source, repositories, latest }: VersionSource) {
  // The deepest first: it is the nearest of those that contain a folder.
  const roots = [...repositories].sort((a, b) => b.length - a.length)
  const known = new Map<string, string>()
  return (path: string): string => {
    const root = roots.find((folder) => isWithin(path, folder)) ?? ''
    const version = known.get(root) ?? describe(join(source, root))
    known.set(root, version)
    return latest ? `${version.split('-')[0]}-latest` : version
  }
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/**
 * Version of a working tree as Kaapana's tool computes it: plain `git describe`, annotated tags
 * only. How much it abbreviates the commit depends on the clone, so git itself is asked.
 * @throws KaapanaError without git, repository or tag, or when the tag is no semantic version
 */
export function describe(folder: string): string {
  const said = git(folder, 'describe')
  if (!said.ok) throw new KaapanaError(explain(folder, said.text))
  const version = said.text.trim()
  if (VERSION.test(version)) return version
  throw new KaapanaError(
    `${folder}: git describe says "${version}", which is not a semantic version such as 0.6.0 or 0.6.0-1-g09bb59b20. Check out a commit below a release's tag, or fetch the tags: git fetch --tags`,
  )
}

function explain(folder: string, error: string): string {
  if (error.includes('dubious ownership')) {
    return `${folder}: git refuses a repository of another user. Allow it: git config --global --add safe.directory '${folder}'`
  }
  if (error.includes('not a git repository')) {
    return `${folder}: not a git repository, so that its version is not known. Clone Kaapana with its history in place of unpacking an archive: git clone https://github.com/kaapana/kaapana.git`
  }
  const shallow = git(folder, 'rev-parse', '--is-shallow-repository').text.trim() === 'true'
  const what = shallow ? 'a shallow clone without a tag' : 'no annotated tag at or below the commit'
  const fix = shallow ? 'git fetch --tags --unshallow' : 'git fetch --tags'
  return `${folder}: ${what}, so that its version is not known (${firstLine(error)}). Fetch history and tags: ${fix}`
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}

function git(folder: string, ...args: string[]): { ok: boolean; text: string } {
  // GIT_DIR and the like, as hooks set them, would answer for another repository.
  const inherited = Object.entries(process.env).filter(([name]) => !/^GIT_(?!CONFIG)/.test(name))
  const env = { ...Object.fromEntries(inherited), LC_ALL: 'C' }
  try {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']
    const options = { cwd: folder, env, stdio, timeout: 30_000, encoding: 'utf8' as const }
    return { ok: true, text: execFileSync('git', args, options) }
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: string }
    if (code === 'ENOENT') {
      throw new KaapanaError(
        'git is not on PATH, or the folder is gone. Versions of images come from git describe: install git.',
      )
    }
    return { ok: false, text: stderr || String(error) }
  }
}
