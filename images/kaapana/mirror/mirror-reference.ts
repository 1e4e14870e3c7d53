/** The parts of an image's reference, with Docker Hub's short forms written out. */
export interface ReferenceParts {
  /** Host of the registry, with its port. */
  readonly registry: string
  readonly repository: string
  readonly tag?: string
  /** With its algorithm: `sha256:…`. */
  readonly digest?: string
}

/**
 * Takes a reference apart as Docker does.
 * https://github.com/distribution/reference/blob/main/normalize.go
 */
export function readReference(reference: string): ReferenceParts {
  const [named = '', digest] = reference.split('@', 2)
  const tag = /:([^:/]+)$/.exec(named)?.[1]
  const name = tag === undefined ? named : named.slice(0, -tag.length - 1)
  const [host = '', ...path] = name.split('/')
  const withHost = path.length > 0 && (/[.:]/.test(host) || host === 'localhost')
  const registry = withHost ? host.replace(/^index\.docker\.io$/, 'docker.io') : 'docker.io'
  const rest = withHost ? path.join('/') : name
  const repository = registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest
  return {
    registry,
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  }
}

/** Repository that an external image is copied to, below the prefix: `mirror/<host>/<path>`. */
export function mirrorRepository(reference: string): string {
  const { registry, repository } = readReference(reference)
  // A repository's name has no colon.
  return `mirror/${registry.replace(':', '-')}/${repository}`
}

/**
 * Tag that an external image's copy gets, and the digest it must have where the original is pinned.
 * One that is known by digest alone gets a tag made of it: a copy without a tag would be cleaned away.
 */
export function versionOfReference(reference: string): { tag: string; digest?: string } {
  const { tag, digest } = readReference(reference)
  if (digest === undefined) return { tag: tag ?? 'latest' }
  return { tag: tag ?? `digest-${digest.split(':').at(-1)?.slice(0, 16)}`, digest }
}

/** Reference that an external image is copied to. */
export function mirrorTag(reference: string, registry: string): string {
  return `${registry}/${mirrorRepository(reference)}:${versionOfReference(reference).tag}`
}

/** Reference of an external image's copy, with the digest where the original is pinned by one. */
export function mirrorReference(reference: string, registry: string): string {
  const { digest } = readReference(reference)
  return `${mirrorTag(reference, registry)}${digest === undefined ? '' : `@${digest}`}`
}
