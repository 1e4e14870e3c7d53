import * as dockerBuild from '@pulumi/docker-build'
import * as pulumi from '@pulumi/pulumi'
import type { RepositoryRef } from '../registry/registry-ref.ts'
import { cacheArguments, KEPT, registryOf } from './build-arguments.ts'
import type { ImageLogin } from './image-ref.ts'
import { type BuildPlan, type PlannedBuild, planImage } from './plan-image.ts'

/** What an image runs on. */
export const ImagePlatform = {
  /** Intel and AMD. */
  Amd64: 'linux/amd64',
  /** Graviton: about a fifth cheaper on AWS for the same size. */
  Arm64: 'linux/arm64',
} as const
export type ImagePlatform = (typeof ImagePlatform)[keyof typeof ImagePlatform]

/** How an image is built. */
export interface ImageBuild {
  /** Repository that the image and its layer cache are pushed to. */
  repository: RepositoryRef
  /**
   * Folder sent to the builder, relative to the working directory. Its `.dockerignore` (or the
   * Dockerfile's own) must exist: what is in an image, and what causes a build, is explicit.
   */
  context: string
  /**
   * Path of the Dockerfile.
   * @default "<context>/Dockerfile"
   */
  dockerfile?: string
  /**
   * Tag of the image: the commit or version it is made from. Tags are immutable in our registries,
   * so that changed content needs another tag. Who pulls uses the digest.
   */
  tag: pulumi.Input<string>
  /** Values of the Dockerfile's ARGs. They stay readable in the image: no secrets. */
  buildArgs?: Record<string, pulumi.Input<string>>
  /**
   * Stage to build.
   * @default the last
   */
  target?: string
  /**
   * Platforms; several make one image by digest that serves each its own. Others than the builder's
   * own are emulated, many times slower.
   * @default [ImagePlatform.Amd64]
   */
  platforms?: ImagePlatform[]
  /**
   * Files for `RUN --mount=type=secret,id=<name>`; they reach no layer. A changed secret alone
   * builds nothing.
   */
  secrets?: Record<string, pulumi.Input<string>>
  /** Labels of the image, e.g. `org.opencontainers.image.revision`. */
  labels?: Record<string, pulumi.Input<string>>
  /**
   * Build during previews as well, so that a broken Dockerfile fails the preview. Takes a builder
   * and pushes nothing. Meant for continuous integration.
   * @default false
   */
  buildOnPreview?: boolean
  /**
   * Keep all layers in the repository under `buildcache` and start from them.
   * @default true
   */
  registryCache?: boolean
  /**
   * Name of a buildx builder (docker-container, kubernetes or remote).
   * @default the current one, or a new container
   */
  builder?: string
  /**
   * Login at the registry.
   * @default what the machine is logged in to (`docker login`, credential helper): then no token
   * passes through the program or its state
   */
  login?: ImageLogin
}

/** An image: built, or named by digest. Exactly one of the two. */
export interface ImageArgs {
  /** Build it. */
  build?: ImageBuild
  /** An image that exists, e.g. from continuous integration: `<repository>@sha256:<digest>`. */
  prebuilt?: string
}

/**
 * A container image in a registry, known by its digest alone. Built by BuildKit through
 * docker-build, or taken as it is when `prebuilt`.
 *
 * Makes one docker-build Image for each platform, and an Index over them when there are several;
 * nothing at all for a prebuilt image. Costs nothing by itself: storage is the registry's.
 *
 * When it builds: the provider compares the inputs one by one with those of the last build, and a
 * hash of the files that .dockerignore lets in (provider/internal/image.go, Diff). Of a login it
 * compares address and user name, never the password, so it is an input of the Image: the token at
 * hand is used, an old one is not missed. As configuration of a docker-build Provider a new token
 * would be a change of the provider in each preview; and hiding or ignoring that change would keep
 * the expired token. Deletion is the one step that uses the token of the last build (Delete takes
 * state.ImageArgs), hence images are left in the registry, whose lifecycle policy removes them, and
 * an earlier image stays there to return to.
 *
 * It does not scan, sign or attest: the registry scans, the image workflow signs and attests.
 *
 * @example
 * const service = new Image('service', {
 *   build: {
 *     repository: images.repository('service'),
 *     context: '..', dockerfile: '../images/service/Dockerfile', tag: 'git-3179cb4',
 *   },
 * })
 * // service.reference: …/dataspace/service@sha256:…
 */
export class Image extends pulumi.ComponentResource {
  /** `<repository>@sha256:<digest>`. */
  readonly reference: pulumi.Output<string>

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planImage(name, args)
    super('dataspace:index:Image', name, {}, opts)
    this.reference =
      'prebuilt' in plan ? pulumi.output(plan.prebuilt) : createBuild(name, plan, this)
    this.registerOutputs({ reference: this.reference })
  }
}

function createBuild(name: string, plan: BuildPlan, parent: Image): pulumi.Output<string> {
  const { repositoryUrl } = plan.build.repository
  const references = plan.builds.map((planned) => {
    const image = new dockerBuild.Image(
      `${name}-build${planned.suffix}`,
      buildArguments(plan, planned),
      { parent, ...KEPT },
    )
    return pulumi.interpolate`${repositoryUrl}@${image.digest}`
  })
  const [only] = references
  if (only !== undefined && references.length === 1) return only
  const index = new dockerBuild.Index(
    `${name}-index`,
    {
      tag: pulumi.interpolate`${repositoryUrl}:${plan.build.tag}`,
      sources: references,
      push: true,
      ...(plan.build.login && { registry: registryOf(plan.build.login) }),
    },
    { parent, ...KEPT },
  )
  // The provider's ref carries the tag as well: <repository>:<tag>@sha256:<digest>.
  return pulumi
    .all([repositoryUrl, index.ref])
    .apply(([url, ref]) => `${url}@${ref.slice(ref.lastIndexOf('@') + 1)}`)
}

function buildArguments(
  plan: BuildPlan,
  { platform, suffix }: PlannedBuild,
): dockerBuild.ImageArgs {
  const { build, context, dockerfile } = plan
  const { repositoryUrl } = build.repository
  const { buildArgs, target, labels, builder, secrets, login, registryCache = true } = build
  return {
    context: { location: context },
    dockerfile: { location: dockerfile },
    platforms: [platform],
    tags: [pulumi.interpolate`${repositoryUrl}:${build.tag}${suffix}`],
    push: true,
    buildOnPreview: build.buildOnPreview ?? false,
    ...(registryCache && cacheArguments(pulumi.interpolate`${repositoryUrl}:buildcache${suffix}`)),
    ...(buildArgs !== undefined && { buildArgs }),
    ...(target !== undefined && { target }),
    ...(labels !== undefined && { labels }),
    ...(builder !== undefined && { builder: { name: builder } }),
    ...(login !== undefined && { registries: [registryOf(login)] }),
    ...(secrets !== undefined && {
      secrets: pulumi.secret(secrets),
      ignoreSecretsInDiffCalculation: Object.keys(secrets).sort(),
    }),
  }
}
