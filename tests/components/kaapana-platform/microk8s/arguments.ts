import type { KaapanaPlatformArgs } from '../../../../components/kaapana-platform/kaapana-platform-args.ts'
import type { MachineSettings } from '../../../../components/kaapana-platform/microk8s/machine-settings.ts'

const arn = (service: string, rest: string) =>
  `arn:aws:${service}:eu-central-1:123456789012:${rest}`

export const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana'

/** Smallest arguments of Kaapana on MicroK8s. */
export const ON_MICROK8S: KaapanaPlatformArgs = {
  ownership: { owner: 'imaging-platform', environment: 'test' },
  region: 'eu-central-1',
  accountId: '123456789012',
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.20.0.0/16',
    publicSubnetIds: [],
    privateSubnetIds: ['subnet-a'],
    isolatedSubnetIds: [],
  },
  release: {
    registry: REGISTRY,
    version: '0.6.0',
    images: {},
    chartReference: `oci://${REGISTRY}/kaapana-admin-chart`,
    chartVersion: '0.6.0',
    chartDigest: `sha256:${'c'.repeat(64)}`,
  },
  runtime: 'microk8s',
  hostName: 'kaapana.hospital.example',
  access: { webCidrs: ['10.20.0.0/16'], dicomCidrs: ['10.20.0.0/16'] },
  keys: {
    volumes: { arn: arn('kms', 'key/volumes') },
    secrets: { arn: arn('kms', 'key/secrets') },
    logs: { arn: arn('kms', 'key/logs') },
  },
  instance: { availabilityZone: 'eu-central-1a', subnetId: 'subnet-a' },
}

export const CREDENTIALS_ARN = arn('secretsmanager', 'secret:kaapana-credentials')
export const CERTIFICATE_ARN = arn('secretsmanager', 'secret:kaapana-certificate')

/** What a machine is told. */
export const SETTINGS: MachineSettings = {
  region: 'eu-central-1',
  volumeId: 'vol-0123456789abcdef0',
  parameter: '/dataspace/test/kaapana/wanted',
  document: 'kaapana-scripts-0a1b2c3',
  logGroup: 'kaapana-install-0a1b2c3',
  metricName: 'test-kaapana',
  credentialsArn: CREDENTIALS_ARN,
  certificateArn: '',
  hostName: 'kaapana.hospital.example',
  registry: REGISTRY,
  gpu: false,
  keepData: true,
}
