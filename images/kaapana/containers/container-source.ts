import type { BaseUse, Dockerfile } from '../dockerfile/dockerfile.ts'
import type { Label } from '../dockerfile/labels.ts'
import { type Issue, Severity } from '../issue.ts'

/** Registry of images that are never pushed. */
export const LOCAL_ONLY = 'local-only'

/** An image as its Dockerfile alone tells it. */
export interface ContainerSource {
  readonly image: string
  readonly registry: string
  readonly version: string
  readonly tag: string
  readonly dockerfile: string
  readonly localOnly: boolean
  readonly buildIgnore: boolean
  readonly args: Readonly<Record<string, string | null>>
  readonly bases: readonly BaseUse[]
}

/** Where an image comes from and what it is called by default. */
export interface ContainerPlace {
  /** Path of the Dockerfile relative to the checkout. */
  readonly file: string
  readonly registry: string
  /** Asked for only when the image has a version of its own. */
  readonly versionOf: () => string
}

/**
 * An image by the labels of its Dockerfile; without `IMAGE` none. `VERSION` does not count: Kaapana's
 * tool overwrites it with the version of the checkout.
 */
export function containerSource(
  parsed: Dockerfile,
  { file, registry: platformRegistry, versionOf }: ContainerPlace,
): { container?: ContainerSource; issues: Issue[] } {
  const issues = [...syntaxIssues(parsed, file), ...labelIssues(parsed.labels, file)]
  const label = (key: string) => parsed.labels.findLast((candidate) => candidate.key === key)
  const image = label('IMAGE')?.value ?? ''
  if (image === '') return { issues: [...issues, missingImage(file, label('IMAGE')?.line)] }
  const own = label('REGISTRY')
  const localOnly = own?.value.includes(LOCAL_ONLY) ?? false
  const registry = own?.value || platformRegistry
  if (own !== undefined && own.value !== '' && !localOnly) {
    const message = `${image} is pushed to ${own.value} by its label REGISTRY, not to ${platformRegistry}. Remove the label unless that is meant.`
    issues.push({
      rule: 'registry-foreign',
      severity: Severity.Warning,
      file,
      line: own.line,
      message,
    })
  }
  const version = localOnly ? 'latest' : versionOf()
  const buildIgnore = /^(true|yes|1)$/i.test(label('BUILD_IGNORE')?.value ?? '')
  const named = { image, registry, version, tag: `${registry}/${image}:${version}` }
  const { args, bases } = parsed
  return { container: { ...named, dockerfile: file, localOnly, buildIgnore, args, bases }, issues }
}

function missingImage(file: string, line: number | undefined): Issue {
  return {
    rule: 'image-label-missing',
    severity: Severity.Error,
    file,
    ...(line === undefined ? {} : { line }),
    message:
      'No name for the image: add LABEL IMAGE="<name>", or leave the file out with a pattern.',
  }
}

function labelIssues(labels: readonly Label[], file: string): Issue[] {
  const shared = labels.find(({ key, shared }) => shared && KAAPANA_LABELS.has(key))
  if (shared === undefined) return []
  const message = `Kaapana's own tool does not understand several labels in one LABEL instruction. Give ${shared.key} one of its own.`
  const { line } = shared
  return [{ rule: 'labels-shared', severity: Severity.Warning, file, line, message }]
}

const KAAPANA_LABELS = new Set(['IMAGE', 'REGISTRY', 'BUILD_IGNORE'])

function syntaxIssues({ stages, emptyFroms, openHeredocs }: Dockerfile, file: string): Issue[] {
  const error = (rule: string, message: string, line?: number): Issue => {
    return {
      rule,
      severity: Severity.Error,
      file,
      ...(line === undefined ? {} : { line }),
      message,
    }
  }
  const none = 'No FROM instruction, so that nothing can be built from the file.'
  return [
    ...(stages === 0 && emptyFroms.length === 0 ? [error('from-missing', none)] : []),
    ...emptyFroms.map((line) => error('from-empty', 'FROM names no image.', line)),
    ...openHeredocs.map((line) =>
      error('heredoc-open', 'The here-document has no line that ends it.', line),
    ),
  ]
}
