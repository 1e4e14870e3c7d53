import { dependantsOf, inBaseOrder, type WithBases } from '../digest/base-order.ts'

/** Minutes by image; an image without an entry takes none. */
export type Minutes = ReadonlyMap<string, number>

/**
 * Minutes from the start of each image to the end of the longest chain of images built from it,
 * its own included. Images in a cycle, or of bases that are not among them, have no entry.
 */
export function remainingMinutes(images: readonly WithBases[], minutes: Minutes): Minutes {
  const remaining = new Map<string, number>()
  const dependants = dependantsOf(images)
  for (const { image } of inBaseOrder(images).reverse()) {
    const after = (dependants.get(image) ?? []).map((next) => remaining.get(next.image) ?? 0)
    remaining.set(image, (minutes.get(image) ?? 0) + Math.max(0, ...after))
  }
  return remaining
}

/**
 * Names of the chain of images that takes longest, from its lowest base; of equal ones that with
 * the most dependants on its way, then the first by name.
 */
export function criticalPath(images: readonly WithBases[], minutes: Minutes): string[] {
  const remaining = remainingMinutes(images, minutes)
  const dependants = dependantsOf(images)
  const worse = (one: WithBases, other: WithBases): number =>
    (remaining.get(other.image) ?? 0) - (remaining.get(one.image) ?? 0) ||
    (dependants.get(other.image)?.length ?? 0) - (dependants.get(one.image)?.length ?? 0) ||
    (one.image < other.image ? -1 : 1)
  const path: string[] = []
  let next = images.filter(({ image }) => remaining.has(image)).toSorted(worse)[0]
  while (next !== undefined) {
    path.push(next.image)
    const after = (dependants.get(next.image) ?? []).filter(({ image }) => remaining.has(image))
    next = after.toSorted(worse)[0]
  }
  return path
}
