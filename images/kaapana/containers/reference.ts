/**
 * Grammar of references: [host[:port]/]path[:tag][@digest].
 * https://github.com/distribution/reference/blob/main/reference.go
 */
const REFERENCE =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,})?$/

/** Parts of a reference to an image. */
export interface Reference {
  /** Without tag and digest. */
  readonly path: string
  /** Last segment of the path. */
  readonly name: string
  readonly tag?: string
  readonly digest?: string
  /** Host of the registry; `docker.io` where none is named. */
  readonly registry: string
}

/** Takes a reference apart; undefined when it is none. */
export function parseReference(reference: string): Reference | undefined {
  if (reference.length > 1024 || !REFERENCE.test(reference)) return undefined
  const [named = '', digest] = reference.split('@')
  const colon = named.lastIndexOf(':')
  const isTag = colon > named.lastIndexOf('/')
  const path = isTag ? named.slice(0, colon) : named
  const segments = path.split('/')
  const [host = ''] = segments
  const hasHost = segments.length > 1 && (/[.:]/.test(host) || host === 'localhost')
  return {
    path,
    name: segments.at(-1) ?? path,
    ...(isTag ? { tag: named.slice(colon + 1) } : {}),
    ...(digest === undefined ? {} : { digest }),
    registry: hasHost ? host : 'docker.io',
  }
}
