import * as pulumi from '@pulumi/pulumi'
import { CONTENT_TAG_PREFIX } from '../../images/kaapana/bake/image-place.ts'
import { ArgumentError } from '../argument-error.ts'
import type { ImageLogin } from '../image/image-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { Ownership } from '../ownership.ts'
import { CACHE_TAG_PREFIX } from '../registry/plan-registry.ts'
import type { RepositoryRef } from '../registry/registry-ref.ts'
import { createRepository, valuesByKey } from '../registry/repository.ts'
import { createBuilds } from './create-builds.ts'
import type { KaapanaRelease } from './kaapana-release.ts'
import { type KaapanaImagesPlan, planKaapanaImages } from './plan-kaapana-images.ts'
import { pushChart } from './push-chart.ts'

/** Who builds the images. */
export const KaapanaBuilds = {
  /** This program, with docker-build. */
  Pulumi: 'pulumi',
  /** Somebody else, e.g. continuous integration with `docker buildx bake`; digests are handed over. */
  External: 'external',
  /** Nobody yet: repositories only, so that others have something to push to. */
  None: 'none',
} as const
export type KaapanaBuilds = (typeof KaapanaBuilds)[keyof typeof KaapanaBuilds]

/** What others built and pushed, as `dataspace kaapana digests` writes it, and the chart's digest. */
export interface KaapanaBuiltImages {
  /** Version that all of it is tagged with. */
  version: string
  /** Digest (`sha256:…`) of each image by its name. */
  images: Record<string, string>
  /** Digest (`sha256:…`) of the pushed chart, as `helm push` prints it. */
  chartDigest: string
}

/** Login of Helm at the registry, without the password itself. */
export interface KaapanaChartLogin {
  /**
   * User name.
   * @default "AWS", as ECR demands
   */
  username?: string
  /**
   * Environment variable with the password, on the machine that Pulumi runs on. It reaches Helm on
   * its standard input; neither arguments nor state ever hold it, and a new one changes nothing.
   */
  passwordVariable: string
}

/** What is built of Kaapana, and where it goes. */
export interface KaapanaImagesArgs {
  /** Who answers for the images. */
  ownership: Ownership
  /** Key that encrypts all images. ECR creates its grants as the caller, who needs kms:CreateGrant. */
  key: KeyRef
  /** Account that the repositories are in. */
  accountId: pulumi.Input<string>
  /** Region that the repositories are in, e.g. `eu-central-1`. */
  region: string
  /** Who builds the images. */
  builds: KaapanaBuilds
  /**
   * Checkout of Kaapana: a git repository with its tags, relative to the working directory. Needed to
   * build; otherwise it can be left out when `images` lists all that is pushed.
   */
  source?: string
  /**
   * Folder that `dataspace kaapana package` wrote from the same checkout: the platform's chart, and the
   * extension collection's context. Needed to build.
   */
  packaged?: string
  /** What others built; for KaapanaBuilds.External alone. */
  built?: KaapanaBuiltImages
  /**
   * What the names of all repositories start with; the registry that charts are told is its address.
   * @default "kaapana"
   */
  namespace?: string
  /**
   * Images to select, with the bases they need. Without a source: all images that are pushed.
   * @default those the platform needs
   */
  images?: string[]
  /**
   * Charts whose images are selected.
   * @default the platform's
   */
  charts?: string[]
  /**
   * Patterns of paths in the checkout that are left out.
   * @default those of the checkout's own version of the build tool
   */
  ignore?: string[]
  /**
   * Version everything as `<release>-latest`; such tags may be overwritten.
   * @default false
   */
  latest?: boolean
  /** Build arguments for each image that declares them. They stay readable in the image: no secrets. */
  buildArgs?: Record<string, string>
  /**
   * Platform to build for. Kaapana's own Dockerfiles fetch programs for `linux/amd64` alone.
   * @default "linux/amd64"
   */
  platform?: string
  /**
   * Name of a buildx builder (docker-container, kubernetes or remote), e.g. of an ImageBuilder.
   * @default the current one, or a new container
   */
  builder?: string
  /**
   * Login at the registry, for images.
   * @default what the machine is logged in to (`docker login`, credential helper)
   */
  login?: ImageLogin
  /**
   * Login at the registry, for the chart.
   * @default what the machine is logged in to; Helm reads Docker's logins too
   */
  chartLogin?: KaapanaChartLogin
  /**
   * Days after which images without a tag are deleted.
   * @default 14
   */
  untaggedDays?: number
  /**
   * Newest tagged images kept of each. A version that is deployed counts like others: keep more than
   * are published while it runs. Storage costs USD 0.10 a GB and month.
   * @default 50
   */
  keepTagged?: number
  /**
   * Roles or accounts that may pull, and nothing else.
   * @default none
   */
  pullPrincipalArns?: pulumi.Input<string>[]
  /**
   * Delete repositories that still hold images.
   * @default false
   */
  forceDelete?: boolean
  /**
   * Guard the repositories against deletion.
   * @default false
   */
  protect?: boolean
}

