import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BASES, baseTagPrefix } from '../../images/kaapana/bake/image-place.ts'
import { type Issue, Severity } from '../../images/kaapana/issue.ts'
import { KaapanaError } from '../../images/kaapana/kaapana-error.ts'
import type {
  KaapanaContainer,
  KaapanaPlan,
  KaapanaPlanOptions,
} from '../../images/kaapana/kaapana-plan.ts'
import { planKaapana } from '../../images/kaapana/plan-kaapana.ts'
import { ArgumentError, type ArgumentProblem, refuse } from '../argument-error.ts'
import {
  type PlannedRepository,
  planRepositories,
  type RepositoriesArgs,
  repositoriesProblems,
} from '../registry/plan-registry.ts'
import {
  argumentProblems,
  builtProblems,
  nameProblems,
  type ReleaseFacts,
} from './argument-problems.ts'
import { isDigested, type PlannedKaapanaBuild, planBuild, portable } from './build-plan.ts'
import { KaapanaBuilds, type KaapanaBuiltImages, type KaapanaImagesArgs } from './kaapana-images.ts'

/** What this program builds. */
export interface KaapanaBuildPlan {
  readonly version: string
  readonly platform: string
  /** Bases before what is built from them. */
  readonly builds: readonly PlannedKaapanaBuild[]
  readonly chart: { readonly name: string; readonly file: string; readonly sha256: string }
}

/** All that KaapanaImages makes. */
export interface KaapanaImagesPlan {
  readonly namespace: string
  /** Empty when neither a checkout nor a build tells. */
  readonly version: string
  /** Name of the platform's chart. */
  readonly chart: string
  readonly repositories: readonly PlannedRepository[]
  /** What others built. */
  readonly built?: KaapanaBuiltImages
  /** What is to be built. */
  readonly build?: KaapanaBuildPlan
}

const NAMESPACE = 'kaapana'
const PLATFORM = 'linux/amd64'
const PLATFORM_CHART = 'kaapana-admin-chart'

/** Reads a checkout. */
export type Planner = (options: KaapanaPlanOptions) => KaapanaPlan

/**
 * What KaapanaImages makes of its arguments and of the checkout.
 *
 * @throws ArgumentError with every argument that cannot be used, and every error of the checkout.
 */
export function planKaapanaImages(
  name: string,
  args: KaapanaImagesArgs,
  planner: Planner = planKaapana,
): KaapanaImagesPlan {
  refuse('KaapanaImages', name, argumentProblems(args))
  const checkout = args.source === undefined ? undefined : read(name, args, planner)
  const facts = checkout === undefined ? listed(args) : selected(checkout)
  const repositories = repositoriesOf(facts, args)
  refuse('KaapanaImages', name, [
    ...repositoriesProblems(repositories).map(({ argument, ...problem }) => ({
      argument: argument.replace('repositories', 'images'),
      ...problem,
    })),
    ...nameProblems(facts),
    ...builtProblems(args.built, facts),
  ])
  const building = args.builds === KaapanaBuilds.Pulumi && checkout !== undefined
  const build = building ? planBuilds(name, args, checkout) : undefined
  return {
    namespace: repositories.namespace,
    version: facts.version,
    chart: facts.chart,
    repositories: planRepositories(repositories),
    ...(args.built !== undefined && { built: args.built }),
    ...(build !== undefined && { build }),
  }
}

/** The checkout's plan without errors, its content digests only where something is built. */
function read(name: string, args: KaapanaImagesArgs, planner: Planner): KaapanaPlan {
  const { source = '', packaged, images, charts, ignore, buildArgs, latest = false } = args
  const building = args.builds === KaapanaBuilds.Pulumi
  const options: KaapanaPlanOptions = {
    source,
    latest,
    digests: building,
    ...(building && packaged !== undefined && { packaged }),
    ...(images !== undefined && { images }),
    ...(charts !== undefined && { charts }),
    ...(ignore !== undefined && { ignore }),
    ...(buildArgs !== undefined && { buildArgs }),
  }
  const plan = planned(name, planner, options)
  const errors = plan.issues.filter(({ severity }) => severity === Severity.Error)
  refuse('KaapanaImages', name, errors.map(issueProblem))
  return plan
}

