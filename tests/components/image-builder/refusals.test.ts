import { describe, expect, it } from 'vitest'
import { ImageBuilder } from '../../../components/image-builder/image-builder.ts'
import type { ImageBuilderArgs } from '../../../components/image-builder/image-builder-args.ts'
import { refusalOf } from '../refusal.ts'
import { IN_CLUSTER, ON_INSTANCE } from './arguments.ts'

const FAMILIES =
  'c5, c5a, c6a, c6i, c7a, c7i, c7i-flex, m5, m5a, m6a, m6i, m7a, m7i, m7i-flex, r5, r5a, r6a, r6i, r7a, r7i'
const { kubernetes } = IN_CLUSTER
if (kubernetes === undefined) throw new Error('the arguments are of another kind')
const { nodeRoleArn: _, ...withoutRole } = kubernetes.cluster
const inCluster = (more: object): ImageBuilderArgs => ({
  ...IN_CLUSTER,
  kubernetes: { ...kubernetes, ...more },
})

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, ImageBuilderArgs, string][] = [
  [
    'a kind that it does not know',
    { ...ON_INSTANCE, kind: 'laptop' as never },
    'kind must be one of kubernetes, instance, got "laptop"',
  ],
  [
    'Kubernetes without a cluster',
    { ...ON_INSTANCE, kind: IN_CLUSTER.kind },
    'kubernetes must be given for this kind, got nothing',
  ],
  [
    'Kubernetes with settings of an instance',
    { ...IN_CLUSTER, instance: { idleMinutes: 10 } },
    'instance must be absent for this kind, got {"idleMinutes":10}',
  ],
  [
    'an instance with settings of Kubernetes',
    { ...ON_INSTANCE, kubernetes },
    'kubernetes must be absent for this kind, got "an object"',
  ],
  [
    "a cluster that does not tell its nodes' role",
    inCluster({ cluster: withoutRole }),
    "kubernetes.cluster.nodeRoleArn must be the ARN of the nodes' role, got nothing; the node group of the builder needs it; a Cluster of this package has it",
  ],
  [
    'a namespace that Kubernetes would not take',
    inCluster({ namespace: 'Builds' }),
    'kubernetes.namespace must be 1–40 lower-case letters, digits and hyphens, a letter first, no hyphen last, got "Builds"',
  ],
  [
    'a group that everybody is in',
    inCluster({ clientGroup: 'system:authenticated' }),
    'kubernetes.clientGroup must be the name of a group, not empty and not beginning with system:, got "system:authenticated"',
  ],
  [
    'a time to stop that no build would survive',
    { ...ON_INSTANCE, instance: { idleMinutes: 1 } },
    'instance.idleMinutes must be a whole number, 5–720, got 1',
  ],
  [
    'an address that a shell would read as more',
    { ...ON_INSTANCE, instance: { releaseUrl: "https://a/b';reboot;'.tar.gz" } },
    'instance.releaseUrl must be an https:// address of a .tar.gz file, without a query, got "https://a/b\';reboot;\'.tar.gz"',
  ],
  [
    'a region for a zone',
    { ...ON_INSTANCE, availabilityZone: 'eu-central-1' },
    'availabilityZone must be an availability zone such as eu-central-1a, got "eu-central-1"',
  ],
  [
    'a processor that Kaapana does not build for',
    { ...ON_INSTANCE, instanceType: 'm7g.2xlarge' },
    `instanceType must be a size from large of an x86_64 family: ${FAMILIES}, got "m7g.2xlarge"; Kaapana builds for linux/amd64 only`,
  ],
  [
    'a machine with too little memory',
    { ...IN_CLUSTER, instanceType: 'c7i.xlarge' },
    'instanceType must be a type with 16 GiB of memory or more, got "c7i.xlarge"; it has 8 GiB; Kaapana\'s images do not build in less than 16',
  ],
  [
    'a way to buy that AWS does not have',
    { ...ON_INSTANCE, capacity: 'reserved' as never },
    'capacity must be one of spot, on-demand, got "reserved"',
  ],
  [
    'a disk that the images do not fit on',
    { ...ON_INSTANCE, cacheGib: 199 },
    "cacheGib must be a whole number, 200–16384, got 199; Kaapana's images and their layers take some 110 GB, and building needs room beside them",
  ],
  [
    'a throughput that gp3 does not have',
    { ...ON_INSTANCE, cacheThroughputMibps: 100 },
    'cacheThroughputMibps must be a whole number, 125–1000, got 100',
  ],
  [
    'no build step at all',
    { ...ON_INSTANCE, maxParallelism: 0 },
    'maxParallelism must be a whole number from 1, got 0',
  ],
  [
    'nowhere to push to',
    { ...ON_INSTANCE, repositories: {} },
    'repositories must be one or more repositories by name, got {}; a builder whose clients may push nowhere builds for nothing',
  ],
  [
    'a mirror of what is no registry',
    { ...ON_INSTANCE, mirrors: { 'https://docker.io': 'mirror.example.org' } },
    'mirrors must be keyed by hosts of registries such as docker.io, got "https://docker.io"',
  ],
  [
    'a mirror that is an address',
    { ...ON_INSTANCE, mirrors: { 'docker.io': 'https://mirror.example.org' } },
    'mirrors["docker.io"] must be a host with an optional path, without https://, got "https://mirror.example.org"',
  ],
]

const refusal = (args: ImageBuilderArgs, name = 'builder') =>
  refusalOf(() => new ImageBuilder(name, args))

describe('ImageBuilder', () => {
  it.each(REFUSED)('refuses %s', (_what, args, message) => {
    expect(refusal(args)).toBe(`ImageBuilder "builder": ${message}`)
  })

  it('refuses a name that a StatefulSet could not have', () => {
    expect(refusal(ON_INSTANCE, 'Main')).toBe(
      'ImageBuilder "Main": name must be 1–40 lower-case letters, digits and hyphens, a letter first, no hyphen last, got "Main"',
    )
  })

  it('says all that is wrong at once', () => {
    const lines = refusal({ ...ON_INSTANCE, cacheGib: 20, instanceType: 'c7i.large' }).split('\n')
    expect(lines.map((line) => line.split(' ')[2])).toEqual(['instanceType', 'cacheGib'])
  })
})
