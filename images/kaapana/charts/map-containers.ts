import { type Issue, Severity } from '../issue.ts'
import { chartImages } from './chart-images.ts'
import type { ChartSource } from './chart-source.ts'
import type { ImageReference } from './image-reference.ts'

/** An image that the checkout can build. */
export interface BuildableImage {
  readonly image: string
  readonly tag: string
  readonly registry: string
  readonly version: string
}

/** Finds the images of the checkout that each chart runs; a reference to any other is an issue. */
export function mapContainers(
  charts: readonly ChartSource[],
  images: readonly BuildableImage[],
  source: { folder: string; registry: string; platformVersion: string },
): { containers: ReadonlyMap<string, readonly string[]>; issues: Issue[] } {
  const issues: Issue[] = []
  const report = (issue: Issue) => void issues.push(issue)
  const files = { source: source.folder, report }
  const byName = Map.groupBy(images, ({ image }) => image)
  const containers = new Map<string, readonly string[]>()
  for (const chart of charts) {
    const names = new Set<string>()
    for (const reference of distinct(chartImages(files, chart, source.registry))) {
      const sameName = byName.get(reference.image) ?? []
      const matches = sameName.filter((each) => matchesReference(each, reference))
      if (matches.length !== 1)
        report(unmatched(chart, reference, { sameName, matches: matches.length }))
      // Packaging gives every chart the platform's version, so that this is what it would run.
      const packaged = { ...reference, version: source.platformVersion }
      const runs =
        matches.length === 0 && reference.version === chart.version
          ? sameName.filter((each) => matchesReference(each, packaged))
          : matches
      if (runs.length === 1) names.add(reference.image)
    }
    containers.set(chart.name, [...names].sort())
  }
  return { containers, issues: withoutRepeats(issues) }
}

function matchesReference(image: BuildableImage, { registry, version }: ImageReference): boolean {
  return image.registry === registry && image.version === version
}

function distinct(references: readonly ImageReference[]): Iterable<ImageReference> {
  const key = (each: ImageReference) =>
    JSON.stringify([each.file, each.line, each.registry, each.image, each.version])
  return new Map(references.map((each) => [key(each), each])).values()
}

/** Charts share folders of operators, and are read twice: for what they are and for their images. */
function withoutRepeats(issues: readonly Issue[]): Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()]
}

function unmatched(
  chart: ChartSource,
  { registry, image, version, file, line }: ImageReference,
  { sameName, matches }: { sameName: readonly BuildableImage[]; matches: number },
): Issue {
  const rule = matches > 1 ? 'chart-image-ambiguous' : 'chart-image-missing'
  return {
    rule,
    severity: Severity.Error,
    file,
    line,
    message: `"${chart.name}" runs ${registry}/${image}:${version}, ${explain(image, sameName, matches)}`,
  }
}

function explain(image: string, sameName: readonly BuildableImage[], matches: number): string {
  if (matches > 1) return `which ${matches} Dockerfiles build: rename all but one`
  if (sameName.length === 0)
    return `but no Dockerfile of the checkout has LABEL IMAGE="${image}": correct the name, or add the Dockerfile`
  return `but the checkout builds ${sameName.map(({ tag }) => tag).join(', ')}: use the registry and version of that`
}
