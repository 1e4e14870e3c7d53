import type { ExternalBase, KaapanaContainer } from '../kaapana-plan.ts'
import { parseReference } from './reference.ts'

/** External bases of the selected images, each with the images that are built from it. */
export function externalBasesOf(containers: readonly KaapanaContainer[]): ExternalBase[] {
  const users = new Map<string, string[]>()
  for (const { image, externalBases, selected } of containers) {
    if (!selected) continue
    for (const reference of externalBases) {
      const images = users.get(reference)
      if (images === undefined) users.set(reference, [image])
      else images.push(image)
    }
  }
  return [...users.keys()].sort().map((reference) => {
    const parsed = parseReference(reference)
    const registry = parsed?.registry ?? 'docker.io'
    const images = users.get(reference)?.sort() ?? []
    return { reference, registry, floating: parsed?.digest === undefined, images }
  })
}
