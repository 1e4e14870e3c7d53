import * as pulumi from '@pulumi/pulumi'
import { describe, expect, it } from 'vitest'
import {
  Registry,
  type RegistryArgs,
  RegistryScanning,
} from '../../../components/registry/registry.ts'
import { RegistryUpstream } from '../../../components/registry/upstreams.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/images'
const SECRET =
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/ghcr-AbCdEf'

const args: RegistryArgs = {
  ownership: { owner: 'platform', environment: 'prod' },
  key: { arn: KEY },
  accountId: '123456789012',
  region: 'eu-central-1',
  namespace: 'dataspace',
  repositories: { service: {} },
}

const recorded = (more: Partial<RegistryArgs> = {}): Promise<RecordedProgram> =>
  record(() => new Registry('images', { ...args, ...more }))

const find = ({ resources }: RecordedProgram, name: string) =>
  resources.find((resource) => resource.name === name)!

const children = ({ resources }: RecordedProgram): string[] =>
  resources
    .filter(({ custom }) => custom)
    .map(({ type, name }) => `${type} ${name}`)
    .sort()

const refusal = (more: Partial<RegistryArgs>): string => {
  try {
    new Registry('images', { ...args, ...more })
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

describe('Registry', () => {
  it('makes a repository with its lifecycle for each name, and nothing else by default', async () => {
    const program = await recorded({ repositories: { service: {}, airflow: {} } })
    expect(children(program)).toEqual([
      'aws:ecr/lifecyclePolicy:LifecyclePolicy images-lifecycle-airflow',
      'aws:ecr/lifecyclePolicy:LifecyclePolicy images-lifecycle-service',
      'aws:ecr/repository:Repository images-repository-airflow',
      'aws:ecr/repository:Repository images-repository-service',
    ])
  })

  it('makes tags immutable but those of the build cache, scans on push and encrypts', async () => {
    const repository = find(await recorded(), 'images-repository-service')
    expect(repository.inputs).toMatchObject({
      name: 'dataspace/service',
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filter: 'buildcache*', filterType: 'WILDCARD' }],
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: KEY }],
      forceDelete: false,
      tags: { owner: 'platform', environment: 'prod', 'data-class': 'internal' },
    })
    expect(repository.protect).toBe(false)
    expect(repository.parent).toContain('dataspace:index:Registry::images')
  })

  it('protects repositories and lets full ones go only when told', async () => {
    const program = await recorded({ protect: true, forceDelete: true })
    const repository = find(program, 'images-repository-service')
    expect([repository.protect, repository.inputs.forceDelete]).toEqual([true, true])
    expect(find(program, 'images-lifecycle-service').protect).toBe(false)
  })

  it('lets the named principals pull and nothing more', async () => {
    const reader = 'arn:aws:iam::123456789012:role/nodes'
    const program = await recorded({ pullPrincipalArns: [pulumi.output(reader)] })
    const policy = JSON.parse(String(find(program, 'images-pull-service').inputs.policy))
    expect(policy.Statement).toEqual([
      {
        Sid: 'Pull',
        Effect: 'Allow',
        Principal: { AWS: [reader] },
        Action: [
          'ecr:BatchCheckLayerAvailability',
          'ecr:BatchGetImage',
          'ecr:GetDownloadUrlForLayer',
        ],
      },
    ])
  })

  it('caches public registries in encrypted repositories that exist before the first pull', async () => {
    const program = await recorded({
      repositories: {},
      pullThrough: {
        ghcr: { upstream: RegistryUpstream.GitHub, credentialArn: SECRET },
        k8s: { upstream: RegistryUpstream.Kubernetes },
      },
    })
    expect(children(program)).toEqual([
      'aws:ecr/pullThroughCacheRule:PullThroughCacheRule images-cache-ghcr',
      'aws:ecr/pullThroughCacheRule:PullThroughCacheRule images-cache-k8s',
      'aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate images-template-ghcr',
      'aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate images-template-k8s',
      'aws:iam/policy:Policy images-creation-policy',
      'aws:iam/role:Role images-creation-role',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment images-creation-attachment',
    ])
    const rule = find(program, 'images-cache-ghcr')
    expect(rule.inputs).toEqual({
      ecrRepositoryPrefix: 'ghcr',
      upstreamRegistryUrl: 'ghcr.io',
      credentialArn: SECRET,
    })
    const template = find(program, 'images-template-ghcr')
    expect(rule.dependencies).toContain(template.urn)
    expect(template.inputs).toMatchObject({
      prefix: 'ghcr',
      appliedFors: ['PULL_THROUGH_CACHE'],
      encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: KEY }],
      resourceTags: { owner: 'platform' },
    })
  })

  it("lets ECR's role make repositories below the caches' prefixes only", async () => {
    const program = await recorded({ pullThrough: { quay: { upstream: RegistryUpstream.Quay } } })
    const policy = JSON.parse(String(find(program, 'images-creation-policy').inputs.policy))
    const resources = policy.Statement.map(({ Resource }: { Resource: unknown }) => Resource)
    expect(resources).toEqual([['arn:aws:ecr:eu-central-1:123456789012:repository/quay/*'], KEY])
  })

  it('sets scanning of the whole registry when asked', async () => {
    const enhanced = await recorded({ registryScanning: RegistryScanning.Enhanced })
    expect(find(enhanced, 'images-scanning').inputs).toEqual({
      scanType: 'ENHANCED',
      rules: [
        {
          scanFrequency: 'CONTINUOUS_SCAN',
          repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }],
        },
      ],
    })
    const basic = await recorded({ registryScanning: RegistryScanning.Basic })
    expect(find(basic, 'images-scanning').inputs).toMatchObject({ scanType: 'BASIC' })
  })

  it('hands out each repository by name, with its own dependency, and its addresses', async () => {
    const program = await record(() => {
      const images = new Registry('images', {
        ...args,
        pullThrough: { quay: { upstream: RegistryUpstream.Quay } },
      })
      return {
        url: images.repository('service').repositoryUrl,
        urls: images.repositoryUrls,
        arns: images.repositoryArns,
        caches: images.pullThroughUrls,
      }
    })
    const host = '123456789012.dkr.ecr.eu-central-1.amazonaws.com'
    expect(program.outputs).toEqual({
      url: `${host}/dataspace/service`,
      urls: { service: `${host}/dataspace/service` },
      arns: { service: expect.stringMatching(/^arn:aws:ecr:.*:repository\/dataspace\/service$/) },
      caches: { quay: `${host}/quay` },
    })
  })

  it('tags all that can be tagged', async () => {
    const program = await recorded({ pullThrough: { quay: { upstream: RegistryUpstream.Quay } } })
    const untagged = program.resources.filter(
      ({ type, inputs }) => /:(Repository|Role|Policy)$/.test(type) && inputs.tags === undefined,
    )
    expect(untagged.map(({ name }) => name)).toEqual([])
  })

  it('refuses a repository it does not have', async () => {
    const asking = record(() => new Registry('images', args).repository('web'))
    await expect(asking).rejects.toThrow(
      'Registry "images": repository must be one of service, got "web"',
    )
  })

  it('refuses names that ECR would', () => {
    expect(refusal({ repositories: { Service: {} } })).toBe(
      'Registry "images": repositories["Service"] must be named with 2–256 lower-case letters, ' +
        'digits and single . _ - / between them, got "dataspace/Service"',
    )
    expect(refusal({ namespace: 'Data/' })).toContain(
      'namespace must be lower-case letters, digits and single . _ - between them, with / between parts, got "Data/"',
    )
    expect(refusal({ pullThrough: { Q: { upstream: RegistryUpstream.Quay } } })).toBe(
      'Registry "images": pullThrough["Q"] must be named with 2–30 lower-case letters, digits and ' +
        'single . _ - between them, got "Q"',
    )
  })

  it('refuses counts that keep nothing, all at once', () => {
    const repositories = { service: { keepTagged: -1, keepTagPrefixes: ['*'] } }
    expect(refusal({ untaggedDays: 0, keepTagged: 1.5, repositories })).toBe(
      [
        'Registry "images": repositories["service"].keepTagged must be a whole number from 1 to 10000, got -1',
        'Registry "images": repositories["service"].keepTagPrefixes must be at most 10 beginnings of image tags (letters, digits, _ . -), got ["*"]',
        'Registry "images": untaggedDays must be a whole number from 1 to 10000, got 0',
        'Registry "images": keepTagged must be a whole number from 1 to 10000, got 1.5',
      ].join('\n'),
    )
  })

  it('refuses a public registry without the credentials it needs, or with some it cannot take', () => {
    const { GitHub, Quay } = RegistryUpstream
    expect(refusal({ pullThrough: { ghcr: { upstream: GitHub } } })).toBe(
      'Registry "images": pullThrough["ghcr"].credentialArn must be the ARN of a Secrets Manager ' +
        'secret named ecr-pullthroughcache/…, got nothing; ghcr.io lets ECR pull with credentials only',
    )
    const other = SECRET.replace('ecr-pullthroughcache/', '')
    expect(refusal({ pullThrough: { ghcr: { upstream: GitHub, credentialArn: other } } })).toBe(
      'Registry "images": pullThrough["ghcr"].credentialArn must be the ARN of a Secrets Manager ' +
        `secret named ecr-pullthroughcache/…, got "${other}"`,
    )
    expect(refusal({ pullThrough: { quay: { upstream: Quay, credentialArn: SECRET } } })).toBe(
      `Registry "images": pullThrough["quay"].credentialArn must be absent for quay, got "${SECRET}"; leave it out`,
    )
    const upstream = 'gcr' as RegistryUpstream
    expect(refusal({ pullThrough: { gcr: { upstream } } })).toBe(
      'Registry "images": pullThrough["gcr"].upstream must be one of docker-hub, github, quay, kubernetes, ecr-public, got "gcr"',
    )
  })
})
