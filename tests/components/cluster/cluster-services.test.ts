import { describe, expect, it } from 'vitest'
import type { ClusterServicesArgs } from '../../../components/cluster/cluster-services.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { clusterProgram, finder, TAGS } from './fixture.ts'

const RELEASE = 'kubernetes:helm.sh/v3:Release'
const CLASS = 'kubernetes:storage.k8s.io/v1:StorageClass'

const recordWith = (args: Partial<ClusterServicesArgs> = {}) =>
  record(() => {
    const { services } = clusterProgram({}, args)
    const { storageClassName, sharedStorageClassName, ingressClassName } = services!
    return { storageClassName, sharedStorageClassName, ingressClassName }
  })
const everything = recordWith({ fileSystemId: 'fs-1', gpuDevicePlugin: true })
const find = finder(await everything)

/** All that a resource waits for, directly or not, its provider and parents included. */
function needs({ resources }: RecordedProgram, urn: string): Set<string> {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]))
  const seen = new Set<string>()
  const visit = (next: string) => {
    const resource = byUrn.get(next)
    if (resource === undefined || seen.has(next)) return
    seen.add(next)
    const provider = resource.provider.slice(0, resource.provider.lastIndexOf('::'))
    for (const above of [...resource.dependencies, resource.parent, provider]) visit(above)
  }
  visit(urn)
  return seen
}

describe('cluster services', () => {
  it('make exactly these objects, with the provider of the cluster', async () => {
    const { resources, outputs } = await everything
    const own = resources.filter(({ type }) => type.startsWith('kubernetes:'))
    expect(own.map(({ type, name }) => [type, name])).toEqual([
      [RELEASE, 'services-autoscaler'],
      [RELEASE, 'services-gpu'],
      [RELEASE, 'services-load-balancers'],
      [CLASS, 'services-efs'],
      [CLASS, 'services-gp3'],
    ])
    const provider = find('pulumi:providers:kubernetes', 'main')
    const cluster = resources.find(({ type }) => type === 'dataspace:index:Cluster')
    for (const resource of own) {
      expect(resource.provider).toBe(`${provider.urn}::${provider.id}`)
      expect(resource.deletedWith).toBe(cluster?.urn)
    }
    expect(outputs).toEqual({
      storageClassName: 'gp3',
      sharedStorageClassName: 'efs',
      ingressClassName: 'alb',
    })
  })

  it('make only what is asked for', async () => {
    const { resources, outputs } = await recordWith({
      loadBalancerController: false,
      autoscaler: false,
    })
    const own = resources.filter(({ type }) => type.startsWith('kubernetes:'))
    expect(own.map(({ name }) => name)).toEqual(['services-gp3'])
    expect(outputs).toEqual({ storageClassName: 'gp3' })
  })

  it('make encrypted, tagged disks the default for volumes', () => {
    expect(find(CLASS, 'services-gp3').inputs).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name: 'gp3',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        type: 'gp3',
        encrypted: 'true',
        kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/volumes',
        'csi.storage.k8s.io/fstype': 'ext4',
        tagSpecification_1: 'data-class=internal',
        tagSpecification_2: 'environment=test',
        tagSpecification_3: 'institution=shared',
        tagSpecification_4: 'owner=imaging-platform',
      },
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      reclaimPolicy: 'Delete',
    })
  })

  it('offer shared volumes on the file system, over TLS', () => {
    expect(find(CLASS, 'services-efs').inputs).toMatchObject({
      provisioner: 'efs.csi.aws.com',
      parameters: { provisioningMode: 'efs-ap', fileSystemId: 'fs-1', directoryPerms: '700' },
      mountOptions: ['tls'],
    })
  })

  it('keep disks and directories of deleted claims when told to', async () => {
    const kept = finder(await recordWith({ retainVolumes: true, fileSystemId: 'fs-1' }))
    for (const name of ['services-gp3', 'services-efs'])
      expect(kept(CLASS, name).inputs.reclaimPolicy).toBe('Retain')
  })

  it.each(['services-load-balancers', 'services-autoscaler', 'services-gpu'])(
    'install %s all or nothing, at a version, under a fixed name',
    (name) => {
      const { inputs } = find(RELEASE, name)
      expect(inputs).toMatchObject({
        atomic: true,
        cleanupOnFail: true,
        timeout: 600,
        maxHistory: 5,
        namespace: 'kube-system',
      })
      expect(inputs.name).toMatch(/^[a-z-]+$/)
      expect(inputs.version).toMatch(/^\d+\.\d+\.\d+$/)
    },
  )

  it('pick the autoscaler of the cluster version', async () => {
    const older = finder(await recordWith({ kubernetesVersion: '1.34' }))
    const values = (release: ReturnType<typeof find>) => release.inputs.values as { image: object }
    expect(values(find(RELEASE, 'services-autoscaler')).image).toEqual({ tag: 'v1.36.1' })
    expect(values(older(RELEASE, 'services-autoscaler')).image).toEqual({ tag: 'v1.34.5' })
  })

  it('make internal load balancers that carry the tags of the cluster', () => {
    expect(find(RELEASE, 'services-load-balancers').inputs.values).toMatchObject({
      clusterName: 'main',
      region: 'eu-central-1',
      vpcId: 'vpc-1',
      defaultLoadBalancerScheme: 'internal',
      defaultTags: TAGS,
    })
  })

  it('go in a teardown before the nodes, the network add-on and the cluster', async () => {
    const program = await everything
    const before = needs(program, find(RELEASE, 'services-load-balancers').urn)
    const order = [
      find('eks:index:ManagedNodeGroup', 'main-system').urn,
      find('eks:index:Addon', 'main-vpc-cni').urn,
      find('eks:index:Cluster', 'main').urn,
    ]
    for (const urn of order) expect(before).toContain(urn)
    const [nodes = '', network = '', cluster = ''] = order
    expect(needs(program, nodes)).toContain(network)
    expect(needs(program, network)).toContain(cluster)
    expect(needs(program, find('pulumi:providers:kubernetes', 'main').urn)).toContain(
      find('aws:eks/accessPolicyAssociation:AccessPolicyAssociation', 'main-access-deploy').urn,
    )
  })

  it('give each controller an identity before it starts', () => {
    for (const key of ['load-balancers', 'autoscaler'])
      expect(find(RELEASE, `services-${key}`).dependencies).toContain(
        find('aws:eks/podIdentityAssociation:PodIdentityAssociation', `services-${key}-association`)
          .urn,
      )
  })

  it('refuse a Kubernetes version without an autoscaler', async () => {
    await expect(recordWith({ kubernetesVersion: '1.20' })).rejects.toThrow(
      'ClusterServices "services": kubernetesVersion must be one of 1.34, 1.35, 1.36, got "1.20"',
    )
  })
})
