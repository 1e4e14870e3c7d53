import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { KeyRef } from '../keys/key-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import type { PlannedRepository } from './plan-registry.ts'
import { pullPolicy } from './policy.ts'
import type { RepositoryRef } from './registry-ref.ts'

/** What the repositories of one component have in common. */
export interface RepositorySettings {
  /** What the names of the children start with. */
  readonly name: string
  readonly parent: pulumi.Resource
  readonly ownership: Ownership
  readonly key: KeyRef
  /** Tags that may be overwritten, with `*` for any text; ECR takes at most five. */
  readonly movableTags: readonly string[]
  readonly pullPrincipalArns?: readonly pulumi.Input<string>[]
  readonly forceDelete?: boolean
  readonly protect?: boolean
}

/** Makes a repository with its lifecycle policy and, when others may pull, its policy. */
export function createRepository(
  { key, repositoryName, lifecycle }: PlannedRepository,
  settings: RepositorySettings,
): RepositoryRef {
  const { name, parent, ownership, movableTags, pullPrincipalArns = [] } = settings
  const { forceDelete = false, protect = false } = settings
  const repository = new aws.ecr.Repository(
    `${name}-repository-${key}`,
    {
      name: repositoryName,
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: movableTags.map((filter) => ({
        filter,
        filterType: 'WILDCARD',
      })),
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: settings.key.arn }],
      forceDelete,
      tags: tagsOf(ownership, { name: repositoryName }),
    },
    { parent, protect },
  )
  new aws.ecr.LifecyclePolicy(
    `${name}-lifecycle-${key}`,
    { repository: repository.name, policy: pulumi.jsonStringify(lifecycle) },
    { parent },
  )
  if (pullPrincipalArns.length > 0) {
    const policy = pulumi.jsonStringify(pullPolicy(pullPrincipalArns))
    const grant = { repository: repository.name, policy }
    new aws.ecr.RepositoryPolicy(`${name}-pull-${key}`, grant, { parent })
  }
  return { repositoryUrl: repository.repositoryUrl, arn: repository.arn }
}

/** One value of each repository, by its key. */
export function valuesByKey(
  refs: ReadonlyMap<string, RepositoryRef>,
  value: (ref: RepositoryRef) => pulumi.Input<string>,
): pulumi.Output<Record<string, string>> {
  return pulumi.output(Object.fromEntries([...refs].map(([key, ref]) => [key, value(ref)])))
}
