import type { KaapanaPlan } from '../kaapana-plan.ts'

/** An image to build, as a schedule sees it. */
export interface ScheduledImage {
  readonly image: string
  readonly tag: string
  readonly localOnly: boolean
  /** Of its bases those that are built too. */
  readonly bases: readonly string[]
}

/** The images that a plan builds. */
export function selectedImages(plan: KaapanaPlan): ScheduledImage[] {
  const selected = plan.containers.filter((container) => container.selected)
  const names = new Set(selected.map(({ image }) => image))
  return selected.map(({ image, tag, localOnly, bases }) => ({
    image,
    tag,
    localOnly,
    bases: bases.filter((base) => names.has(base)),
  }))
}
