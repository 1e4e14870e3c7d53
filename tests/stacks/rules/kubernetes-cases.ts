import { CERTIFICATES, image } from '../kubernetes/settings-trees.ts'
import { type RuleCase, rm, set } from './rule-case.ts'

const elsewhere = (kind: string) =>
  `must be left out while kind is ${kind}: it describes a cluster that exists`
const alone = (command: string) => command.replace('--path ', '')

/** Cases of an environment on AWS. */
export const ELSEWHERE_CASES: readonly RuleCase[] = [
  {
    setting: 'kubernetes',
    change: { kubernetes: { context: 'hospital' } },
    message: elsewhere('aws'),
    fix: alone(rm('kubernetes')),
  },
  {
    setting: 'kubeconfig',
    change: { kubeconfig: 'apiVersion: v1' },
    message: elsewhere('aws'),
    fix: alone(rm('kubeconfig')),
  },
]

const NOTHING = 'must be left out while kind is kubernetes: nothing of it is there'
const BY_DIGEST = 'must name an image by digest while kind is kubernetes, got nothing'
const external = {
  host: 'postgres.hospital.example',
  cidrs: ['10.9.0.10/32'],
  passwordsSecret: 'platform/postgres-passwords',
  certificates: CERTIFICATES,
}
const signIn = {
  issuer: 'https://sso.hospital.example',
  clientId: 'dataspace',
  clientSecret: 'platform/sign-in',
  allowedGroups: ['ml-team'],
}
const objectStorage = {
  endpoint: 'https://objects.hospital.example',
  bucket: 'dataspace',
  credentialsSecret: 'platform/object-storage',
}
const tracking = { enabled: true, image: image('mlflow') }
const PROXY = `quay.io/oauth2-proxy/oauth2-proxy@sha256:${'0123456789abcdef'.repeat(4)}`

