import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Issue } from '../issue.ts'
import type { KaapanaContainer, KaapanaPlan, KaapanaPlanOptions } from '../kaapana-plan.ts'
import { inBaseOrder } from './base-order.ts'
import { ContentHashes } from './content-hashes.ts'
import { contextFiles, unreadable } from './context-files.ts'
import { type ImageContent, imageDigest } from './image-digest.ts'

/** What digests depend on beside the checkout. */
export type DigestOptions = Pick<KaapanaPlanOptions, 'packaged' | 'buildArgs' | 'onProgress'>

/**
 * The plan with a content digest on every image that has one (see {@link imageDigest}). Without are
 * images whose context is not made yet, cannot be read, or whose bases have none; files that cannot
 * be read are issues of the plan.
 */
export function addDigests(plan: KaapanaPlan, options: DigestOptions = {}): KaapanaPlan {
  const { packaged, buildArgs = {}, onProgress } = options
  const contents = new ContentReader(plan.source, packaged)
  const digests = new Map<string, string>()
  const ordered = inBaseOrder(plan.containers)
  for (const [index, container] of ordered.entries()) {
    onProgress?.(index / ordered.length, `Digest of ${container.image}`)
    const bases = digestsOf(container.bases, digests)
    const content = contents.read(container)
    if (bases === undefined || content === undefined) continue
    const { externalBases } = container
    const args = declared(container, buildArgs)
    const whole = { ...content, bases, externalBases, buildArgs: args }
    digests.set(container.image, imageDigest(whole))
  }
  const containers = plan.containers.map(({ digest: _, ...container }) => {
    const digest = digests.get(container.image)
    return { ...container, ...(digest !== undefined && { digest }) }
  })
  return { ...plan, containers, issues: [...plan.issues, ...contents.issues] }
}

/** Reads Dockerfiles and contexts, each file once. */
class ContentReader {
  readonly hashes = new ContentHashes()
  readonly issues: Issue[] = []
  readonly source: string
  readonly packaged: string | undefined

  constructor(source: string, packaged: string | undefined) {
    this.source = source
    this.packaged = packaged
  }

  /** What Dockerfile and context add to a digest; undefined where that cannot be had. */
  read(container: KaapanaContainer): Pick<ImageContent, 'dockerfile' | 'files'> | undefined {
    const { folder, files, issues } = contextFiles(this.source, container, this.packaged)
    if (folder === undefined) return undefined
    const before = this.issues.length
    this.issues.push(...issues)
    const dockerfile = this.hash(join(this.source, container.dockerfile), container)
    const hashed = files.map((file) =>
      file.kind === 'file' || file.kind === 'executable'
        ? { ...file, content: this.hash(join(folder, file.path), container, file.size) }
        : file,
    )
    return this.issues.length > before ? undefined : { dockerfile, files: hashed }
  }

  /** Hash of a file; where it cannot be read an issue, and a text that no digest is made from. */
  hash(file: string, { image }: KaapanaContainer, size?: number): string {
    try {
      return this.hashes.of(file, size ?? statSync(file).size)
    } catch (error) {
      this.issues.push(unreadable(this.source, file, { image, error }))
      return ''
    }
  }
}

function digestsOf(
  bases: readonly string[],
  digests: ReadonlyMap<string, string>,
): Map<string, string> | undefined {
  const found = new Map<string, string>()
  for (const base of bases) {
    const digest = digests.get(base)
    if (digest === undefined) return undefined
    found.set(base, digest)
  }
  return found
}

/** Of the build arguments, those that the Dockerfile declares. */
const declared = (
  { args }: KaapanaContainer,
  buildArgs: Readonly<Record<string, string>>,
): Record<string, string> =>
  Object.fromEntries(Object.entries(buildArgs).filter(([name]) => Object.hasOwn(args, name)))
