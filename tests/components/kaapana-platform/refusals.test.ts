import { describe, expect, it } from 'vitest'
import { KaapanaPlatform } from '../../../components/kaapana-platform/kaapana-platform.ts'
import {
  type KaapanaPlatformArgs,
  KaapanaRuntime,
  KaapanaStorage,
} from '../../../components/kaapana-platform/kaapana-platform-args.ts'
import { refusalOf } from '../refusal.ts'
import { ON_EKS } from './arguments.ts'

const { cluster: place, ...common } = ON_EKS
if (place === undefined) throw new Error('The arguments have no cluster.')
const { fileSystemId: _, ...withoutFiles } = place

const ON_INSTANCE: KaapanaPlatformArgs = {
  ...common,
  runtime: KaapanaRuntime.MicroK8s,
  instance: { availabilityZone: 'eu-central-1a', subnetId: 'subnet-a' },
}
const ACM = 'arn:aws:acm:eu-central-1:123456789012:certificate/1'
const BUCKET = { bucketName: 'logs', arn: 'arn:aws:s3:::logs' }
const NAME =
  'a host name that DNS resolves: labels of a–z, 0–9 and hyphen, two or more, 253 characters at most'
const NO_ADDRESS = 'pods, certificate and sign-in use it: no address, and no .local'

const hostName = (got: string): [string, KaapanaPlatformArgs, string] => [
  `the host name ${got.slice(0, 30)}`,
  { ...ON_EKS, hostName: got },
  `hostName must be ${NAME}, got ${JSON.stringify(got)}; ${NO_ADDRESS}`,
]

const inCluster = (change: object): KaapanaPlatformArgs => ({
  ...ON_EKS,
  cluster: { ...place, ...change },
})
const access = (change: object): KaapanaPlatformArgs => ({
  ...ON_EKS,
  access: { ...ON_EKS.access, ...change },
})

