import { imagePlace, pushedImages } from '../bake/image-place.ts'
import type { KaapanaContainer, KaapanaPlan } from '../kaapana-plan.ts'
import { inParallel } from './in-parallel.ts'
import type { RegistryClient } from './registry-client.ts'
import { RegistryError } from './registry-error.ts'

/** How retagging ended, each a list of images. */
export interface Retagged {
  /** Have the version's tag now. */
  readonly tagged: readonly string[]
  /** Had it already. */
  readonly unchanged: readonly string[]
  /** What went wrong, with the image's name first. */
  readonly failures: readonly string[]
}

/** What became of one image. */
interface Outcome {
  readonly image: string
  readonly failure?: string
  readonly changed: boolean
}

/**
 * Gives each image the tag of the plan's version, by its content's tag: those that were not built
 * because the registry had them. It can be repeated at any time, and goes on after a failure.
 */
export async function retag(plan: KaapanaPlan, registry: RegistryClient): Promise<Retagged> {
  const outcomes = await inParallel(pushedImages(plan.containers), (container) =>
    retagOne(container, registry).catch(
      (error: Error): Outcome => failed(container.image, error.message),
    ),
  )
  const good = outcomes.filter(({ failure }) => failure === undefined)
  return {
    tagged: good.filter(({ changed }) => changed).map(({ image }) => image),
    unchanged: good.filter(({ changed }) => !changed).map(({ image }) => image),
    failures: outcomes.flatMap(({ failure }) => failure ?? []),
  }
}

async function retagOne(container: KaapanaContainer, registry: RegistryClient): Promise<Outcome> {
  const { image } = container
  const version = versionTag(container)
  const { contentTag: content } = imagePlace(container)
  if (content === undefined) {
    const fix = container.generatedContext ? 'Give the folder with the packaged charts.' : ''
    return failed(image, `no content digest is known of it. ${fix}`.trimEnd())
  }
  const manifest = await registry.manifest(image, content)
  if (manifest === undefined) {
    return failed(image, `the registry has no ${content}. Build it with bake, then repeat.`)
  }
  if ((await registry.digest(image, version)) === manifest.digest) return { image, changed: false }
  try {
    await registry.tag(image, version, manifest)
    return { image, changed: true }
  } catch (error) {
    if (!(error instanceof RegistryError) || !error.immutable) throw error
    // Another run may have been faster.
    const there = await registry.digest(image, version)
    if (there === manifest.digest) return { image, changed: false }
    return failed(
      image,
      `${version} is immutable and names ${there}, not ${manifest.digest}, which this checkout is. ` +
        'A version is published once: commit the change, so that it gets a version of its own.',
    )
  }
}

/** Tag of an image's reference, which charts pull it by. */
export function versionTag({ tag }: KaapanaContainer): string {
  return tag.slice(tag.lastIndexOf(':') + 1)
}

const failed = (image: string, reason: string): Outcome => ({
  image,
  failure: `${image}: ${reason}`,
  changed: false,
})
