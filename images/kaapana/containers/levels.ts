import type { Bases } from './link-bases.ts'

/** Depths of images in the graph of their bases, and its cycles. */
export interface Levels {
  /** Length of the longest chain of bases below an image. */
  readonly levels: ReadonlyMap<string, number>
  /** Each as the images on the way from its first name by alphabet back to before it. */
  readonly cycles: readonly (readonly string[])[]
}

/** A checkout where everything is built from everything is told enough by these. */
const MAX_CYCLES = 100

interface Visit {
  readonly image: string
  readonly bases: readonly string[]
  next: number
}

/**
 * Computes levels depth first, without recursion. A base that leads back to an image on the way is
 * a cycle: it is told, and does not count, so that every image has a level.
 */
export function levelsOf(bases: ReadonlyMap<string, Bases>): Levels {
  const levels = new Map<string, number>()
  const cycles = new Map<string, readonly string[]>()
  for (const image of [...bases.keys()].sort()) {
    if (!levels.has(image)) descend(image, bases, { levels, cycles })
  }
  return { levels, cycles: [...cycles.values()] }
}

function descend(
  root: string,
  bases: ReadonlyMap<string, Bases>,
  { levels, cycles }: { levels: Map<string, number>; cycles: Map<string, readonly string[]> },
): void {
  const way: Visit[] = []
  const open = new Map<string, number>()
  const enter = (image: string) => {
    open.set(image, 0)
    way.push({ image, bases: bases.get(image)?.local ?? [], next: 0 })
  }
  enter(root)
  for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
    const base = visit.bases[visit.next]
    if (base === undefined) {
      levels.set(visit.image, open.get(visit.image) ?? 0)
      open.delete(visit.image)
      way.pop()
      continue
    }
    const known = levels.get(base)
    if (known === undefined && !open.has(base)) {
      // Looked at again when the base has its level.
      enter(base)
      continue
    }
    visit.next++
    if (known === undefined) remember(cycles, way, base)
    else open.set(visit.image, Math.max(open.get(visit.image) ?? 0, known + 1))
  }
}

function remember(
  cycles: Map<string, readonly string[]>,
  way: readonly Visit[],
  start: string,
): void {
  if (cycles.size >= MAX_CYCLES) return
  const images = way.slice(way.findIndex(({ image }) => image === start)).map(({ image }) => image)
  const first = images.indexOf([...images].sort()[0] ?? start)
  const cycle = [...images.slice(first), ...images.slice(0, first)]
  cycles.set(cycle.join('\0'), cycle)
}