/** What is wrong in one way, and the message after component and name. */
const REFUSED: [string, KaapanaPlatformArgs, string][] = [
  hostName('10.0.0.1'),
  hostName('kaapana'),
  hostName('kaapana_1.hospital.example'),
  hostName('Kaapana.hospital.example'),
  hostName('kaapana.local'),
  hostName(`${'a'.repeat(63)}.`.repeat(4).concat('example')),
  [
    'a runtime that is none',
    { ...ON_EKS, runtime: 'docker' as KaapanaRuntime },
    'runtime must be one of microk8s, eks, got "docker"',
  ],
  [
    'an instance for EKS',
    { ...ON_EKS, instance: { availabilityZone: 'eu-central-1a', subnetId: 'subnet-a' } },
    'instance must be left out with runtime eks, got "an instance"; or set runtime to microk8s',
  ],
  [
    'EKS without a cluster',
    common as KaapanaPlatformArgs,
    'cluster must be given with runtime eks, got nothing',
  ],
  [
    'a cluster for an instance',
    { ...ON_INSTANCE, cluster: place },
    'cluster must be left out with runtime microk8s, got "an EKS cluster"; or set runtime to eks',
  ],
  [
    'MicroK8s without an instance',
    { ...common, runtime: KaapanaRuntime.MicroK8s },
    'instance must be given with runtime microk8s, got nothing',
  ],
  [
    'an instance that is too small',
    {
      ...ON_INSTANCE,
      instance: { availabilityZone: 'eu-central-1a', subnetId: 's', instanceType: 'm6i.2xlarge' },
    },
    'instance.instanceType must be a type with 8 vCPUs and 64 GiB or more, got "m6i.2xlarge"; it has 8 vCPUs and 32 GiB, with which Kaapana does not come up',
  ],
  [
    'GPUs on an instance that has none',
    {
      ...ON_INSTANCE,
      gpu: true,
      instance: { availabilityZone: 'eu-central-1a', subnetId: 's', instanceType: 'r6i.2xlarge' },
    },
    'instance.instanceType must be a type with a GPU of NVIDIA, of a family of g4dn, g5, g6, got "r6i.2xlarge"',
  ],
  [
    'a strategy of storage that is none',
    inCluster({ storage: 'longhorn' }),
    'cluster.storage must be one of parity, csi, got "longhorn"',
  ],
  [
    'a node that is too small',
    inCluster({ nodeMemoryGib: 32 }),
    'cluster.nodeMemoryGib must be 64 at least, the memory of the node, got 32',
  ],
  [
    'CSI without a file system',
    { ...ON_EKS, cluster: withoutFiles },
    'cluster.fileSystemId must be given with storage csi: workflows share files, got nothing; give the Cluster a fileSystem, and its fileSystemId here',
  ],
  [
    'parity without a volume',
    inCluster({ storage: KaapanaStorage.Parity }),
    'cluster.dataVolumeId must be given with storage parity, and left out otherwise, got nothing',
  ],
  [
    'a range of services that is none',
    inCluster({ serviceCidr: '10.100.0.0' }),
    'cluster.serviceCidr must be a block of addresses, e.g. 10.100.0.0/16, got "10.100.0.0"',
  ],
  [
    'nobody who may sign in',
    access({ webCidrs: [] }),
    'access.webCidrs must be one or more blocks of addresses, e.g. 10.20.0.0/16, got []; nobody could sign in',
  ],
  [
    'a block that is none',
    access({ webCidrs: ['10.0.0.0/33'] }),
    'access.webCidrs[0] must be a block of addresses, e.g. 10.20.0.0/16, got "10.0.0.0/33"',
  ],
  [
    'the internet, unasked',
    access({ webCidrs: ['0.0.0.0/0'] }),
    'access.webCidrs[0] must be a block of your own networks, got "0.0.0.0/0"; set access.internetFacing to open it to the internet',
  ],
  [
    'images from half the internet',
    access({ dicomCidrs: ['128.0.0.0/1'], internetFacing: true }),
    'access.dicomCidrs[0] must be a block of your own networks, /8 or smaller, got "128.0.0.0/1"; DICOM is neither encrypted nor protected by a password',
  ],
  [
    'two certificates',
    { ...ON_EKS, certificate: { acmCertificateArn: ACM, secretArn: 'arn' } },
    'certificate must be one of the two: TLS ends at the load balancer or at Kaapana, got "acmCertificateArn and secretArn"',
  ],
  [
    'logs of connections whose TLS ends elsewhere',
    { ...ON_EKS, accessLogs: BUCKET },
    'accessLogs must be left out without certificate.acmCertificateArn, got "a bucket"; network load balancers log the connections of which they end the TLS',
  ],
  [
    'logs into a bucket that load balancers cannot write to',
    {
      ...ON_EKS,
      certificate: { acmCertificateArn: ACM },
      accessLogs: { ...BUCKET, keyArn: 'arn:key' },
    },
    'accessLogs must be a bucket encrypted by S3\'s own key: load balancers cannot write to others, got "a bucket with a KMS key"',
  ],
  [
    'a disk that upstream calls too small',
    { ...ON_EKS, dataVolumeGib: 100 },
    'dataVolumeGib must be 200–16384 GiB, got 100',
  ],
  [
    'snapshots for no day',
    { ...ON_EKS, snapshotRetentionDays: 0 },
    'snapshotRetentionDays must be a whole number of days, 1–1000, got 0',
  ],
  [
    'a retention that CloudWatch does not know',
    { ...ON_EKS, logRetentionDays: 100 },
    'logRetentionDays must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 100',
  ],
  [
    'a region that is none',
    { ...ON_EKS, region: 'Frankfurt' },
    'region must be a region such as eu-central-1, got "Frankfurt"',
  ],
  [
    'an account that is none',
    { ...ON_EKS, accountId: '12' },
    'accountId must be 12 digits, got "12"',
  ],
]

describe('A KaapanaPlatform refuses', () => {
  it.each(REFUSED)('%s', (_case, args, message) => {
    expect(refusalOf(() => new KaapanaPlatform('kaapana', args))).toBe(
      `KaapanaPlatform "kaapana": ${message}`,
    )
  })

  it('a name that load balancers have no room for', () => {
    expect(refusalOf(() => new KaapanaPlatform('kaapana-in-the-basement', ON_EKS))).toBe(
      'KaapanaPlatform "kaapana-in-the-basement": name must be 1–16 of a–z, 0–9 and hyphen, a letter first, got "kaapana-in-the-basement"',
    )
  })

  it('everything at once, before anything is made', () => {
    const wrong = { ...ON_EKS, hostName: 'kaapana', dataVolumeGib: 1, snapshotRetentionDays: 0 }
    const lines = refusalOf(() => new KaapanaPlatform('kaapana', wrong)).split('\n')
    expect(lines).toHaveLength(3)
  })
})
