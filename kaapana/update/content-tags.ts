import type { BakeFile } from '../../images/kaapana/bake/bake-file.ts'
import { CONTENT_TAG_PREFIX } from '../../images/kaapana/bake/image-place.ts'

/**
 * The same builds without the tag of the version, which belongs to what was published: a working tree
 * with changes has the version of its last commit.
 */
export function withContentTags(file: BakeFile): BakeFile {
  const target = Object.entries(file.target).map(([name, one]) => [
    name,
    { ...one, tags: one.tags?.filter(isContent) ?? [] },
  ])
  return { ...file, target: Object.fromEntries(target) as BakeFile['target'] }
}

const isContent = (tag: string): boolean =>
  tag.slice(tag.lastIndexOf(':') + 1).startsWith(CONTENT_TAG_PREFIX)
