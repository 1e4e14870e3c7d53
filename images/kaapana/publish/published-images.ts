import { contentTag, pushedImages } from '../bake/content-tag.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { inParallel } from './in-parallel.ts'
import type { RegistryClient } from './registry-client.ts'

/** Images of the plan whose content the registry has, whatever version it was published with. */
export async function publishedImages(
  plan: KaapanaPlan,
  registry: RegistryClient,
): Promise<ReadonlySet<string>> {
  const found = await inParallel(pushedImages(plan.containers), async (container) => {
    const tag = contentTag(container)
    const digest = tag === undefined ? undefined : await registry.digest(container.image, tag)
    return digest === undefined ? [] : [container.image]
  })
  return new Set(found.flat())
}