/** Cases of the least environment on a cluster that exists. */
export const KUBERNETES_CASES: readonly RuleCase[] = [
  {
    setting: 'network',
    change: { network: { zones: 2 } },
    message: NOTHING,
    fix: alone(rm('network')),
  },
  {
    setting: 'aws:region',
    change: { 'aws:region': 'eu-central-1' },
    message: NOTHING,
    fix: alone(rm('aws:region')),
  },
  {
    setting: 'institutions.ukhd.vpn',
    change: {
      institutions: { ukhd: { vpn: { publicIp: '193.174.1.10', networks: ['172.18.0.0/16'] } } },
    },
    message: 'must be left out while kind is kubernetes: no VPN is made',
    fix: rm('institutions.ukhd.vpn'),
  },
  {
    setting: 'kubernetes.context',
    change: { kubernetes: { context: undefined } },
    message: 'must name a context: nothing is put onto whichever cluster is current, got nothing',
    fix: set('kubernetes.context', 'hospital'),
  },
  {
    setting: 'image.service.reference',
    change: { image: { service: { reference: undefined } } },
    message: BY_DIGEST,
    fix: `set --stack dev --plaintext --path image.service.reference ${image('service')}`,
  },
  {
    setting: 'tracking.image',
    change: { tracking: { enabled: true }, kubernetes: { objectStorage } },
    message: BY_DIGEST,
    fix: `set --stack dev --plaintext --path tracking.image ${image('mlflow')}`,
  },
  {
    setting: 'kubernetes.objectStorage.bucket',
    change: { tracking, kubernetes: { objectStorage: { ...objectStorage, bucket: undefined } } },
    message: 'must be set while tracking.enabled is true: models are kept there, got nothing',
    fix: set('kubernetes.objectStorage.bucket', 'dataspace'),
  },
  {
    setting: 'kubernetes.objectStorage.cidrs',
    change: { kubernetes: { objectStorage: { namespace: 'objects', cidrs: ['10.9.0.0/24'] } } },
    message: 'must be left out with objectStorage.namespace: the storage is at one place',
    fix: rm('kubernetes.objectStorage.cidrs'),
  },
  {
    setting: 'kubernetes.postgres.inCluster.cpuRequest',
    change: { kubernetes: { postgres: { inCluster: { cpuRequest: '1500m' } } } },
    message: 'must be at most cpuLimit, 1, got 1500m',
    fix: `set --stack dev --type string --path kubernetes.postgres.inCluster.cpuRequest 1`,
  },
  {
    setting: 'kubernetes.postgres.inCluster.memoryRequest',
    change: { kubernetes: { postgres: { inCluster: { memoryRequest: '2Gi' } } } },
    message: 'must be at most memoryLimit, 1Gi, got 2Gi',
    fix: set('kubernetes.postgres.inCluster.memoryRequest', '1Gi'),
  },
  {
    setting: 'kubernetes.postgres.inCluster',
    change: { kubernetes: { postgres: { inCluster: { instances: 1 }, external } } },
    message: 'must be left out with postgres.external: no server is made',
    fix: rm('kubernetes.postgres.inCluster'),
  },
  {
    setting: 'kubernetes.ingress.className',
    change: { service: { hostName: 'api.hospital.example' } },
    message: 'must be set for the host names of service and tools, got nothing',
    fix: set('kubernetes.ingress.className', 'nginx'),
  },
  {
    setting: 'kubernetes.ingress.monitoring',
    change: {
      kubernetes: {
        signIn,
        ingress: { className: 'nginx', monitoring: 'grafana.hospital.example' },
      },
    },
    message: 'must be left out while monitoring.enabled is false, got "grafana.hospital.example"',
    fix: rm('kubernetes.ingress.monitoring'),
  },
  {
    setting: 'service.hostName',
    change: { service: { signIn: { enabled: true } }, kubernetes: { signIn } },
    message: 'must be set for service.signIn.enabled: the provider sends people back to it',
    fix: set('service.hostName', 'api.dataspace.hospital.example'),
  },
  {
    setting: 'kubernetes.signIn.issuer',
    change: {
      service: { hostName: 'api.hospital.example', signIn: { enabled: true } },
      kubernetes: { ingress: { className: 'nginx' } },
    },
    message: 'must be set for service.signIn.enabled, got nothing',
    fix: 'set --stack dev --plaintext --path kubernetes.signIn.issuer https://sso.hospital.example/realms/hospital',
  },
  {
    setting: 'kubernetes.signIn.issuer',
    change: {
      monitoring: { enabled: true },
      kubernetes: { ingress: { className: 'nginx', monitoring: 'grafana.hospital.example' } },
    },
    message:
      'must be set for grafana.hospital.example: nobody gets in without signing in, got nothing',
    fix: 'set --stack dev --plaintext --path kubernetes.signIn.issuer https://sso.hospital.example/realms/hospital',
  },
  {
    setting: 'kubernetes.signIn.proxyImage',
    change: {
      tracking,
      kubernetes: {
        ...{ objectStorage, signIn },
        ingress: { className: 'nginx', tracking: 'mlflow.hospital.example' },
      },
    },
    message: 'must name an image by digest with ingress.tracking, got nothing',
    fix: `set --stack dev --plaintext --path kubernetes.signIn.proxyImage ${PROXY}`,
  },
  {
    setting: 'kubernetes.signIn.adminGroups',
    change: { kubernetes: { signIn: { ...signIn, adminGroups: ['ml-admins'] } } },
    message: 'must be among signIn.allowedGroups, got ["ml-admins"]',
    fix: rm('kubernetes.signIn.adminGroups'),
  },
  {
    setting: 'tracking.enabled',
    change: {
      pipelines: { enabled: true, image: image('airflow'), taskImage: image('pipeline') },
    },
    message: 'must be true while pipelines.enabled is true: retraining registers models, got false',
    fix: set('tracking.enabled', 'true'),
  },
  {
    setting: 'service.replicas.min',
    change: { service: { replicas: { min: 4, max: 2 } } },
    message: 'must be at most service.replicas.max, 2, got 4',
    fix: set('service.replicas.min', '2'),
  },
]