function planned(name: string, planner: Planner, options: KaapanaPlanOptions): KaapanaPlan {
  try {
    return planner(options)
  } catch (error) {
    if (!(error instanceof KaapanaError)) throw error
    const allowed = 'a checkout of Kaapana that can be planned'
    const problem = { argument: 'source', got: options.source, allowed, fix: error.message }
    throw new ArgumentError('KaapanaImages', name, [problem])
  }
}

function issueProblem({ rule, file, line, message }: Issue): ArgumentProblem {
  const got = line === undefined ? `${rule} in ${file}` : `${rule} in ${file}:${line}`
  return { argument: 'source', got, allowed: 'a checkout without errors', fix: message }
}

function selected(plan: KaapanaPlan): ReleaseFacts {
  const containers = plan.containers.filter((container) => container.selected)
  const names = (local: boolean) =>
    containers.filter(({ localOnly }) => localOnly === local).map(({ image }) => image)
  const { version, platformChart } = plan
  return { version, chart: platformChart, images: names(false), bases: names(true) }
}

function listed({ images = [], built }: KaapanaImagesArgs): ReleaseFacts {
  return { version: built?.version ?? '', chart: PLATFORM_CHART, images, bases: [] }
}

/** One repository an image, one for the chart, and one that all bases share. */
function repositoriesOf({ images, chart, bases }: ReleaseFacts, args: KaapanaImagesArgs) {
  const { namespace = NAMESPACE, untaggedDays, keepTagged } = args
  // A base that seldom changes is old and in use: each counts for itself.
  const countedApart = bases.map(baseTagPrefix)
  return {
    namespace,
    ...(untaggedDays !== undefined && { untaggedDays }),
    ...(keepTagged !== undefined && { keepTagged }),
    repositories: {
      ...Object.fromEntries([...images].sort().map((image) => [image, {}])),
      [chart]: {},
      [BASES]: { countedApart },
    },
  } satisfies RepositoriesArgs
}

function planBuilds(name: string, args: KaapanaImagesArgs, plan: KaapanaPlan): KaapanaBuildPlan {
  const { packaged = '', buildArgs = {}, platform = PLATFORM } = args
  const { version, platformChart } = plan
  const file = join(packaged, platformChart, `${platformChart}-${version}.tgz`)
  const containers = plan.containers.filter((container) => container.selected)
  const digested = containers.filter(isDigested)
  refuse('KaapanaImages', name, [
    ...containers.filter((container) => !isDigested(container)).map(digestProblem),
    ...chartProblems(file),
  ])
  const settings = { source: plan.source, buildArgs }
  return {
    version,
    platform,
    builds: digested
      .toSorted((one, other) => one.level - other.level)
      .map((container) => planBuild(container, settings)),
    chart: {
      name: platformChart,
      file: portable(file),
      sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
    },
  }
}

const PACKAGE = 'run dataspace kaapana package for this version of the checkout'

function digestProblem({ image, generatedContext }: KaapanaContainer): ArgumentProblem {
  if (generatedContext) {
    const allowed = `a folder with the context of ${image}`
    return { argument: 'packaged', got: 'none', allowed, fix: PACKAGE }
  }
  return {
    argument: 'source',
    got: image,
    allowed: 'a checkout in which each selected image has a content digest',
  }
}

function chartProblems(got: string): ArgumentProblem[] {
  if (statSync(got, { throwIfNoEntry: false })?.isFile() === true) return []
  return [
    { argument: 'packaged', got, allowed: "a folder with the platform's chart", fix: PACKAGE },
  ]
}
