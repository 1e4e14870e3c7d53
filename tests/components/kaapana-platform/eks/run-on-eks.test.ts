import { beforeAll, describe, expect, it } from 'vitest'
import { KaapanaStorage } from '../../../../components/kaapana-platform/kaapana-platform-args.ts'
import type { RecordedProgram } from '../../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, find, podOf, waitsFor } from '../../recorded-resources.ts'
import { ON_EKS, recorded } from '../arguments.ts'

const place = ON_EKS.cluster ?? { cluster: { clusterName: '' } as never, nodeMemoryGib: 0 }
const { fileSystemId: _, ...withoutFiles } = place

// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
const inputs = (program: RecordedProgram, kind: string, name: string): any =>
  find(program, kind, name).inputs

let program: RecordedProgram
beforeAll(async () => {
  program = await recorded()
})

describe('Kaapana’s release', () => {
  it('is the real one, where kube-helm looks for it, and leaves nothing behind that failed', () => {
    const { values, ...release } = inputs(program, 'Release', 'kaapana')
    expect(release).toEqual({
      name: 'kaapana-admin-chart',
      namespace: 'default',
      chart: ON_EKS.release.chartReference,
      version: '0.6.0',
      atomic: true,
      timeout: 3600,
      maxHistory: 1,
      compat: 'true',
    })
    expect(values.dataspace).toEqual({ keepData: true })
  })

  it('waits for all that the installation needs', () => {
    const needed = waitsFor(program, find(program, 'Release', 'kaapana'))
    expect(needed.filter((name) => !name.endsWith('-password')).sort()).toEqual([
      'kaapana-af-logs',
      'kaapana-af-plugins',
      'kaapana-credentials',
      'kaapana-dags',
      'kaapana-fast',
      'kaapana-oidc-client-secret',
      'kaapana-record',
      'kaapana-slow',
      'kaapana-workflow',
    ])
  })

  it('gives upward no more than the load balancer’s targets, which go before it', () => {
    const release = find(program, 'Release', 'kaapana')
    const dependants = program.resources.filter(
      ({ custom, dependencies }) => custom && dependencies.includes(release.urn),
    )
    expect(dependants.map(({ type, name }) => `${type.split(':').at(-1)} ${name}`).sort()).toEqual([
      'TargetGroupBinding kaapana-dicom',
      'TargetGroupBinding kaapana-http',
      'TargetGroupBinding kaapana-https',
    ])
  })

  it('has no login for the registry: nodes pull with their role', () => {
    const { global } = inputs(program, 'Release', 'kaapana').values
    expect(global.credentials_registry_username).toBe('')
    expect(global.credentials_registry_password).toBe('')
  })

  it('gives the databases shares of the node’s memory, and pods the way to the network', async () => {
    const cluster = { ...place, nodeMemoryGib: 128, serviceCidr: '10.96.0.0/16' }
    const { global } = inputs(await recorded({ cluster }), 'Release', 'kaapana').values
    expect(global.airflow_memory_limit).toBe('45875')
    expect(global.internalCidrs).toEqual(['10.20.0.0/16', '10.96.0.0/16'])
  })

  it('removes the data with Kaapana only when it is told to', async () => {
    const gone = await recorded({ keepData: false })
    expect(inputs(gone, 'Release', 'kaapana').values.dataspace).toEqual({ keepData: false })
    expect(inputs(gone, 'StorageClass', 'kaapana-slow').reclaimPolicy).toBe('Delete')
    expect(inputs(program, 'StorageClass', 'kaapana-slow').reclaimPolicy).toBe('Retain')
  })
})

