import type { KaapanaContainer } from '../kaapana-plan.ts'

/**
 * The images to build, by level and name: selected ones that are not published yet, and the bases
 * below them. A published base is taken from the registry, and with it all that is below it.
 */
export function neededTargets(
  containers: readonly KaapanaContainer[],
  published: ReadonlySet<string>,
): KaapanaContainer[] {
  const byName = new Map(containers.map((container) => [container.image, container]))
  const needed = new Set<KaapanaContainer>()
  const isThere = ({ image, digest }: KaapanaContainer): boolean =>
    digest !== undefined && published.has(image)
  const need = (container: KaapanaContainer): void => {
    if (needed.has(container) || isThere(container)) return
    needed.add(container)
    for (const base of container.bases) {
      const found = byName.get(base)
      if (found !== undefined) need(found)
    }
  }
  // With images to push as roots, a base that nothing is built from any more falls out.
  const roots = containers.filter(({ selected }) => selected)
  const pushed = roots.filter(({ localOnly }) => !localOnly)
  for (const root of published.size > 0 ? pushed : roots) need(root)
  return [...needed].sort((a, b) => a.level - b.level || (a.image < b.image ? -1 : 1))
}