/**
 * Kaapana's images and chart in ECR, from a checkout: repositories under one prefix, each image built
 * by BuildKit from exactly its bases, and the platform's chart, as one KaapanaRelease.
 *
 * Makes a repository with lifecycle policy for each pushed image, for the chart, and `bases` for the
 * images that are only bases of others, with their layer caches. When it builds: a docker-build Image
 * for each selected image, and an Index that gives each pushed one its version; then the chart is
 * pushed with Helm, which must be on PATH.
 *
 * What builds again: docker-build compares its inputs and a hash of the context's files
 * (provider/internal/image.go, Diff), and any difference, a tag's included, runs the whole build. So
 * an Image has no tag but `content-<digest>` of what decides it, and hears of its bases by digest: a
 * changed file rebuilds its image and what is built from it, if that base really became another.
 * The version is a tag of the Index, which is put onto the digest in the registry: a new version of
 * unchanged images builds and uploads nothing. Paths are relative, labels and times are left out, so
 * that another machine sees no difference either.
 *
 * Tags of versions never move, unless they end in `-latest`. Commit before publishing: uncommitted
 * changes have the version of the commit before them, and ECR refuses to move its tag.
 *
 * Monthly cost: none for the repositories; storage USD 0.10 a GB (Amazon ECR pricing, eu-central-1):
 * Kaapana's documentation gives 90 GB for the images of a version and 110 GB with caches, USD 9 to 11
 * unpacked; layers are stored compressed, and once a repository for all its versions.
 *
 * It does not package charts (`dataspace kaapana package`), make a builder (ImageBuilder), mirror
 * bases from other registries (`dataspace kaapana mirror-bases`), scan beyond ECR's own scan, sign,
 * or build for several platforms. Images stay in the registry when their resource goes; the lifecycle
 * removes them.
 *
 * @example
 * const kaapana = new KaapanaImages('kaapana', {
 *   ownership: { owner: 'imaging', environment: 'prod' },
 *   key: { arn: keyArn }, accountId: '123456789012', region: 'eu-central-1',
 *   builds: KaapanaBuilds.Pulumi, source: '../kaapana', packaged: '../kaapana-packaged',
 *   builder: 'kaapana-builder',
 * })
 * // kaapana.release: what a Kaapana deployment takes
 */
export class KaapanaImages extends pulumi.ComponentResource {
  /** Host and prefix, e.g. `123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana`. */
  readonly registry: pulumi.Output<string>
  /** Version of the platform, which images and chart are tagged with. */
  readonly version: pulumi.Output<string>
  /** Digest that the version's tag stands for, by image; empty with KaapanaBuilds.None. */
  readonly images: pulumi.Output<Record<string, string>>
  /** The platform's chart without version: `oci://<registry>/kaapana-admin-chart`. */
  readonly chartReference: pulumi.Output<string>
  /** Version of the chart. */
  readonly chartVersion: pulumi.Output<string>
  /** Digest of the chart; empty with KaapanaBuilds.None. */
  readonly chartDigest: pulumi.Output<string>
  /** Addresses of the repositories without tag: by image, by the chart's name, and `bases`. */
  readonly repositoryUrls: pulumi.Output<Record<string, string>>
  /** ARNs of the repositories, by the same names. */
  readonly repositoryArns: pulumi.Output<Record<string, string>>

