import type { Bases } from './link-bases.ts'

/** Images with all that they are built from, directly and through others. */
export function withBases(
  images: Iterable<string>,
  bases: ReadonlyMap<string, Bases>,
): ReadonlySet<string> {
  const closure = new Set(images)
  // A set that grows while it is walked through is walked to its end.
  for (const image of closure) {
    for (const base of bases.get(image)?.local ?? []) closure.add(base)
  }
  return closure
}
