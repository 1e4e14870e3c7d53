import { beforeEach, describe, expect, it } from 'vitest'
import { SimulatedCloud } from '../../../rehearsal/cloud/simulated-cloud.ts'
import type { Properties } from '../../../rehearsal/engine/wire.ts'

const VPC = 'aws:ec2/vpc:Vpc'
const SUBNET = 'aws:ec2/subnet:Subnet'
const NAMESPACE = 'kubernetes:core/v1:Namespace'
const CONFIG_MAP = 'kubernetes:core/v1:ConfigMap'

let cloud: SimulatedCloud

beforeEach(() => {
  cloud = new SimulatedCloud()
})

const creation = (type: string, name: string, inputs: Properties = {}, kubeconfig?: string) => ({
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  type,
  name,
  inputs,
  region: 'eu-central-1',
  ...(kubeconfig !== undefined && { kubeconfig }),
})

const make = (type: string, name: string, inputs?: Properties, kubeconfig?: string) =>
  cloud.create(creation(type, name, inputs, kubeconfig))

const kubeconfigOf = (server: unknown): string =>
  JSON.stringify({ clusters: [{ cluster: { server } }] })

describe('the simulated cloud', () => {
  it('refuses a resource that refers to one that does not exist', () => {
    expect(() => make(SUBNET, 'a', { vpcId: 'vpc-sim0123456789abcdef0' })).toThrow(
      'NotFound: "vpc-sim0123456789abcdef0", given as vpcId, does not exist',
    )
    expect(cloud.objects).toEqual([])
  })

  it('refuses a resource that refers to one that was deleted', () => {
    const vpc = make(VPC, 'main')
    cloud.delete(vpc.id, vpc)
    expect(() => make(SUBNET, 'a', { vpcId: vpc.id })).toThrow(/given as vpcId, was deleted$/)
  })

  it('knows names as references where no id is used, and lets names from outside be', () => {
    const role = make('aws:iam/role:Role', 'nodes', { name: 'nodes' })
    const attachment = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'
    make(attachment, 'a', { role: 'nodes', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })
    make(attachment, 'b', { role: 'made-by-hand', policyArn: 'arn:aws:iam::aws:policy/X' })
    expect(() => cloud.delete(role.id, role)).toThrow(
      /^DependencyViolation: aws:iam\/role:Role "nodes"/,
    )
  })

  it('takes policies and tags for text, not for references', () => {
    const policy = JSON.stringify({ Resource: 'arn:aws:s3:::x-sim0123456' })
    const tags = { made: 'vpc-sim0123456789abcdef0' }
    expect(() => make('aws:iam/policy:Policy', 'read', { policy, tags })).not.toThrow()
  })

  it('refuses to delete what something else stands on, and deletes in the right order', () => {
    const vpc = make(VPC, 'main')
    const subnet = make(SUBNET, 'a', { vpcId: vpc.id })
    expect(() => cloud.delete(vpc.id, vpc)).toThrow(
      `DependencyViolation: ${VPC} "${vpc.id}" is still used by ${SUBNET} "${subnet.id}"`,
    )
    cloud.delete(subnet.id, subnet)
    cloud.delete(vpc.id, vpc)
    expect(cloud.objects).toEqual([])
  })

  it('deletes a key in use, as KMS does', () => {
    const key = make('aws:kms/key:Key', 'data')
    make('aws:sns/topic:Topic', 'alarms', { kmsMasterKeyId: key.outputs.arn ?? '' })
    expect(() => cloud.delete(key.id, key)).not.toThrow()
  })

  it.each([
    [
      'aws:rds/instance:Instance',
      { deletionProtection: true, skipFinalSnapshot: true },
      'protected',
    ],
    ['aws:rds/instance:Instance', { skipFinalSnapshot: false }, 'finalSnapshotIdentifier is req'],
    ['aws:eks/cluster:Cluster', { deletionProtection: true }, 'deletion protection enabled'],
    ['aws:lb/loadBalancer:LoadBalancer', { enableDeletionProtection: true }, 'protection is on'],
  ])('keeps a protected %s %j', (type, inputs, told) => {
    const object = make(type, 'kept', inputs)
    expect(() => cloud.delete(object.id, object)).toThrow(told)
    expect(cloud.objects).toHaveLength(1)
  })

  it('takes a fixed name once, and gives a made-up one anew', () => {
    make('aws:s3/bucket:Bucket', 'lake', { bucket: 'lake' })
    expect(() => make('aws:s3/bucket:Bucket', 'lake', { bucket: 'lake' })).toThrow(
      /^EntityAlreadyExists: aws:s3\/bucket:Bucket "lake"/,
    )
    const first = make('aws:s3/bucket:Bucket', 'logs')
    const second = make('aws:s3/bucket:Bucket', 'logs')
    expect(second.id).not.toBe(first.id)
  })

  it('lets passwords all have the same id, and one be replaced before it is deleted', () => {
    const type = 'random:index/randomPassword:RandomPassword'
    const first = make(type, 'a', { length: 20 })
    make(type, 'b', { length: 20 })
    make(type, 'a', { length: 30 })
    cloud.delete(first.id, first)
    expect(cloud.objects.map(({ name, inputs }) => [name, inputs.length])).toEqual([
      ['a', 30],
      ['b', 20],
    ])
  })

  it('counts the versions of a launch template up', () => {
    const template = 'aws:ec2/launchTemplate:LaunchTemplate'
    const { id, outputs } = make(template, 'nodes', { imageId: 'ami-1' })
    const changed = cloud.update(id, creation(template, 'nodes', { imageId: 'ami-2' }))
    expect([outputs.latestVersion, changed.outputs.latestVersion]).toEqual([1, 2])
  })

  it('reaches Kubernetes objects only while their cluster exists', () => {
    const cluster = make('aws:eks/cluster:Cluster', 'main')
    const kubeconfig = kubeconfigOf(cluster.outputs.endpoint)
    const namespace = make(NAMESPACE, 'apps', { metadata: { name: 'apps' } }, kubeconfig)
    cloud.delete(cluster.id, cluster)
    expect(() => cloud.delete(namespace.id, { ...namespace, kubeconfig })).toThrow(
      /^configured Kubernetes cluster is unreachable: https:\/\/SIM/,
    )
    expect(() => make(NAMESPACE, 'b', {})).toThrow(/unable to load Kubernetes client config/)
  })

  it('loses what is in a cluster with the cluster, and nothing in it holds a network', () => {
    const vpc = make(VPC, 'main')
    const cluster = make('aws:eks/cluster:Cluster', 'main')
    const kubeconfig = kubeconfigOf(cluster.outputs.endpoint)
    make('kubernetes:helm.sh/v3:Release', 'lb', { values: { vpcId: vpc.id } }, kubeconfig)
    cloud.delete(vpc.id, vpc)
    expect(cloud.objects).toHaveLength(2)
    cloud.delete(cluster.id, cluster)
    expect(cloud.objects).toEqual([])
  })

  it('wants a namespace before what is in it', () => {
    const kubeconfig = kubeconfigOf('https://kubernetes.hospital.example')
    const settings = { metadata: { name: 'settings', namespace: 'apps' } }
    expect(() => make(CONFIG_MAP, 'settings', settings, kubeconfig)).toThrow(
      'namespaces "apps" not found',
    )
    make(NAMESPACE, 'apps', { metadata: { name: 'apps' } }, kubeconfig)
    expect(make(CONFIG_MAP, 'settings', settings, kubeconfig).id).toBe('apps/settings')
  })
})
