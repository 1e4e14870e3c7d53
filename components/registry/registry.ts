import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { ArgumentError } from '../argument-error.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import { CACHE_TAG_PREFIX, planRegistry, type RegistryPlan } from './plan-registry.ts'
import { creationRolePolicy, creationRoleTrust } from './policy.ts'
import type { RepositoryRef } from './registry-ref.ts'
import { createRepository, valuesByKey } from './repository.ts'
import type { RegistryUpstream } from './upstreams.ts'

/** How all images of the account and region are scanned for known vulnerabilities. */
export const RegistryScanning = {
  /** On push, by ECR itself: operating-system packages only, no charge. */
  Basic: 'basic',
  /** Continuously by Amazon Inspector, languages' packages too: USD 0.09 an image, 0.01 a rescan. */
  Enhanced: 'enhanced',
} as const
export type RegistryScanning = (typeof RegistryScanning)[keyof typeof RegistryScanning]

/** One repository. */
export interface RegistryRepository {
  /**
   * Newest tagged images kept.
   * @default the registry's keepTagged
   */
  keepTagged?: number
  /**
   * Beginnings of tags whose images are never deleted, e.g. `release-`; at most 10. Name what is
   * deployed here: `keepTagged` does not know what runs.
   */
  keepTagPrefixes?: string[]
}

/** One public registry whose images are fetched and kept on first pull. */
export interface RegistryPullThrough {
  /** The public registry. */
  upstream: RegistryUpstream
  /**
   * ARN of the secret with `username` and `accessToken`, named `ecr-pullthroughcache/…` and encrypted
   * with AWS's own key for Secrets Manager. Docker Hub and GitHub need one, the others take none.
   */
  credentialArn?: pulumi.Input<string>
}

/** What a Registry is made of. */
export interface RegistryArgs {
  /** Who answers for the images. */
  ownership: Ownership
  /** Key that encrypts all images. ECR creates its grants as the caller, who needs kms:CreateGrant. */
  key: KeyRef
  /** Account that the repositories are in. */
  accountId: pulumi.Input<string>
  /** Region that the repositories are in, e.g. `eu-central-1`. */
  region: string
  /** Repositories by name, e.g. `{ service: {} }`. May be empty. */
  repositories: Record<string, RegistryRepository>
  /**
   * What the names of the repositories start with, e.g. `dataspace` for `dataspace/service`.
   * @default none
   */
  namespace?: string
  /**
   * Days after which images without a tag are deleted.
   * @default 14
   */
  untaggedDays?: number
  /**
   * Newest tagged images kept in each repository. Storage costs USD 0.10 a GB and month.
   * @default 50
   */
  keepTagged?: number
  /**
   * Roles or accounts that may pull, and nothing else. Principals of this account need no mention
   * when their own policies allow it.
   * @default none
   */
  pullPrincipalArns?: pulumi.Input<string>[]
  /**
   * Public registries by the prefix their images get here, e.g. `{ quay: { upstream: 'quay' } }`
   * makes `<registry>/quay/prometheus/prometheus`.
   * @default none
   */
  pullThrough?: Record<string, RegistryPullThrough>
  /**
   * Scanning of all repositories of account and region: one setting for both, so give it in one
   * Registry of them only. Without it each repository here scans on push by itself.
   * @default not managed
   */
  registryScanning?: RegistryScanning
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
 * ECR repositories for the images that we build, and caches of the public registries that others are
 * pulled from. Tags are immutable except those that begin with `buildcache`, which builds overwrite;
 * images are encrypted with the given key, scanned on push and expired by rule.
 *
 * Makes a repository with lifecycle policy (and pull policy) for each name; a cache rule and a
 * creation template for each public registry, with one role that lets ECR make its repositories; the
 * registry's scanning configuration if asked for.
 *
 * Monthly cost: none for the repositories; storage USD 0.10 a GB (Amazon ECR pricing, eu-central-1).
 *
 * It does not build or push (see Image), replicate to other regions, or put secrets of public
 * registries into Secrets Manager. Repositories of a cache keep mutable tags: upstream moves them,
 * and ECR could not follow. Refer to their images by digest.
 *
 * @example
 * const images = new Registry('images', {
 *   ownership: { owner: 'platform', environment: 'prod' },
 *   key: { arn: keyArn }, accountId: '123456789012', region: 'eu-central-1',
 *   namespace: 'dataspace', repositories: { service: { keepTagPrefixes: ['release-'] } },
 * })
 * const { repositoryUrl } = images.repository('service')
 */
export class Registry extends pulumi.ComponentResource {
  /** Host of the registry: `<account>.dkr.ecr.<region>.amazonaws.com`. */
  readonly registryHost: pulumi.Output<string>
  /** Addresses without tag, by repository name. */
  readonly repositoryUrls: pulumi.Output<Record<string, string>>
  /** ARNs by repository name. */
  readonly repositoryArns: pulumi.Output<Record<string, string>>
  /** Addresses that stand for the public registries, by prefix. */
  readonly pullThroughUrls: pulumi.Output<Record<string, string>>

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planRegistry(name, args)
    super('dataspace:index:Registry', name, {}, opts)
    const made = { name, args, plan, parent: this }
    const refs = createRepositories(made)
    REPOSITORIES.set(this, { name, refs })
    createCaches(made)
    createScanning(made)
    const host = pulumi.interpolate`${args.accountId}.dkr.ecr.${args.region}.amazonaws.com`
    this.registryHost = host
    this.repositoryUrls = valuesByKey(refs, ({ repositoryUrl }) => repositoryUrl)
    this.repositoryArns = valuesByKey(refs, ({ arn }) => arn)
    this.pullThroughUrls = host.apply((address) =>
      Object.fromEntries(plan.caches.map(({ prefix }) => [prefix, `${address}/${prefix}`])),
    )
    this.registerOutputs({
      registryHost: this.registryHost,
      repositoryUrls: this.repositoryUrls,
      repositoryArns: this.repositoryArns,
      pullThroughUrls: this.pullThroughUrls,
    })
  }

