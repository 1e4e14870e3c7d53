import { join, posix } from 'node:path'
import type { KaapanaChart, KaapanaContainer, KaapanaPlan } from '../kaapana-plan.ts'
import { withDependants } from './base-order.ts'
import { changedFiles, describedAs } from './changed-files.ts'
import { type Dockerignore, readDockerignore } from './dockerignore.ts'

/** A selected image that a change rebuilds. */
export interface ImageChange {
  readonly image: string
  /** Changed files of its own that it is made from, relative to the checkout. */
  readonly files: readonly string[]
  /** Bases of it that are rebuilt. */
  readonly bases: readonly string[]
  /** Why it is rebuilt without either: its files are not compared, or carry the version. */
  readonly note?: string
}

/**
 * The selected images that differ between a commit and the working tree, bases first: those whose
 * Dockerfile, ignore file or context (as it is left by .dockerignore now) holds a changed file, and
 * all that are built from them. The image of a collection holds packaged charts: it changes with
 * their files, and with the platform's version. What comes from outside of the checkout has another
 * history and is always among them.
 * @throws KaapanaError if git does not know the commit
 */
export function changedSince(plan: KaapanaPlan, ref: string): ImageChange[] {
  const files = changedFiles(plan.source, ref)
  const selected = plan.containers.filter((container) => container.selected)
  const own = new Map<string, Pick<ImageChange, 'files' | 'note'>>()
  for (const container of plan.containers) {
    const found = files.filter(belongsTo(plan, container))
    const note = noteOf(plan, container, ref)
    if (found.length > 0 || note !== undefined)
      own.set(container.image, { files: found, ...(note !== undefined && { note }) })
  }
  const rebuilt = withDependants(plan.containers, own.keys())
  return selected
    .filter(({ image }) => rebuilt.has(image))
    .toSorted((one, other) => one.level - other.level || (one.image < other.image ? -1 : 1))
    .map(({ image, bases }) => ({
      image,
      files: [],
      bases: bases.filter((base) => rebuilt.has(base)),
      ...own.get(image),
    }))
}

/** Whether a changed file is one that the image is made from. */
function belongsTo(plan: KaapanaPlan, container: KaapanaContainer): (file: string) => boolean {
  const { dockerfile, context, generatedContext } = container
  const itself = new Set([dockerfile, `${dockerfile}.dockerignore`])
  if (generatedContext) {
    const folders = packagedFolders(plan.charts, container.image)
    return (file) => itself.has(file) || folders.some((folder) => isBelow(file, folder))
  }
  itself.add(posix.join(context, '.dockerignore'))
  const ignore = ignoreOf(plan.source, container)
  const from = context === '' || context === '.' ? 0 : context.length + 1
  return (file) => itself.has(file) || (isBelow(file, context) && !ignore.ignores(file.slice(from)))
}

/** What is left out; nothing where the file cannot be read, which is an issue of its own. */
function ignoreOf(source: string, { context, dockerfile }: KaapanaContainer): Dockerignore {
  try {
    return readDockerignore(join(source, context), join(source, dockerfile))
  } catch {
    return { ignores: () => false, final: true }
  }
}

/** Folders of the charts that a collection's image holds, and of all that are packaged in them. */
function packagedFolders(charts: readonly KaapanaChart[], image: string): string[] {
  const byName = new Map(charts.map((chart) => [chart.name, chart]))
  const names = new Set(charts.filter(isCollectionOf(image)).map(({ name }) => name))
  // The set grows while it is walked.
  for (const name of names)
    for (const dependency of byName.get(name)?.dependencies ?? []) names.add(dependency)
  return [...names].flatMap((name) => byName.get(name)?.path ?? [])
}

const isCollectionOf =
  (image: string) =>
  ({ type, containers }: KaapanaChart): boolean =>
    type === 'extension-collection' && containers.includes(image)

function noteOf(plan: KaapanaPlan, container: KaapanaContainer, ref: string): string | undefined {
  if (container.context.startsWith('../') && !container.generatedContext)
    return 'lies outside of the checkout: not compared'
  if (!container.generatedContext) return undefined
  const before = describedAs(plan.source, ref)
  const latest = before?.replace(/-.*$/, '').concat('-latest')
  return plan.version === before || plan.version === latest
    ? undefined
    : `its charts carry the version, which was ${before ?? 'another'}`
}

const isBelow = (file: string, folder: string): boolean =>
  folder === '' || folder === '.' || file.startsWith(`${folder}/`)
