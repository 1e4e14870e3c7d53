import fc from 'fast-check'
import {
  KaapanaRuntime,
  KaapanaStorage,
} from '../../../../components/kaapana-platform/kaapana-platform-args.ts'
import type {
  KaapanaCredentials,
  KaapanaValuesInput,
} from '../../../../components/kaapana-platform/values/index.ts'

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/)

/** A block of addresses. */
export const block = fc
  .tuple(fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 28 }))
  .map(([a, b, length]) => `10.${a}.${b}.0/${length}`)

/** Valid inputs of Kaapana's values. */
export const valuesInput: fc.Arbitrary<KaapanaValuesInput> = fc.record(
  {
    runtime: fc.constantFrom(...Object.values(KaapanaRuntime)),
    storage: fc.constantFrom(...Object.values(KaapanaStorage)),
    hostName: fc.tuple(label, label).map((labels) => `${labels.join('.')}.example.org`),
    registry: label.map((prefix) => `111122223333.dkr.ecr.eu-central-1.amazonaws.com/${prefix}`),
    nodeMemoryGib: fc.integer({ min: 64, max: 768 }),
    internalCidrs: fc.array(block, { minLength: 1, maxLength: 4 }),
    gpu: fc.boolean(),
    mainNodeName: label,
    fastDataDir: label.map((name) => `/data/${name}`),
    slowDataDir: label.map((name) => `/data/${name}`),
    slowVolumeGib: fc.integer({ min: 1, max: 16000 }),
    deploymentTimestamp: fc.constantFrom('', '2026-11-01T12:00:00+00:00'),
  },
  {
    requiredKeys: [
      'runtime',
      'hostName',
      'registry',
      'nodeMemoryGib',
      'internalCidrs',
      'mainNodeName',
    ],
  },
)

/** Credentials by their names, so that a test sees where each goes. */
export const CREDENTIALS: KaapanaCredentials = {
  registryUser: '',
  registryPassword: '',
  kaapanaInitPassword: 'the-first-password',
  keycloakAdminPassword: 'of-keycloak',
  minioUser: 'minio-user',
  minioPassword: 'of-minio',
  grafanaUser: 'grafana-user',
  grafanaPassword: 'of-grafana',
  oidcClientSecret: 'of-the-client',
}
