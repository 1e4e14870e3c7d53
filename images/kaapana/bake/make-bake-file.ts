import { posix } from 'node:path'

import { KaapanaError } from '../kaapana-error.ts'
import type { KaapanaContainer, KaapanaPlan } from '../kaapana-plan.ts'
import { mirrorReference } from '../mirror/mirror-reference.ts'
import type { BakeFile, BakeGroup, BakeTarget } from './bake-file.ts'
import type { CacheSetting } from './cache-setting.ts'
import { contextKey } from './context-key.ts'
import { contentReference, imagePlace } from './image-place.ts'
import { neededTargets } from './needed-targets.ts'
import { targetName } from './target-name.ts'

/** How a plan is to be built. */
export interface BakeOptions {
  /**
   * Folder that packaging wrote, relative to the checkout: the context of the extension collection.
   * @default none: a plan in which the collection is selected is refused
   */
  readonly packaged?: string
  /** @default in the registry, beside each image */
  readonly cache?: CacheSetting
  /**
   * What to build for.
   * @default linux/amd64, all that upstream's Dockerfiles can do
   */
  readonly platforms?: readonly string[]
  /** Commit of the checkout, for the images' labels. @default no such label */
  readonly revision?: string
  /** Where the source is published. @default Kaapana's own repository */
  readonly sourceUrl?: string
  /**
   * Seconds since 1970 that the images are dated with. It is part of what BuildKit caches by (each
   * WORKDIR is dated with it), so that a date of every commit would build everything anew.
   * @default the images are dated with the time of their build, and no two are the same
   */
  readonly epoch?: number
  /** Arguments for every Dockerfile that declares them, and predefined ones (proxies) for all. */
  readonly buildArgs?: Readonly<Record<string, string>>
  /** Attach a list of what is in the image. @default false */
  readonly sbom?: boolean
  /**
   * Attach how it was built. Such a record has the time in it, so that a second build is another
   * image although nothing changed.
   * @default "none"
   */
  readonly provenance?: 'none' | 'min' | 'max'
  /** Take external bases from their copies below `<registry>/mirror`. @default false */
  readonly mirrored?: boolean
  /**
   * Images whose content the registry has already: they are not built, and others are built from
   * what is there.
   * @default none
   */
  readonly published?: ReadonlySet<string>
}

/** Label that holds an image's content digest. */
export const CONTENT_LABEL = 'org.healthalliance.dataspace.content-digest'

const UPSTREAM = 'https://github.com/kaapana/kaapana'

/** Build arguments that every build knows without a declaration, and that leave no trace in it. */
const PREDEFINED = new Set(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
    name,
    name.toLowerCase(),
  ]),
)

/**
 * The plan as a file for `docker buildx bake`, run in the checkout: a target an image, bases of the
 * checkout as named contexts, groups by level. Images that are only bases are pushed by their content
 * alone, into one repository, where the next build finds them: a cache of layers is not enough, since
 * BuildKit may overlook it for targets that wait for others
 * (https://github.com/docker/buildx/issues/3878). Without a digest they are pushed nowhere.
 */
export function bakeFile(plan: KaapanaPlan, options: BakeOptions = {}): BakeFile {
  refuseMissingContext(plan, options)
  const needed = neededTargets(plan.containers, options.published ?? new Set())
  const byName = new Map(plan.containers.map((container) => [container.image, container]))
  const ground: Ground = { plan, options, byName, needed: new Set(needed.map(imageOf)) }
  return {
    group: groups(needed),
    target: Object.fromEntries(
      needed.map((container) => [targetName(container.image), target(container, ground)]),
    ),
  }
}

/**
 * One image of the plan, all of whose bases of the checkout are in the registry.
 *
 * @throws KaapanaError where the content of one of them is not known
 */
export function bakeTarget(plan: KaapanaPlan, image: string, options: BakeOptions = {}): BakeFile {
  const byName = new Map(plan.containers.map((container) => [container.image, container]))
  const container = byName.get(image)
  if (container === undefined) throw new KaapanaError(`The plan has no image ${image}.`)
  refuseMissingContext({ ...plan, containers: [container] }, options)
  const unknown = container.bases.filter((base) => byName.get(base)?.digest === undefined)
  if (unknown.length > 0)
    throw new KaapanaError(`${image}: no content digest is known of ${unknown.join(', ')}.`)
  const name = targetName(image)
  return {
    group: { default: { description: image, targets: [name] } },
    target: { [name]: target(container, { plan, options, byName, needed: new Set() }) },
  }
}

const { join, relative } = posix

interface Ground {
  readonly plan: KaapanaPlan
  readonly options: BakeOptions
  readonly byName: ReadonlyMap<string, KaapanaContainer>
  readonly needed: ReadonlySet<string>
}

const imageOf = ({ image }: KaapanaContainer): string => image

function refuseMissingContext({ containers }: KaapanaPlan, options: BakeOptions): void {
  const generated = containers.filter(
    ({ selected, generatedContext }) => selected && generatedContext,
  )
  if (generated.length === 0 || options.packaged !== undefined) return
  throw new KaapanaError(
    `${generated.map(imageOf).join(', ')}: the image holds the packaged charts, and no folder with ` +
      'them was given. Run `dataspace kaapana package --source DIR --output PACKAGED`, then give ' +
      '--packaged PACKAGED; or leave the image out with --images.',
  )
}

