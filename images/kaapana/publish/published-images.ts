import { imagePlace } from '../bake/image-place.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { inParallel } from './in-parallel.ts'
import type { RegistryClient } from './registry-client.ts'

/**
 * Selected images whose content the registry has, whatever version it was published with, and bases
 * that it has.
 */
export async function publishedImages(
  plan: KaapanaPlan,
  registry: RegistryClient,
): Promise<ReadonlySet<string>> {
  const selected = plan.containers.filter((container) => container.selected)
  const found = await inParallel(selected, async (container) => {
    const { repository, contentTag: tag } = imagePlace(container)
    const digest = tag === undefined ? undefined : await registry.digest(repository, tag)
    return digest === undefined ? [] : [container.image]
  })
  return new Set(found.flat())
}
