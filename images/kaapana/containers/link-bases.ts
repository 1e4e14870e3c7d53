import type { BaseUse } from '../dockerfile/dockerfile.ts'
import { type Issue, Severity } from '../issue.ts'
import { type ContainerSource, LOCAL_ONLY } from './container-source.ts'
import { parseReference } from './reference.ts'

/** Bases of an image: those of the checkout by name, others by reference. */
export interface Bases {
  readonly local: readonly string[]
  readonly external: readonly string[]
}

/** What linking looks bases up in. */
interface Known {
  readonly containers: ReadonlyMap<string, ContainerSource>
  /** Dockerfile that makes an image and that a pattern leaves out. */
  readonly ignoredDockerfile: (image: string) => string | undefined
}

/** Bases of all images. What cannot be resolved is an issue and left out. */
export function linkBases(known: Known): { bases: ReadonlyMap<string, Bases>; issues: Issue[] } {
  const issues: Issue[] = []
  const bases = new Map<string, Bases>()
  for (const container of known.containers.values()) {
    const local = new Set<string>()
    const external = new Set<string>()
    for (const use of container.bases) {
      const link = linkBase(known, use)
      if (link.local !== undefined) local.add(link.local)
      if (link.external !== undefined) external.add(link.external)
      if (link.issue === undefined) continue
      issues.push({ file: container.dockerfile, line: use.line, ...link.issue })
    }
    bases.set(container.image, { local: [...local], external: [...external] })
  }
  return { bases, issues }
}

interface Link {
  readonly local?: string
  readonly external?: string
  readonly issue?: Pick<Issue, 'rule' | 'severity' | 'message'>
}

function linkBase(known: Known, { reference, missing }: BaseUse): Link {
  if (missing.length > 0) {
    const message = `The base image "${reference}" is not known: ${missing.join(', ')} has no value. Give the ARG a default before the first FROM, or a build argument.`
    return { issue: { rule: 'base-unresolved', severity: Severity.Error, message } }
  }
  const parsed = parseReference(reference)
  if (parsed === undefined) {
    const message = `"${reference}" is not a reference to an image ([registry/]name:tag).`
    return { issue: { rule: 'base-invalid', severity: Severity.Error, message } }
  }
  const { tag, digest, path, name } = parsed
  const unversioned = tag === undefined && digest === undefined
  // As Kaapana's tool tells them: by text, wherever it stands in the path.
  const link = path.includes(LOCAL_ONLY) ? linkLocal(known, name, tag) : { external: reference }
  if (!unversioned || 'issue' in link) return link
  const message = `The base image "${reference}" has no version, so that another one may be built from at any time, and Kaapana's own tool fails. Write ${reference}:<version>.`
  return { ...link, issue: { rule: 'base-unversioned', severity: Severity.Warning, message } }
}

function linkLocal({ containers, ignoredDockerfile }: Known, name: string, tag = 'latest'): Link {
  const container = containers.get(name)
  const refuse = (why: string): Link => {
    const message = `The base image ${LOCAL_ONLY}/${name}:${tag} is missing: ${why}.`
    return { issue: { rule: 'base-missing', severity: Severity.Error, message } }
  }
  if (container === undefined) {
    const left = ignoredDockerfile(name)
    if (left !== undefined) return refuse(`a pattern leaves out ${left}`)
    return refuse(`no Dockerfile of the checkout has LABEL IMAGE="${name}"`)
  }
  if (!container.localOnly) {
    return refuse(`${container.dockerfile} has no LABEL REGISTRY="${LOCAL_ONLY}"`)
  }
  if (tag !== container.version) return refuse('images that are never pushed are always :latest')
  return { local: name }
}
