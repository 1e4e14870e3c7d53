import { relative, resolve, sep } from 'node:path'
import type { KaapanaContainer } from '../../images/kaapana/kaapana-plan.ts'
import { CACHE_TAG_PREFIX } from '../registry/plan-registry.ts'

/** Tag prefix of what an image is made from; versions are other tags. */
export const CONTENT_TAG_PREFIX = 'content-'

/** Repository of images that are only bases of others, and of their caches. */
export const BASES = 'bases'

/** One image as it will be built. */
export interface PlannedKaapanaBuild {
  readonly image: string
  /** Key of the repository that it is pushed to. */
  readonly repository: string
  /** Tag that follows from the content alone. */
  readonly tag: string
  readonly cacheTag: string
  /** Given to the builder; relative to the working directory, so that they are equal everywhere. */
  readonly context: string
  readonly dockerfile: string
  /** Images of the same plan that stand for `local-only/<image>`. */
  readonly bases: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  /** Charts pull it by the platform's version. */
  readonly versioned: boolean
}

/** Where paths lead from, and what is given to builds. */
export interface BuildSettings {
  readonly source: string
  readonly buildArgs: Readonly<Record<string, string>>
}

/** A container whose content is known. */
export type DigestedContainer = KaapanaContainer & { readonly digest: string }

/** Whether a container's content digest is known. */
export const isDigested = (container: KaapanaContainer): container is DigestedContainer =>
  container.digest !== undefined

/** Beginning of the tags of a base in the repository that all bases share. */
export const baseTagPrefix = (image: string): string => `${CONTENT_TAG_PREFIX}${image}-`

/** How a container is built and what it is pushed as. */
export function planBuild(
  container: DigestedContainer,
  settings: BuildSettings,
): PlannedKaapanaBuild {
  const { image, localOnly, bases, args } = container
  const content = container.digest.slice(0, 16)
  const declared = Object.entries(settings.buildArgs).filter(([name]) => Object.hasOwn(args, name))
  return {
    image,
    repository: localOnly ? BASES : image,
    tag: localOnly ? `${baseTagPrefix(image)}${content}` : `${CONTENT_TAG_PREFIX}${content}`,
    cacheTag: localOnly ? `${CACHE_TAG_PREFIX}-${image}` : CACHE_TAG_PREFIX,
    context: portable(settings.source, container.context),
    dockerfile: portable(settings.source, container.dockerfile),
    bases,
    buildArgs: Object.fromEntries(declared),
    versioned: !localOnly,
  }
}

/** A path as text that is the same on every machine with the same layout of folders. */
export function portable(...paths: string[]): string {
  return (
    relative(process.cwd(), resolve(...paths))
      .split(sep)
      .join('/') || '.'
  )
}
