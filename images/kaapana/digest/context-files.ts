import { lstatSync, readdirSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { join, posix, relative, resolve, sep } from 'node:path'
import { type Issue, Severity } from '../issue.ts'
import type { KaapanaContainer } from '../kaapana-plan.ts'
import { type Dockerignore, readDockerignore } from './dockerignore.ts'

/** What a path in a context is; `other` is a socket, pipe or device, which is never opened. */
export type ContextFileKind = 'file' | 'executable' | 'symlink' | 'other'

/** A file that a context sends to the builder. */
export interface ContextFile {
  /** Relative to the context, with `/`. */
  readonly path: string
  readonly kind: ContextFileKind
  /** In bytes. */
  readonly size: number
  /** Of a symlink: what it points to, which is not followed. */
  readonly target?: string
}

/** All that a context sends to the builder. */
export interface ContextFiles {
  /** Absolute path of the context; absent while it is not made yet. */
  readonly folder?: string
  /** By path. Folders have no entry of their own, so that an empty one does not count, as in git. */
  readonly files: readonly ContextFile[]
  /** What could not be read; the list of files is incomplete then. */
  readonly issues: readonly Issue[]
}

/**
 * Lists the files that the context of an image sends to the builder, as BuildKit does: without what
 * its .dockerignore leaves out, symlinks as they are. `source` is the checkout; `packaged` the
 * folder that packaging wrote, which contexts that are made lie in.
 */
export function contextFiles(
  source: string,
  container: KaapanaContainer,
  packaged?: string,
): ContextFiles {
  const folder = contextFolder(source, container, packaged)
  if (folder === undefined) return { files: [], issues: [] }
  const issues: Issue[] = []
  const complain = (path: string, error: unknown) =>
    issues.push(unreadable(source, path, { image: container.image, error }))
  let ignore: Dockerignore
  try {
    ignore = readDockerignore(folder, join(source, container.dockerfile))
  } catch (error) {
    return { folder, files: [], issues: [badIgnore(source, container, error)] }
  }
  const files = filesBelow(folder, ignore, complain)
  return { folder, files: files.sort(byPath), issues }
}

/**
 * Absolute path of an image's context; undefined while packaging has not made it. Packaging puts the
 * context of a collection where the last two parts of its path say: `<platform chart>/<image>`.
 */
export function contextFolder(
  source: string,
  { context, generatedContext }: Pick<KaapanaContainer, 'context' | 'generatedContext'>,
  packaged?: string,
): string | undefined {
  if (!generatedContext) return join(source, context)
  if (packaged === undefined) return undefined
  const folder = join(resolve(packaged), ...context.split('/').slice(-2))
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : undefined
}

function filesBelow(
  folder: string,
  ignore: Dockerignore,
  complain: (path: string, error: unknown) => void,
): ContextFile[] {
  const files: ContextFile[] = []
  const folders = ['']
  for (let parent = folders.pop(); parent !== undefined; parent = folders.pop()) {
    for (const { name, directory } of entriesOf(join(folder, parent), complain)) {
      const path = parent === '' ? name : `${parent}/${name}`
      const ignored = ignore.ignores(path)
      if (directory && !(ignored && ignore.final)) folders.push(path)
      if (directory || ignored) continue
      try {
        files.push(contextFile(join(folder, path), path))
      } catch (error) {
        complain(join(folder, path), error)
      }
    }
  }
  return files
}

function entriesOf(
  folder: string,
  complain: (path: string, error: unknown) => void,
): { name: string; directory: boolean }[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.map((entry) => ({ name: entry.name, directory: entry.isDirectory() }))
  } catch (error) {
    complain(folder, error)
    return []
  }
}

function contextFile(file: string, path: string): ContextFile {
  const stats = lstatSync(file)
  const kind = kindOf(stats)
  const size = kind === 'file' || kind === 'executable' ? stats.size : 0
  return { path, kind, size, ...(kind === 'symlink' && { target: readlinkSync(file) }) }
}

function kindOf(stats: Stats): ContextFileKind {
  if (stats.isSymbolicLink()) return 'symlink'
  if (!stats.isFile()) return 'other'
  // The owner's bit alone, as git keeps it: the others depend on the umask of whoever cloned.
  return (stats.mode & 0o100) === 0 ? 'file' : 'executable'
}

/** An issue for a file of a context that could not be read. */
export function unreadable(
  source: string,
  file: string,
  { image, error }: { image: string; error: unknown },
): Issue {
  return {
    rule: 'context-unreadable',
    severity: Severity.Error,
    file: relative(source, file).replaceAll(sep, '/'),
    message: `Cannot be read (${reason(error)}), and the context of ${image} holds it: make it readable, or leave it out with .dockerignore.`,
  }
}

function badIgnore(source: string, container: KaapanaContainer, error: unknown): Issue {
  const { dockerfile, context, image } = container
  const pattern = error instanceof SyntaxError
  const own = statSync(join(source, `${dockerfile}.dockerignore`), { throwIfNoEntry: false })
  return {
    rule: pattern ? 'dockerignore-pattern' : 'dockerignore-unreadable',
    severity: Severity.Error,
    file: own ? `${dockerfile}.dockerignore` : posix.join(context, '.dockerignore'),
    message: pattern
      ? `Holds a pattern that is none, so that ${image} cannot be built: mend its brackets.`
      : `Cannot be read (${reason(error)}), so that nobody knows what ${image} is built from.`,
  }
}

const reason = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : String(error))

const byPath = (one: ContextFile, other: ContextFile): number => (one.path < other.path ? -1 : 1)
