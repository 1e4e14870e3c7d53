import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { lifecyclePolicy, type Retention } from './lifecycle.ts'
import type { RegistryArgs, RegistryPullThrough, RegistryRepository } from './registry.ts'
import { UPSTREAMS } from './upstreams.ts'

/** Tag prefix under which builds keep their layer cache; such tags may be overwritten. */
export const CACHE_TAG_PREFIX = 'buildcache'

const UNTAGGED_DAYS = 14
const KEEP_TAGGED = 50
const MOST_KEPT_PREFIXES = 10

/** A repository as it will be made. */
export interface PlannedRepository {
  readonly key: string
  readonly repositoryName: string
  readonly lifecycle: ReturnType<typeof lifecyclePolicy>
}

/** A pull-through cache rule as it will be made. */
export interface PlannedCache {
  readonly prefix: string
  readonly upstreamUrl: string
  readonly source: RegistryPullThrough
}

/** All that a Registry makes. */
export interface RegistryPlan {
  readonly repositories: readonly PlannedRepository[]
  readonly caches: readonly PlannedCache[]
  /** Lifecycle of repositories that ECR makes when an image is first pulled through. */
  readonly cacheLifecycle: ReturnType<typeof lifecyclePolicy>
}

// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
const PATH = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreatePullThroughCacheRule.html
const PREFIX = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/
const TAG_PREFIX = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/
const SECRET = /^arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ecr-pullthroughcache\/\S+$/

/**
 * What a Registry makes of its arguments.
 *
 * @throws ArgumentError with every argument that cannot be used.
 */
export function planRegistry(name: string, args: RegistryArgs): RegistryPlan {
  const { pullThrough = {}, untaggedDays = UNTAGGED_DAYS, keepTagged = KEEP_TAGGED } = args
  refuse('Registry', name, [
    ...repositoriesProblems(args),
    ...Object.entries(pullThrough).flatMap(cacheProblems),
  ])
  return {
    repositories: planRepositories(args),
    caches: Object.entries(pullThrough).map(([prefix, source]) => ({
      prefix,
      upstreamUrl: UPSTREAMS[source.upstream].url,
      source,
    })),
    cacheLifecycle: lifecyclePolicy({ untaggedDays, keepTagged, keepTagPrefixes: [] }),
  }
}

/** What decides the repositories of a registry. */
export interface RepositoriesArgs
  extends Pick<RegistryArgs, 'namespace' | 'untaggedDays' | 'keepTagged'> {
  readonly repositories: Readonly<
    Record<string, RegistryRepository & Pick<Retention, 'countedApart'>>
  >
}

/** Arguments of repositories that ECR would not take. */
export function repositoriesProblems(args: RepositoriesArgs): ArgumentProblem[] {
  return [
    ...namespaceProblems(args.namespace),
    ...repositoryProblems(args),
    ...countProblem('untaggedDays', args.untaggedDays ?? UNTAGGED_DAYS),
    ...countProblem('keepTagged', args.keepTagged ?? KEEP_TAGGED),
  ]
}

/** Each repository with its whole name and its lifecycle. */
export function planRepositories(args: RepositoriesArgs): PlannedRepository[] {
  const { namespace, repositories, untaggedDays = UNTAGGED_DAYS, keepTagged = KEEP_TAGGED } = args
  return Object.entries(repositories).map(([key, repository]) => ({
    key,
    repositoryName: namespace === undefined ? key : `${namespace}/${key}`,
    lifecycle: lifecyclePolicy({
      untaggedDays,
      keepTagged: repository.keepTagged ?? keepTagged,
      keepTagPrefixes: [CACHE_TAG_PREFIX, ...(repository.keepTagPrefixes ?? [])],
      ...(repository.countedApart !== undefined && { countedApart: repository.countedApart }),
    }),
  }))
}

function namespaceProblems(namespace: string | undefined): ArgumentProblem[] {
  if (namespace === undefined || PATH.test(namespace)) return []
  const allowed = 'lower-case letters, digits and single . _ - between them, with / between parts'
  return [{ argument: 'namespace', got: namespace, allowed }]
}

function repositoryProblems({ namespace, repositories }: RepositoriesArgs): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  for (const [key, repository] of Object.entries(repositories)) {
    const argument = `repositories["${key}"]`
    const whole = namespace === undefined ? key : `${namespace}/${key}`
    if (!PATH.test(key) || whole.length < 2 || whole.length > 256) {
      const allowed = 'named with 2–256 lower-case letters, digits and single . _ - / between them'
      problems.push({ argument, got: whole, allowed })
    }
    const { keepTagged = 1 } = repository
    problems.push(...countProblem(`${argument}.keepTagged`, keepTagged))
    problems.push(...prefixProblems(`${argument}.keepTagPrefixes`, repository.keepTagPrefixes))
  }
  return problems
}

function prefixProblems(argument: string, prefixes: string[] = []): ArgumentProblem[] {
  const wrong = prefixes.filter((prefix) => !TAG_PREFIX.test(prefix))
  if (wrong.length === 0 && prefixes.length <= MOST_KEPT_PREFIXES) return []
  const allowed = `at most ${MOST_KEPT_PREFIXES} beginnings of image tags (letters, digits, _ . -)`
  return [{ argument, got: prefixes, allowed }]
}

function countProblem(argument: string, got: number): ArgumentProblem[] {
  if (Number.isInteger(got) && got >= 1 && got <= 10_000) return []
  return [{ argument, got, allowed: 'a whole number from 1 to 10000' }]
}

function cacheProblems([prefix, source]: [string, RegistryPullThrough]): ArgumentProblem[] {
  const argument = `pullThrough["${prefix}"]`
  const problems: ArgumentProblem[] = []
  if (!PREFIX.test(prefix) || prefix.length < 2 || prefix.length > 30) {
    const allowed = 'named with 2–30 lower-case letters, digits and single . _ - between them'
    problems.push({ argument, got: prefix, allowed })
  }
  const upstream = Object.hasOwn(UPSTREAMS, source.upstream)
    ? UPSTREAMS[source.upstream]
    : undefined
  if (upstream === undefined) {
    const allowed = `one of ${Object.keys(UPSTREAMS).join(', ')}`
    return [...problems, { argument: `${argument}.upstream`, got: source.upstream, allowed }]
  }
  return [...problems, ...credentialProblems(`${argument}.credentialArn`, source)]
}

function credentialProblems(argument: string, source: RegistryPullThrough): ArgumentProblem[] {
  const { upstream, credentialArn: got } = source
  const { needsCredential, url } = UPSTREAMS[upstream]
  const allowed = 'the ARN of a Secrets Manager secret named ecr-pullthroughcache/…'
  if (got === undefined) {
    const fix = `${url} lets ECR pull with credentials only`
    return needsCredential ? [{ argument, got, allowed, fix }] : []
  }
  if (!needsCredential) {
    return [{ argument, got, allowed: `absent for ${upstream}`, fix: 'leave it out' }]
  }
  return typeof got === 'string' && !SECRET.test(got) ? [{ argument, got, allowed }] : []
}
