import { join } from 'node:path'
import { readText } from '../checkout/read-text.ts'
import { parseDockerfile } from '../dockerfile/dockerfile.ts'
import { type Issue, Severity } from '../issue.ts'
import type { ContainerSource } from './container-source.ts'
import { levelsOf } from './levels.ts'
import { type Bases, linkBases } from './link-bases.ts'
import { type ReadContainers, readContainers } from './read-containers.ts'

/** Images of a checkout and how they depend on each other. */
export interface ContainerGraph {
  readonly containers: ReadonlyMap<string, ContainerSource>
  readonly bases: ReadonlyMap<string, Bases>
  readonly levels: ReadonlyMap<string, number>
  readonly issues: readonly Issue[]
}

/** Reads all images and links them with their bases. */
export function planContainers(
  input: ReadContainers & { readonly ignoredDockerfiles: readonly string[] },
): ContainerGraph {
  const read = readContainers(input)
  const ignoredDockerfile = ignoredImages(input.source, input.ignoredDockerfiles)
  const linked = linkBases({ containers: read.containers, ignoredDockerfile })
  const { levels, cycles } = levelsOf(linked.bases)
  const issues = [
    ...read.issues,
    ...linked.issues,
    ...cycles.map((cycle) => cycleIssue(cycle, read.containers)),
  ]
  return { containers: read.containers, bases: linked.bases, levels, issues }
}

function cycleIssue(
  cycle: readonly string[],
  containers: ReadonlyMap<string, ContainerSource>,
): Issue {
  const [first = '', second = first] = cycle
  const container = containers.get(first)
  const line = container?.bases.find(({ reference }) => reference.includes(`/${second}`))?.line
  return {
    rule: 'base-cycle',
    severity: Severity.Error,
    file: container?.dockerfile ?? '.',
    ...(line === undefined ? {} : { line }),
    message: `Images are built from each other, so that none can be the first: ${[...cycle, first].join(' → ')}.`,
  }
}

/** Looks up names of images that patterns leave out; read only when a base is missing. */
function ignoredImages(source: string, dockerfiles: readonly string[]) {
  let known: Map<string, string> | undefined
  return (image: string): string | undefined => {
    known ??= new Map(dockerfiles.map((file) => [imageOf(source, file), file]))
    return known.get(image)
  }
}

function imageOf(source: string, file: string): string {
  const read = readText(join(source, file), file)
  const labels = 'text' in read ? parseDockerfile(read.text).labels : []
  return labels.findLast(({ key }) => key === 'IMAGE')?.value ?? ''
}