  /**
   * The repository of that name, to hand to Image or a workload.
   *
   * @throws ArgumentError when `repositories` has no such name.
   */
  repository(name: string): RepositoryRef {
    const made = REPOSITORIES.get(this)
    const found = made?.refs.get(name)
    if (found !== undefined) return found
    const allowed = `one of ${[...(made?.refs.keys() ?? [])].join(', ')}`
    const problem = { argument: 'repository', got: name, allowed }
    throw new ArgumentError('Registry', made?.name ?? '', [problem])
  }
}

/** The repositories of each Registry: a field of the class would become part of its schema. */
const REPOSITORIES = new WeakMap<Registry, MadeRepositories>()

interface MadeRepositories {
  name: string
  refs: ReadonlyMap<string, RepositoryRef>
}

interface Making {
  name: string
  args: RegistryArgs
  plan: RegistryPlan
  parent: pulumi.Resource
}

function createRepositories({ name, args, plan, parent }: Making): Map<string, RepositoryRef> {
  const made = { ...args, name, parent, movableTags: [`${CACHE_TAG_PREFIX}*`] }
  return new Map(plan.repositories.map((planned) => [planned.key, createRepository(planned, made)]))
}

function createCaches({ name, args, plan, parent }: Making): void {
  if (plan.caches.length === 0) return
  const role = createCreationRole({ name, args, plan, parent })
  for (const { prefix, upstreamUrl, source } of plan.caches) {
    const template = new aws.ecr.RepositoryCreationTemplate(
      `${name}-template-${prefix}`,
      {
        prefix,
        appliedFors: ['PULL_THROUGH_CACHE'],
        description: `Images of ${upstreamUrl}`,
        customRoleArn: role.arn,
        imageTagMutability: 'MUTABLE',
        encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: args.key.arn }],
        lifecyclePolicy: pulumi.jsonStringify(plan.cacheLifecycle),
        resourceTags: tagsOf(args.ownership),
      },
      { parent },
    )
    new aws.ecr.PullThroughCacheRule(
      `${name}-cache-${prefix}`,
      {
        ecrRepositoryPrefix: prefix,
        upstreamRegistryUrl: upstreamUrl,
        ...(source.credentialArn !== undefined && { credentialArn: source.credentialArn }),
      },
      // A pull before the template exists would make an unencrypted repository for good.
      { parent, dependsOn: [template] },
    )
  }
}

function createCreationRole({ name, args, plan, parent }: Making): aws.iam.Role {
  const { ownership, accountId, region, key } = args
  const role = new aws.iam.Role(
    `${name}-creation-role`,
    {
      assumeRolePolicy: JSON.stringify(creationRoleTrust()),
      description: 'ECR makes the repositories of pull-through caches with it',
      tags: tagsOf(ownership),
    },
    { parent },
  )
  const prefixes = plan.caches.map(({ prefix }) => prefix)
  const document = creationRolePolicy({ accountId, region, prefixes, keyArn: key.arn })
  const policy = new aws.iam.Policy(
    `${name}-creation-policy`,
    { policy: pulumi.jsonStringify(document), tags: tagsOf(ownership) },
    { parent },
  )
  new aws.iam.RolePolicyAttachment(
    `${name}-creation-attachment`,
    { role: role.name, policyArn: policy.arn },
    { parent },
  )
  return role
}

function createScanning({ name, args, parent }: Making): void {
  if (args.registryScanning === undefined) return
  const enhanced = args.registryScanning === RegistryScanning.Enhanced
  new aws.ecr.RegistryScanningConfiguration(
    `${name}-scanning`,
    {
      scanType: enhanced ? 'ENHANCED' : 'BASIC',
      rules: [
        {
          scanFrequency: enhanced ? 'CONTINUOUS_SCAN' : 'SCAN_ON_PUSH',
          repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }],
        },
      ],
    },
    { parent },
  )
}
