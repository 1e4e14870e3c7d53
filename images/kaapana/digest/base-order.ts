/** An image and the images of the checkout that it is built from. */
export interface WithBases {
  readonly image: string
  readonly bases: readonly string[]
}

/**
 * Sorts images so that each comes after its bases. What is in a cycle, or needs an image that is
 * not among them, has no place in such an order and is left out, as is what is built from it.
 */
export function inBaseOrder<T extends WithBases>(images: readonly T[]): T[] {
  const names = new Set(images.map(({ image }) => image))
  const dependants = dependantsOf(images)
  const waiting = new Map<T, number>()
  for (const image of images) {
    const missing = image.bases.some((base) => !names.has(base))
    waiting.set(image, missing ? Number.POSITIVE_INFINITY : new Set(image.bases).size)
  }
  const ordered = images.filter((image) => waiting.get(image) === 0)
  // The list grows while it is walked.
  for (const { image } of ordered) {
    for (const dependant of dependants.get(image) ?? []) {
      const left = (waiting.get(dependant) ?? 0) - 1
      waiting.set(dependant, left)
      if (left === 0) ordered.push(dependant)
    }
  }
  return ordered
}

/** The images that are built directly from each, by its name. */
export function dependantsOf<T extends WithBases>(images: readonly T[]): Map<string, T[]> {
  const dependants = new Map<string, T[]>()
  for (const image of images) {
    for (const base of new Set(image.bases)) {
      const known = dependants.get(base)
      if (known === undefined) dependants.set(base, [image])
      else known.push(image)
    }
  }
  return dependants
}

/** Names of these images and of all that are built from them, over any number of steps. */
export function withDependants(
  images: readonly WithBases[],
  names: Iterable<string>,
): ReadonlySet<string> {
  const dependants = dependantsOf(images)
  const reached = new Set(names)
  // The set grows while it is walked.
  for (const name of reached) for (const { image } of dependants.get(name) ?? []) reached.add(image)
  return reached
}
