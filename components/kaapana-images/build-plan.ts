import { relative, resolve, sep } from 'node:path'
import { imagePlace } from '../../images/kaapana/bake/image-place.ts'
import type { KaapanaContainer } from '../../images/kaapana/kaapana-plan.ts'

/** One image as it will be built. */
export interface PlannedKaapanaBuild {
  readonly image: string
  /** Key of the repository that it is pushed to. */
  readonly repository: string
  /** Tag that follows from the content alone. */
  readonly tag: string
  readonly cacheTag: string
  /** Given to the builder; relative to the working directory, so that they are equal everywhere. */
  readonly context: string
  readonly dockerfile: string
  /** Images of the same plan that stand for `local-only/<image>`. */
  readonly bases: readonly string[]
  readonly buildArgs: Readonly<Record<string, string>>
  /** Charts pull it by the platform's version. */
  readonly versioned: boolean
}

/** Where paths lead from, and what is given to builds. */
export interface BuildSettings {
  readonly source: string
  readonly buildArgs: Readonly<Record<string, string>>
}

/** A container whose content is known. */
export type DigestedContainer = KaapanaContainer & { readonly digest: string }

/** Whether a container's content digest is known. */
export const isDigested = (container: KaapanaContainer): container is DigestedContainer =>
  container.digest !== undefined

/** How a container is built and what it is pushed as. */
export function planBuild(
  container: DigestedContainer,
  settings: BuildSettings,
): PlannedKaapanaBuild {
  const { image, localOnly, bases, args } = container
  const { repository, contentTag = '', cacheTag } = imagePlace(container)
  const declared = Object.entries(settings.buildArgs).filter(([name]) => Object.hasOwn(args, name))
  return {
    image,
    repository,
    tag: contentTag,
    cacheTag,
    context: portable(settings.source, container.context),
    dockerfile: portable(settings.source, container.dockerfile),
    bases,
    buildArgs: Object.fromEntries(declared),
    versioned: !localOnly,
  }
}

/** A path as text that is the same on every machine with the same layout of folders. */
export function portable(...paths: string[]): string {
  return (
    relative(process.cwd(), resolve(...paths))
      .split(sep)
      .join('/') || '.'
  )
}
