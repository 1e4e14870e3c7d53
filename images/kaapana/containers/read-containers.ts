import { join } from 'node:path'
import { readText } from '../checkout/read-text.ts'
import { byParts } from '../checkout/scan.ts'
import { parseDockerfile } from '../dockerfile/dockerfile.ts'
import { type Issue, Severity } from '../issue.ts'
import { type ContainerSource, containerSource, LOCAL_ONLY } from './container-source.ts'
import { repositoryNameProblem } from './repository-name.ts'

/** Dockerfiles to read, and what they have in common. */
export interface ReadContainers {
  /** Absolute path of the checkout. */
  readonly source: string
  /** Paths relative to it; what a pattern leaves out is not among them. */
  readonly dockerfiles: readonly string[]
  readonly registry: string
  readonly versionOf: (folder: string) => string
  readonly buildArgs: Readonly<Record<string, string>>
}

/** Reads the images of a checkout. Of several with one name the first by path is taken. */
export function readContainers(input: ReadContainers) {
  const issues: Issue[] = []
  const containers = new Map<string, ContainerSource>()
  for (const file of [...input.dockerfiles].sort(byParts)) {
    const container = readContainer(input, file, issues)
    if (container === undefined) continue
    const first = containers.get(container.image)
    if (first === undefined) containers.set(container.image, container)
    else issues.push(duplicate(first, container))
  }
  return { containers, issues }
}

function readContainer(
  { source, registry, versionOf, buildArgs }: ReadContainers,
  file: string,
  issues: Issue[],
): ContainerSource | undefined {
  const read = readText(join(source, file), file)
  if ('issue' in read) {
    issues.push(read.issue)
    return undefined
  }
  const parsed = parseDockerfile(read.text, buildArgs)
  const place = { file, registry, versionOf: () => versionOf(folderOf(file)) }
  const { container, issues: own } = containerSource(parsed, place)
  issues.push(...own)
  if (container === undefined) return undefined
  const problem = repositoryNameProblem(repositoryOf(container))
  if (problem !== undefined) {
    const line = parsed.labels.findLast(({ key }) => key === 'IMAGE')?.line ?? 1
    const message = `"${container.image}" cannot be the name of a repository: ${problem}.`
    issues.push({ rule: 'image-name-invalid', severity: Severity.Error, file, line, message })
  }
  return container
}

/** Name of the repository with its prefix, whose length counts. */
function repositoryOf({ registry, image, localOnly }: ContainerSource): string {
  return localOnly ? `${LOCAL_ONLY}/${image}` : [...registry.split('/').slice(1), image].join('/')
}

/** Folder of a file, relative to the checkout; `.` for the checkout itself. */
export function folderOf(file: string): string {
  const slash = file.lastIndexOf('/')
  return slash === -1 ? '.' : file.slice(0, slash)
}

function duplicate(first: ContainerSource, second: ContainerSource): Issue {
  const tags = first.tag === second.tag ? first.tag : `${first.tag} and ${second.tag}`
  const message = `The image ${second.image} (${tags}) is made by ${first.dockerfile} already, which is the one that is built. Rename one of them, or leave it out with a pattern.`
  const { dockerfile: file } = second
  return { rule: 'image-duplicate', severity: Severity.Error, file, message }
}
