import { type RuleCase, rm, set } from './rule-case.ts'

const ACM = 'arn:aws:acm:eu-central-1:123456789012:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0123456789ab'
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kaapana-a1b2c3'
const INSTALLED = {
  enabled: true,
  runtime: 'microk8s',
  public: false,
  webCidrs: [],
  availabilityZone: undefined,
  hostName: 'kaapana.hospital.example',
  release: { version: '0.6.0' },
}
const EXISTING = {
  vpcId: 'vpc-0123456789abcdef0',
  cidrBlock: '10.20.0.0/16',
  privateSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  isolatedSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
}

/** Cases of the rules about Kaapana. */
export const KAAPANA_CASES: readonly RuleCase[] = [
  {
    setting: 'kaapana.hostName',
    change: { kaapana: { ...INSTALLED, hostName: undefined } },
    message: 'must be set with kaapana.enabled, got nothing',
    fix: set('kaapana.hostName', 'kaapana.dataspace.hospital.example'),
  },
  {
    setting: 'kaapana.release.version',
    change: { kaapana: { ...INSTALLED, release: undefined } },
    message: 'must be set with kaapana.enabled, got nothing',
    fix: set('kaapana.release.version', '0.6.0'),
  },
  {
    setting: 'kaapana.certificate.secretArn',
    change: { kaapana: { certificate: { acmArn: ACM, secretArn: SECRET } } },
    message: 'must be left out with kaapana.certificate.acmArn: one certificate is shown',
    fix: rm('kaapana.certificate.secretArn'),
  },
  {
    setting: 'kaapana.webCidrs[0]',
    change: { kaapana: { ...INSTALLED, public: true } },
    message: 'must be set with kaapana.public, got nothing',
    fix: `set --stack dev --path 'kaapana.webCidrs[0]' 193.174.1.0/24`,
  },
  {
    setting: 'kaapana.dicomCidrs[0]',
    change: { kaapana: { dicomCidrs: ['0.0.0.0/0'] } },
    message: 'must not be everyone: DICOM is neither encrypted nor signed in, got "0.0.0.0/0"',
    fix: `set --stack dev --path 'kaapana.dicomCidrs[0]' 193.174.1.0/24`,
  },
  {
    setting: 'kaapana.availabilityZone',
    change: { kaapana: INSTALLED, network: { existing: EXISTING } },
    message: 'must be set with network.existing: that of its first private subnet, got nothing',
    fix: set('kaapana.availabilityZone', 'eu-central-1a'),
  },
  {
    setting: 'kaapana.availabilityZone',
    change: { 'aws:region': 'eu-central-1', kaapana: { availabilityZone: 'eu-west-1b' } },
    message: 'must be a zone of eu-central-1, got "eu-west-1b"',
    fix: set('kaapana.availabilityZone', 'eu-central-1a'),
  },
]