  constructor(name: string, args: KaapanaImagesArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planKaapanaImages(name, args)
    super('dataspace:index:KaapanaImages', name, {}, opts)
    const making = { name, args, plan, parent: this }
    const repositories = createRepositories(making)
    REPOSITORIES.set(this, { name, refs: repositories })
    const published = publish(making, repositories)
    const host = pulumi.interpolate`${args.accountId}.dkr.ecr.${args.region}.amazonaws.com`
    this.registry = pulumi.interpolate`${host}/${plan.namespace}`
    this.version = pulumi.output(plan.version)
    this.images = pulumi.output(published.images)
    this.chartReference = pulumi.interpolate`oci://${this.registry}/${plan.chart}`
    this.chartVersion = pulumi.output(plan.version)
    this.chartDigest = pulumi.output(published.chartDigest)
    this.repositoryUrls = valuesByKey(repositories, ({ repositoryUrl }) => repositoryUrl)
    this.repositoryArns = valuesByKey(repositories, ({ arn }) => arn)
    this.registerOutputs({
      registry: this.registry,
      version: this.version,
      images: this.images,
      chartReference: this.chartReference,
      chartVersion: this.chartVersion,
      chartDigest: this.chartDigest,
      repositoryUrls: this.repositoryUrls,
      repositoryArns: this.repositoryArns,
    })
  }

  /** What was published, to hand to a deployment of Kaapana. */
  get release(): KaapanaRelease {
    const { registry, version, images, chartReference, chartVersion, chartDigest } = this
    return { registry, version, images, chartReference, chartVersion, chartDigest }
  }

  /**
   * The repository of an image, of the chart by its name, or `bases`.
   *
   * @throws ArgumentError when there is none of that name.
   */
  repository(name: string): RepositoryRef {
    const made = REPOSITORIES.get(this)
    const found = made?.refs.get(name)
    if (found !== undefined) return found
    const allowed = `one of ${[...(made?.refs.keys() ?? [])].join(', ')}`
    const problem = { argument: 'repository', got: name, allowed }
    throw new ArgumentError('KaapanaImages', made?.name ?? '', [problem])
  }
}

/** The repositories of each instance: a field of the class would become part of its schema. */
const REPOSITORIES = new WeakMap<
  KaapanaImages,
  { name: string; refs: ReadonlyMap<string, RepositoryRef> }
>()

interface Making {
  name: string
  args: KaapanaImagesArgs
  plan: KaapanaImagesPlan
  parent: pulumi.Resource
}

interface Published {
  images: pulumi.Input<Record<string, pulumi.Input<string>>>
  chartDigest: pulumi.Input<string>
}

/**
 * A content tag may be written again: the same content, built anew from a floating base, is another
 * digest, and nobody pulls by that tag.
 */
const MOVABLE_TAGS = [`${CACHE_TAG_PREFIX}*`, `${CONTENT_TAG_PREFIX}*`]

function createRepositories({ name, args, plan, parent }: Making): Map<string, RepositoryRef> {
  const movableTags = args.latest === true ? [...MOVABLE_TAGS, '*-latest'] : MOVABLE_TAGS
  const settings = { ...args, name, parent, movableTags }
  return new Map(
    plan.repositories.map((planned) => [planned.key, createRepository(planned, settings)]),
  )
}

function publish(making: Making, repositories: ReadonlyMap<string, RepositoryRef>): Published {
  const { name, args, plan, parent } = making
  const { built, build } = plan
  if (built !== undefined) return built
  if (build === undefined) return { images: {}, chartDigest: '' }
  const { versions, images } = createBuilds({ name, args, build, repositories, parent })
  const repository = repositories.get(plan.chart)
  if (repository === undefined) throw new Error(`No repository was planned for ${plan.chart}`)
  const chart = { ...build.chart, version: plan.version, repository }
  const login = args.chartLogin
  const chartDigest = pushChart(
    `${name}-chart`,
    { ...chart, ...(login !== undefined && { login }) },
    // Who sees the chart can pull its images.
    { parent, dependsOn: [...versions] },
  )
  return { images, chartDigest }
}
