import { execFileSync, spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planCluster } from '../../../../components/cluster/cluster-plan.ts'
import { corefile } from '../../../../components/cluster/corefile.ts'
import {
  KaapanaStorage,
  kaapanaNameRewrites,
  kaapanaNodeGroup,
} from '../../../../components/kaapana-platform/index.ts'
import { CLUSTER_ARGS } from '../../cluster/fixture.ts'
import { refusalOf } from '../../refusal.ts'

const PARITY = { storage: KaapanaStorage.Parity, dataVolumeId: 'vol-0123456789abcdef0' }
const node = (args: object = {}) => kaapanaNodeGroup('storage', { subnetId: 'subnet-a', ...args })

describe('The node group of Kaapana’s cluster', () => {
  it('is one node with the label that Kaapana selects, a large disk and room for its pods', () => {
    const { bootScript, ...group } = node()
    expect(group).toEqual({
      instanceTypes: ['m7i.4xlarge'],
      minSize: 1,
      maxSize: 1,
      diskSizeGib: 200,
      image: 'AL2023_x86_64_STANDARD',
      labels: { 'kaapana.io/node': 'storage' },
      subnetIds: ['subnet-a'],
    })
    expect(bootScript).toContain('vm.max_map_count = 262144')
    expect(bootScript).toContain('fs.inotify.max_user_watches = 100000')
    expect(bootScript).toContain('mkdir -p /home/kaapana')
    expect(bootScript).not.toContain('volume')
  })

  it('has NVIDIA’s driver for GPUs, and no taint, which Kaapana does not tolerate', () => {
    const group = node({ gpu: true })
    expect(group).toMatchObject({
      instanceTypes: ['g6.4xlarge'],
      image: 'AL2023_x86_64_NVIDIA',
      labels: { 'kaapana.io/node': 'storage', 'nvidia.com/gpu.present': 'true' },
    })
    expect(group.taints).toBeUndefined()
  })

  it('mounts the data volume, with parity, as XFS', () => {
    const { bootScript = '' } = node(PARITY)
    expect(bootScript).toContain('volume=vol-0123456789abcdef0')
    expect(bootScript).toContain('nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0')
    expect(bootScript).toContain('|| mkfs.xfs "$device"')
  })

  it('is one that a Cluster takes, whatever is valid', () => {
    const valid = fc.record({
      instanceType: fc.constantFrom('m7i.4xlarge', 'r7i.4xlarge', 'r7a.8xlarge', 'm7a.12xlarge'),
      nodes: fc.integer({ min: 1, max: 5 }),
      diskSizeGib: fc.integer({ min: 200, max: 2000 }),
    })
    fc.assert(
      fc.property(valid, (args) => {
        const nodeGroups = { storage: node(args) }
        const nameRewrites = kaapanaNameRewrites('kaapana.hospital.example')
        const plan = planCluster('main', { ...CLUSTER_ARGS, nodeGroups, nameRewrites })
        expect(plan.nodeGroups[0]).toMatchObject({ minSize: args.nodes, taints: [] })
      }),
    )
  })

  it.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)(
    'starts with a script that shellcheck has nothing against',
    () => {
      for (const args of [{}, PARITY])
        execFileSync('shellcheck', ['-'], { input: node(args).bootScript ?? '' })
    },
  )
})

const DISKS = 'of a family of m7i, m7a, r7i, r7a, c7i, g6 with storage csi'

describe('The node group refuses', () => {
  it.each([
    [
      'a type without addresses for all pods',
      { instanceType: 'r7i.2xlarge' },
      'instanceType must be a type with 16 vCPUs and 64 GiB or more, got "r7i.2xlarge"; Kaapana runs about 60 pods, and smaller types have addresses for 58',
    ],
    [
      'a type with places for too few disks',
      { instanceType: 'm6i.4xlarge' },
      `instanceType must be ${DISKS}, got "m6i.4xlarge"; others cannot attach enough disks`,
    ],
    [
      'a type without GPU for GPUs',
      { instanceType: 'm7i.4xlarge', gpu: true },
      'instanceType must be a type with a GPU of NVIDIA, of a family of g4dn, g5, g6, got "m7i.4xlarge"',
    ],
    [
      'a disk that images fill',
      { diskSizeGib: 100 },
      'diskSizeGib must be 200–16384 GiB, got 100; a full disk shows as evicted pods and a deployment without end',
    ],
    [
      'two nodes for one volume',
      { ...PARITY, nodes: 2 },
      'nodes must be 1 with storage parity, got 2',
    ],
    [
      'parity without a volume',
      { storage: KaapanaStorage.Parity },
      'dataVolumeId must be given with storage parity, and left out otherwise, got nothing',
    ],
    [
      'what is no volume, and could be a command',
      { ...PARITY, dataVolumeId: 'vol-1; reboot' },
      'dataVolumeId must be the id of a volume, e.g. vol-0123456789abcdef0, got "vol-1; reboot"',
    ],
    [
      'a strategy that is none',
      { storage: 'longhorn' },
      'storage must be one of parity, csi, got "longhorn"',
    ],
  ])('%s', (_case, wrong, message) => {
    expect(refusalOf(() => node(wrong))).toBe(`kaapanaNodeGroup "storage": ${message}`)
  })
})

describe('Kaapana’s name', () => {
  it('leads pods to its entrance within the cluster', () => {
    expect(corefile(kaapanaNameRewrites('kaapana.hospital.example'))).toContain(
      'rewrite name exact kaapana.hospital.example. oauth2-proxy-service.admin.svc.cluster.local.',
    )
  })
})
