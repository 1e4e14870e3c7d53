import { type RunningContainer, referenceBelow } from './running-containers.ts'

/** A container that is to run another image. */
export interface ContainerChange extends RunningContainer {
  /** By digest: `<registry>/<image>@sha256:…`. */
  readonly wanted: string
}

/** What an update would do. */
export interface UpdatePlan {
  readonly changes: readonly ContainerChange[]
  /** Containers that run the wanted content already. */
  readonly current: readonly RunningContainer[]
  /** Images that no workload runs: workflows start them, by their version's tag. */
  readonly notRunning: readonly string[]
}

/** What is known of images. */
export interface KnownDigests {
  readonly registry: string
  /** Digests that are wanted, by image. */
  readonly wanted: ReadonlyMap<string, string>
  /** Digests of tags that containers run, by `<image>:<tag>`, as the registry knows them. */
  readonly tags: ReadonlyMap<string, string>
}

/** Compares what runs with what is wanted. */
export function planUpdate(
  running: readonly RunningContainer[],
  { registry, wanted, tags }: KnownDigests,
): UpdatePlan {
  const concerned = running.filter(({ image }) => wanted.has(image))
  const digestOf = ({ reference }: RunningContainer): string | undefined => {
    const { image, tag, digest } = referenceBelow(registry, reference) ?? {}
    return digest ?? tags.get(`${image}:${tag ?? 'latest'}`)
  }
  const isCurrent = (one: RunningContainer): boolean => digestOf(one) === wanted.get(one.image)
  return {
    changes: concerned
      .filter((one) => !isCurrent(one))
      .map((one) => ({ ...one, wanted: `${registry}/${one.image}@${wanted.get(one.image)}` })),
    current: concerned.filter(isCurrent),
    notRunning: [...wanted.keys()].filter((image) => !running.some((one) => one.image === image)),
  }
}

/** Tags of images of interest that containers run, `<image>:<tag>`, each once. */
export function tagsInUse(
  running: readonly RunningContainer[],
  registry: string,
  images: ReadonlySet<string>,
): { image: string; tag: string }[] {
  const tags = new Map<string, { image: string; tag: string }>()
  for (const { reference } of running) {
    const { image = '', tag = 'latest', digest } = referenceBelow(registry, reference) ?? {}
    if (images.has(image) && digest === undefined) tags.set(`${image}:${tag}`, { image, tag })
  }
  return [...tags.values()]
}
