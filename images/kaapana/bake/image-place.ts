import type { KaapanaContainer } from '../kaapana-plan.ts'

/** What tags begin with that say what is in an image; versions are other tags. */
export const CONTENT_TAG_PREFIX = 'content-'

/** Repository of the images that are only bases of others, and of their caches. */
export const BASES = 'bases'

/** Digits of a content digest in a tag: enough that no two images of a registry meet. */
const DIGITS = 16

/** Where an image is in a registry, below the registry's prefix. */
export interface ImagePlace {
  readonly repository: string
  /** Tag that says what is in it, whatever version it is of; absent while that is not known. */
  readonly contentTag?: string
  /** Tag of its layer cache. */
  readonly cacheTag: string
}

/**
 * Where an image is pushed to. Mere bases share one repository, in which the tag has their name as
 * well: nobody deploys them, and a registry's list stays that of what runs.
 */
export function imagePlace({
  image,
  localOnly,
  digest,
}: Pick<KaapanaContainer, 'image' | 'localOnly' | 'digest'>): ImagePlace {
  const prefix = localOnly ? baseTagPrefix(image) : CONTENT_TAG_PREFIX
  return {
    repository: localOnly ? BASES : image,
    ...(digest !== undefined && { contentTag: `${prefix}${digest.slice(0, DIGITS)}` }),
    cacheTag: localOnly ? `buildcache-${image}` : 'buildcache',
  }
}

/** Beginning of the content tags of a base in the repository that all bases share. */
export const baseTagPrefix = (image: string): string => `${CONTENT_TAG_PREFIX}${image}-`

/** Reference of an image by its content; nothing while that is not known. */
export function contentReference(
  container: Pick<KaapanaContainer, 'image' | 'localOnly' | 'digest'>,
  registry: string,
): string | undefined {
  const { repository, contentTag } = imagePlace(container)
  return contentTag === undefined ? undefined : `${registry}/${repository}:${contentTag}`
}

/** The images that a registry is to hold under their own names: selected ones that are no mere bases. */
export function pushedImages(containers: readonly KaapanaContainer[]): KaapanaContainer[] {
  return containers.filter(({ selected, localOnly }) => selected && !localOnly)
}