describe('Kaapana’s storage with CSI', () => {
  it('is encrypted disks for databases and images, which snapshots find', () => {
    for (const name of ['fast', 'slow']) {
      const { metadata, provisioner, parameters } = inputs(
        program,
        'StorageClass',
        `kaapana-${name}`,
      )
      expect(metadata.name).toBe(`kaapana-${name}`)
      expect(provisioner).toBe('ebs.csi.aws.com')
      expect(parameters).toMatchObject({ encrypted: 'true', kmsKeyId: ON_EKS.keys.volumes.arn })
      expect(Object.values(parameters)).toContain('kaapana-data=kaapana')
      expect(Object.values(parameters)).toContain('data-class=phi')
      expect(metadata).not.toHaveProperty('annotations')
    }
    expect(inputs(program, 'LifecyclePolicy', 'kaapana-snapshots').policyDetails).toMatchObject({
      targetTags: { 'kaapana-data': 'kaapana' },
      schedules: [{ retainRule: { interval: 14, intervalUnit: 'DAYS' } }],
    })
  })

  it('is a file system for workflows and the folders of Airflow', () => {
    expect(inputs(program, 'StorageClass', 'kaapana-workflow')).toMatchObject({
      provisioner: 'efs.csi.aws.com',
      parameters: { fileSystemId: 'fs-1' },
    })
    expect(inputs(program, 'AccessPoint', 'kaapana-dags')).toMatchObject({
      fileSystemId: 'fs-1',
      posixUser: { uid: 1000, gid: 1000 },
      rootDirectory: { path: '/kaapana/workflows/dags' },
    })
    const { global } = inputs(program, 'Release', 'kaapana').values
    const { id } = find(program, 'AccessPoint', 'kaapana-dags')
    expect(global.shared_volume_dags).toBe(`fs-1::${id}`)
  })

  it('grows with the data volume that is asked for', async () => {
    const large = await recorded({ dataVolumeGib: 2000 })
    expect(inputs(large, 'Release', 'kaapana').values.global.volume_slow_data).toBe('400Gi')
  })
})

describe('Kaapana’s storage with parity', () => {
  it('is upstream’s own, on the data volume of the storage node', async () => {
    const cluster = { ...withoutFiles, storage: KaapanaStorage.Parity, dataVolumeId: 'vol-1' }
    const parity = await recorded({ cluster })
    expect(inputs(parity, 'StorageClass', 'kaapana-fast')).toMatchObject({
      metadata: { name: 'kaapana-hostpath-fast-data-dir' },
      provisioner: 'microk8s.io/hostpath',
      parameters: { pvDir: '/home/kaapana' },
    })
    const made = childrenOf(parity)
    expect(made.filter((child) => /AccessPoint|kaapana-workflow/.test(child))).toEqual([])
    expect(parity.outputs.dataVolumeId).toBe('vol-1')
    const provisioner = find(parity, 'Deployment', 'kaapana-hostpath')
    expect(podOf(provisioner)).toMatchObject({
      nodeSelector: { 'kaapana.io/node': 'storage' },
      volumes: [{ name: 'data', hostPath: { path: '/home/kaapana' } }],
    })
    expect(waitsFor(parity, find(parity, 'Release', 'kaapana'))).toContain('kaapana-hostpath')
    expect(made.filter((child) => child.endsWith(' kaapana-hostpath'))).toEqual([
      'ClusterRole kaapana-hostpath',
      'ClusterRoleBinding kaapana-hostpath',
      'Deployment kaapana-hostpath',
      'ServiceAccount kaapana-hostpath',
    ])
  })
})

describe('Kaapana’s GPUs', () => {
  it('are served by NVIDIA’s operator, where Kaapana’s metrics expect it', async () => {
    const gpu = await recorded({ gpu: true })
    expect(inputs(gpu, 'Release', 'kaapana-gpu-operator')).toMatchObject({
      namespace: 'gpu-operator-resources',
      createNamespace: true,
      values: { driver: { enabled: false }, toolkit: { enabled: false } },
    })
    expect(inputs(gpu, 'Release', 'kaapana').values.global.gpu_support).toBe(true)
    expect(waitsFor(gpu, find(gpu, 'Release', 'kaapana'))).toContain('kaapana-gpu-operator')
  })
})

describe('The load balancer’s targets', () => {
  it.each([
    ['https', 'admin', 'oauth2-proxy-service', 'https-port'],
    ['http', 'admin', 'traefik-http', 'web'],
    ['dicom', 'services', 'ctp-dicom-service', 'ctp-dcm-port'],
  ])('of %s are pods of the Service in %s', (listener, namespace, name, port) => {
    const { metadata, spec } = inputs(program, 'TargetGroupBinding', `kaapana-${listener}`)
    expect(metadata.namespace).toBe(namespace)
    expect(spec).toEqual({
      serviceRef: { name, port },
      targetGroupARN: find(program, 'TargetGroup', `kaapana-${listener}`).outputs.arn,
      targetType: 'ip',
    })
  })
})
