import { pushedImages } from '../bake/image-place.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import { inParallel } from './in-parallel.ts'
import type { RegistryClient } from './registry-client.ts'
import { versionTag } from './retag.ts'

/** The published images of a version, for programs that deploy them without building. */
export interface ImageDigests {
  readonly version: string
  /** Host and prefix. */
  readonly registry: string
  /** Digests of the manifests, as `sha256:…`, by image. */
  readonly images: Readonly<Record<string, string>>
  /** Digest of the platform's chart, where it is published. */
  readonly chartDigest?: string
}

/** Asks the registry for the digests of a version's images; also says which are not there. */
export async function imageDigests(
  plan: KaapanaPlan,
  registry: RegistryClient,
): Promise<{ digests: ImageDigests; missing: readonly string[] }> {
  const found = await inParallel(pushedImages(plan.containers), async (container) => ({
    image: container.image,
    digest: await registry.digest(container.image, versionTag(container)),
  }))
  const chartDigest = await registry.digest(plan.platformChart, plan.version)
  const images = found.flatMap(({ image, digest }): [string, string][] =>
    digest === undefined ? [] : [[image, digest]],
  )
  return {
    digests: {
      version: plan.version,
      registry: plan.registry,
      images: Object.fromEntries(images.sort(([a], [b]) => (a < b ? -1 : 1))),
      ...(chartDigest !== undefined && { chartDigest }),
    },
    missing: found.filter(({ digest }) => digest === undefined).map(({ image }) => image),
  }
}