function groups(needed: readonly KaapanaContainer[]): Record<string, BakeGroup> {
  const levels = new Map<number, string[]>()
  for (const { level, image } of needed) {
    levels.set(level, [...(levels.get(level) ?? []), targetName(image)])
  }
  const sorted = [...levels].sort(([a], [b]) => a - b)
  return {
    default: { description: 'All images', targets: needed.map(({ image }) => targetName(image)) },
    ...Object.fromEntries(
      sorted.map(([level, targets]) => [
        `level-${level}`,
        { description: `Images with ${level} bases of the checkout below them`, targets },
      ]),
    ),
  }
}

function target(container: KaapanaContainer, ground: Ground): BakeTarget {
  const { plan, options } = ground
  const context = contextFolder(container, options)
  const contexts = namedContexts(container, ground)
  const args = buildArgs(container, options)
  const names = tags(container, plan)
  return {
    context,
    dockerfile: relative(join(plan.source, context), join(plan.source, container.dockerfile)),
    ...(Object.keys(contexts).length > 0 && { contexts }),
    ...(Object.keys(args).length > 0 && { args }),
    // What is built from a base has its labels too, and the base's content is not theirs.
    ...(!container.localOnly && { labels: labels(container, plan, options) }),
    ...(names.length > 0 && { tags: names }),
    platforms: options.platforms ?? ['linux/amd64'],
    ...caches(container, plan, options.cache ?? { kind: 'registry' }),
    attest: attestations(container, options),
    output: [names.length === 0 ? 'type=cacheonly' : 'type=registry'],
  }
}

function contextFolder({ context, generatedContext }: KaapanaContainer, { packaged }: BakeOptions) {
  if (!generatedContext || packaged === undefined) return context
  // Packaging writes `<platform chart>/<collection>`, as upstream does below its build folder.
  return join(packaged, ...context.split('/').slice(-2))
}

function namedContexts(container: KaapanaContainer, ground: Ground): Record<string, string> {
  const { plan, options, byName, needed } = ground
  const own = container.bases.flatMap((name): [string, string][] => {
    const base = byName.get(name)
    if (base === undefined) return []
    const published = `docker-image://${contentReference(base, plan.registry)}`
    return [[contextKey(base.tag), needed.has(name) ? `target:${targetName(name)}` : published]]
  })
  const external = options.mirrored === true ? container.externalBases : []
  return Object.fromEntries([
    ...own,
    ...external
      .filter((reference) => reference !== 'scratch')
      .map((reference): [string, string] => [
        contextKey(reference),
        `docker-image://${mirrorReference(reference, plan.registry)}`,
      ]),
  ])
}

function buildArgs({ args }: KaapanaContainer, options: BakeOptions): Record<string, string> {
  const given = Object.entries(options.buildArgs ?? {})
  return {
    ...Object.fromEntries(given.filter(([name]) => name in args || PREDEFINED.has(name))),
    ...(options.epoch !== undefined && { SOURCE_DATE_EPOCH: String(options.epoch) }),
  }
}

function labels(
  { image, version, digest }: KaapanaContainer,
  plan: KaapanaPlan,
  { revision, sourceUrl }: BakeOptions,
): Record<string, string> {
  return {
    'org.opencontainers.image.title': image,
    'org.opencontainers.image.version': version || plan.version,
    'org.opencontainers.image.source': sourceUrl ?? UPSTREAM,
    ...(revision !== undefined && { 'org.opencontainers.image.revision': revision }),
    ...(digest !== undefined && { [CONTENT_LABEL]: `sha256:${digest}` }),
  }
}

function tags(container: KaapanaContainer, { registry }: KaapanaPlan): string[] {
  const content = contentReference(container, registry)
  return [
    ...(container.localOnly ? [] : [container.tag]),
    ...(content === undefined ? [] : [content]),
  ]
}

function caches(
  container: KaapanaContainer,
  { registry }: KaapanaPlan,
  cache: CacheSetting,
): Pick<BakeTarget, 'cache-from' | 'cache-to'> {
  if (cache.kind === 'none') return {}
  if (cache.kind === 'local') {
    const folder = join(cache.folder, targetName(container.image))
    return {
      'cache-from': [`type=local,src=${folder}`],
      'cache-to': [`type=local,dest=${folder},mode=max`],
    }
  }
  const { repository, cacheTag } = imagePlace(container)
  const ref = `type=registry,ref=${registry}/${repository}:${cacheTag}`
  // A cache that cannot be written is no reason to lose the image. ECR takes it as an image manifest.
  const format = 'mode=max,image-manifest=true,oci-mediatypes=true,ignore-error=true'
  return { 'cache-from': [ref], 'cache-to': [`${ref},${format}`] }
}

function attestations(
  { localOnly }: KaapanaContainer,
  { sbom = false, provenance = 'none' }: BakeOptions,
): string[] {
  return [
    provenance === 'none' || localOnly
      ? 'type=provenance,disabled=true'
      : `type=provenance,mode=${provenance}`,
    sbom && !localOnly ? 'type=sbom' : 'type=sbom,disabled=true',
  ]
}
