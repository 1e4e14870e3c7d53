import type { ClusterRef } from '../../../components/cluster/cluster-ref.ts'
import { KaapanaPlatform } from '../../../components/kaapana-platform/kaapana-platform.ts'
import type { KaapanaPlatformArgs } from '../../../components/kaapana-platform/kaapana-platform-args.ts'
import { KaapanaRuntime } from '../../../components/kaapana-platform/kaapana-platform-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'

const key = (purpose: string) => ({ arn: `arn:aws:kms:eu-central-1:123456789012:key/${purpose}` })

/** A cluster for Kaapana. */
export const CLUSTER: ClusterRef = {
  clusterName: 'kaapana',
  arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/kaapana',
  endpoint: 'https://api.eks.example',
  certificateAuthority: 'Y2E=',
  securityGroupId: 'sg-nodes',
}

/** Kaapana on EKS with what it cannot do without, and a record. */
export const ON_EKS: KaapanaPlatformArgs = {
  ownership: { owner: 'imaging-platform', environment: 'test' },
  region: 'eu-central-1',
  accountId: '123456789012',
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.20.0.0/16',
    publicSubnetIds: ['subnet-x', 'subnet-y'],
    privateSubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
    isolatedSubnetIds: [],
  },
  release: {
    registry: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana',
    version: '0.6.0',
    images: {},
    chartReference:
      'oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana/kaapana-admin-chart',
    chartVersion: '0.6.0',
    chartDigest: `sha256:${'c'.repeat(64)}`,
  },
  runtime: KaapanaRuntime.Eks,
  hostName: 'kaapana.hospital.example',
  hostedZoneId: 'Z123',
  access: { webCidrs: ['10.20.0.0/16', '192.0.2.0/24'], dicomCidrs: ['10.30.5.0/24'] },
  keys: { volumes: key('volumes'), secrets: key('secrets'), logs: key('logs') },
  cluster: {
    cluster: CLUSTER,
    fileSystemId: 'fs-1',
    nodeMemoryGib: 64,
  },
}

/** Records a platform with all its outputs. */
export const recorded = (change: Partial<KaapanaPlatformArgs> = {}) =>
  record(() => {
    const platform = new KaapanaPlatform('kaapana', { ...ON_EKS, ...change })
    return { ...platform }
  })
