import * as dockerBuild from '@pulumi/docker-build'
import * as pulumi from '@pulumi/pulumi'
import { cacheArguments, KEPT, registryOf } from '../image/build-arguments.ts'
import type { ImageLogin } from '../image/image-ref.ts'
import type { RepositoryRef } from '../registry/registry-ref.ts'
import type { PlannedKaapanaBuild } from './build-plan.ts'
import type { KaapanaBuildPlan } from './plan-kaapana-images.ts'

/** What builds are made of. */
export interface BuildsToCreate {
  readonly name: string
  readonly args: { readonly builder?: string; readonly login?: ImageLogin }
  readonly build: KaapanaBuildPlan
  readonly repositories: ReadonlyMap<string, RepositoryRef>
  readonly parent: pulumi.Resource
}

/** What came of the builds. */
export interface CreatedBuilds {
  /** Digests of the pushed images by name. */
  readonly images: Record<string, pulumi.Output<string>>
  /** What gives the pushed images their version. */
  readonly versions: readonly pulumi.Resource[]
}

/** Builds all images, each after its bases, and gives the pushed ones their version. */
export function createBuilds(making: BuildsToCreate): CreatedBuilds {
  const references = new Map<string, pulumi.Output<string>>()
  const images: Record<string, pulumi.Output<string>> = {}
  const versions: pulumi.Resource[] = []
  // In the order of the plan, in which bases come before what is built from them.
  for (const planned of making.build.builds) {
    const { repositoryUrl } = found(making.repositories, planned.repository)
    const image = createImage(making, planned, { repositoryUrl, references })
    const reference = pulumi.interpolate`${repositoryUrl}@${image.digest}`
    references.set(planned.image, reference)
    if (!planned.versioned) continue
    const index = createVersion(making, planned, { repositoryUrl, reference })
    versions.push(index)
    images[planned.image] = index.ref.apply((ref) => ref.slice(ref.lastIndexOf('@') + 1))
  }
  return { images, versions }
}

function createImage(
  { name, args, build, parent }: BuildsToCreate,
  { image, tag, cacheTag, context, dockerfile, bases, buildArgs }: PlannedKaapanaBuild,
  known: {
    repositoryUrl: pulumi.Input<string>
    references: ReadonlyMap<string, pulumi.Output<string>>
  },
): dockerBuild.Image {
  const { repositoryUrl, references } = known
  const { builder, login } = args
  return new dockerBuild.Image(
    `${name}-build-${image}`,
    {
      context: { location: context, ...(bases.length > 0 && { named: named(bases, references) }) },
      dockerfile: { location: dockerfile },
      platforms: [build.platform as dockerBuild.Platform],
      tags: [pulumi.interpolate`${repositoryUrl}:${tag}`],
      push: true,
      buildOnPreview: false,
      ...cacheArguments(pulumi.interpolate`${repositoryUrl}:${cacheTag}`),
      ...(Object.keys(buildArgs).length > 0 && { buildArgs: { ...buildArgs } }),
      ...(builder !== undefined && { builder: { name: builder } }),
      ...(login !== undefined && { registries: [registryOf(login)] }),
    },
    { parent, ...KEPT },
  )
}

/**
 * Dockerfiles say `FROM local-only/<image>:latest`. BuildKit looks that up without `:latest`; keyed
 * with it a context would be passed over and Docker Hub asked for the image:
 * https://docs.docker.com/reference/cli/docker/buildx/build/#build-context
 */
function named(
  bases: readonly string[],
  references: ReadonlyMap<string, pulumi.Output<string>>,
): Record<string, dockerBuild.types.input.ContextArgs> {
  const context = (base: string) => ({
    location: pulumi.interpolate`docker-image://${found(references, base)}`,
  })
  return Object.fromEntries(bases.map((base) => [`local-only/${base}`, context(base)]))
}

/** A tag that is put onto what is in the registry already, without a builder. */
function createVersion(
  { name, args, build, parent }: BuildsToCreate,
  { image }: PlannedKaapanaBuild,
  known: { repositoryUrl: pulumi.Input<string>; reference: pulumi.Output<string> },
): dockerBuild.Index {
  return new dockerBuild.Index(
    `${name}-version-${image}`,
    {
      tag: pulumi.interpolate`${known.repositoryUrl}:${build.version}`,
      sources: [known.reference],
      push: true,
      ...(args.login !== undefined && { registry: registryOf(args.login) }),
    },
    { parent, ...KEPT },
  )
}

function found<T>(known: ReadonlyMap<string, T>, key: string): T {
  const value = known.get(key)
  if (value === undefined) throw new Error(`Nothing was planned before it for ${key}`)
  return value
}
