import type { BakeFile } from '../bake/bake-file.ts'
import { type BakeOptions, bakeTarget } from '../bake/make-bake-file.ts'
import { neededTargets } from '../bake/needed-targets.ts'
import { withDependants } from '../digest/base-order.ts'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import type { Minutes } from '../schedule/critical-path.ts'
import { CRITICAL_PATH_FIRST } from '../schedule/policies.ts'
import type { ScheduledImage } from '../schedule/selected-images.ts'
import { waitingImages } from '../schedule/waiting-images.ts'

/** What came of one image. */
export interface ImageBuilt {
  readonly image: string
  /** Minutes that it took, its push included. */
  readonly minutes: number
  /** Why it could not be built; absent when it is in the registry. */
  readonly failure?: string
}

/** How images are built. */
export interface BuildImagesOptions {
  /** As for a bake file of all of them. */
  readonly bake: BakeOptions
  /** Images whose content the registry has: they are not built. */
  readonly published: ReadonlySet<string>
  /** Images built at the same time. */
  readonly workers: number
  /** Minutes that images took before; the others are taken for the mean of these. @default none */
  readonly minutes?: Minutes
  /** Builds and pushes the one image of a bake file; rejects with the reason. */
  readonly build: (image: string, file: BakeFile) => Promise<void>
  /** Once it is given, no further image is started. */
  readonly signal?: AbortSignal
  readonly onEnd?: (built: ImageBuilt, ended: number, all: number) => void
}

/** How a build ended. */
export interface BuildImagesResult {
  /** In the order in which they ended. */
  readonly built: readonly ImageBuilt[]
  readonly failed: readonly ImageBuilt[]
  /** Images that were not tried, since a base below them failed. */
  readonly left: readonly string[]
}

/**
 * Builds the images that the registry has not, each when its bases are there, the one first on which
 * the longest chain of work depends. A failed image stops only what is built from it.
 */
export async function buildImages(
  plan: KaapanaPlan,
  options: BuildImagesOptions,
): Promise<BuildImagesResult> {
  const images = imagesToBuild(plan, options.published)
  const order = CRITICAL_PATH_FIRST.orderOf(images, expectedMinutes(images, options.minutes))
  const waiting = waitingImages(images)
  const ended: ImageBuilt[] = []
  let ready = waiting.finished(undefined, 0)
  const running = new Set<Promise<void>>()
  while (ready.length > 0 || running.size > 0) {
    if (options.signal?.aborted === true) ready = []
    ready.sort(order)
    for (const { image } of ready.splice(0, options.workers - running.size)) {
      const run: Promise<void> = buildOne(plan, image, options).then((built) => {
        running.delete(run)
        ended.push(built)
        options.onEnd?.(built, ended.length, images.length)
        if (built.failure === undefined) ready = [...ready, ...waiting.finished(image, 0)]
      })
      running.add(run)
    }
    if (running.size > 0) await Promise.race(running)
  }
  const failed = ended.filter(({ failure }) => failure !== undefined)
  const tried = new Set(ended.map(({ image }) => image))
  const stopped = withDependants(
    images,
    failed.map(({ image }) => image),
  )
  return {
    built: ended.filter(({ failure }) => failure === undefined),
    failed,
    left: images.flatMap(({ image }) => (stopped.has(image) && !tried.has(image) ? [image] : [])),
  }
}

function imagesToBuild(plan: KaapanaPlan, published: ReadonlySet<string>): ScheduledImage[] {
  const needed = neededTargets(plan.containers, published)
  const names = new Set(needed.map(({ image }) => image))
  return needed.map(({ image, tag, localOnly, bases }) => ({
    image,
    tag,
    localOnly,
    bases: bases.filter((base) => names.has(base)),
  }))
}

function expectedMinutes(images: readonly ScheduledImage[], known: Minutes = new Map()): Minutes {
  const times = [...known.values()]
  const mean = times.length === 0 ? 1 : times.reduce((sum, one) => sum + one, 0) / times.length
  return new Map(images.map(({ image }) => [image, known.get(image) ?? mean]))
}

async function buildOne(
  plan: KaapanaPlan,
  image: string,
  options: BuildImagesOptions,
): Promise<ImageBuilt> {
  const start = performance.now()
  const minutes = () => (performance.now() - start) / 60_000
  try {
    await options.build(image, bakeTarget(plan, image, options.bake))
    return { image, minutes: minutes() }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { image, minutes: minutes(), failure }
  }
}
