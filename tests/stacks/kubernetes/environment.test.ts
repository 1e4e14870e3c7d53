import { beforeAll, describe, expect, it } from 'vitest'
import type { Graph } from '../../../policies/graph.ts'
import { WORKLOAD_CONTROLS } from '../../../policies/workload-controls.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { expectSecretsOnlyIn, find, podOf } from '../../components/recorded-resources.ts'
import { type ConfigTree, configOf, merged } from '../config-tree.ts'
import { recordConfiguration, recordEnvironment } from '../recorded-environment.ts'
import { closedDoors } from './doors.ts'
import { CERTIFICATES, IN_CLUSTER, LEAST, MOST } from './settings-trees.ts'

const recorded = (tree: ConfigTree) => recordConfiguration(configOf(tree), 'mine')

const componentsOf = ({ resources }: RecordedProgram): string[] =>
  resources
    .filter(({ custom, type }) => !custom && type.startsWith('dataspace:'))
    .map(({ type }) => type.replace('dataspace:index:', ''))
    .sort()

// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
const inputsOf = (program: RecordedProgram, kind: string, name: string): any =>
  find(program, kind, name).inputs

const unspread = (...names: string[]): string[] =>
  names.map((name) => `95: ${name} (kubernetes:apps/v1:Deployment) is not spread over the zones`)

describe.each([
  ['the example', () => recordEnvironment('kubernetes'), unspread('prediction', 'tracking')],
  ['the least', () => recorded(LEAST), unspread('prediction')],
  [
    'the tools with PostgreSQL in the cluster',
    () => recorded(IN_CLUSTER),
    unspread('prediction', 'tracking'),
  ],
  ['everything', () => recorded(MOST), []],
])('An environment on a cluster that exists: %s', (_, make, givenUp) => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await make()
  })

  it('satisfies every control of workloads, but for zones that nodes do not tell', () => {
    const violations = WORKLOAD_CONTROLS.flatMap(({ number, violations: of }) =>
      of(program as unknown as Graph).map((violation) => `${number}: ${violation}`),
    )
    expect(violations).toEqual(givenUp)
  })

  it('is of Kubernetes and random values alone, all in the one cluster, and asks nothing', () => {
    const { resources, invokes } = program
    const packages = resources
      .filter(({ custom, type }) => custom && !type.startsWith('pulumi:'))
      .map(({ type }) => type.split(':')[0])
    expect([...new Set(packages)].sort()).toEqual(['kubernetes', 'random'])
    const providers = resources
      .filter(({ type }) => type.startsWith('kubernetes:'))
      .map(({ provider }) => provider.split('::').at(-2))
    expect([...new Set(providers)]).toEqual(['cluster'])
    expect(invokes).toEqual([])
  })

  it('opens each way between its namespaces at both ends', () => {
    expect(closedDoors(program)).toEqual([])
  })

  it('keeps every random value in Secrets alone', () => {
    const secrets = program.resources
      .filter(({ type, external }) => type === 'kubernetes:core/v1:Secret' && !external)
      .map(({ name }) => name)
    expectSecretsOnlyIn(program, secrets)
  })
})

describe('The least environment', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(LEAST)
  })

  it('is the service with PostgreSQL, and no way in', () => {
    expect(componentsOf(program)).toEqual(['ClusterDatabase', 'PredictionService'])
    expect(program.resources.filter(({ type }) => type.endsWith(':Ingress'))).toEqual([])
    expect(program.outputs).toMatchObject({
      serviceUrl: 'http://prediction.prediction.svc:8000',
      serviceSecret: 'prediction/prediction-secrets',
      urls: {},
    })
  })

  it('protects the data and the key of the audit trail, until that is switched off', async () => {
    const isProtected = ({ resources }: RecordedProgram) =>
      resources.filter(({ protect }) => protect).map(({ name }) => name)
    expect(isProtected(program).sort()).toEqual(
      expect.arrayContaining(['postgres', 'prediction-audit']),
    )
    expect(isProtected(await recorded(merged(LEAST, { protect: false })))).toEqual([])
  })

  it('gives the service every secret that its pods mount', () => {
    const kept = Object.keys(inputsOf(program, 'Secret', 'prediction-secrets').stringData)
    const { volumes } = podOf(find(program, 'Deployment', 'prediction'))
    const mounted = volumes.flatMap((volume: { secret?: { items: { key: string }[] } }) =>
      (volume.secret?.items ?? []).map(({ key }) => key),
    )
    expect(mounted.sort()).toEqual(kept.sort())
    expect(inputsOf(program, 'Secret', 'prediction-secrets').stringData).toMatchObject({
      'database-username': 'dataspace',
      'database-password': find(program, 'RandomPassword', 'postgres-dataspace').outputs.result,
    })
  })

  it('encrypts the connection to the database, whose authority is the operator’s own', () => {
    expect(inputsOf(program, 'ConfigMap', 'prediction-settings').data.DATABASE_URL).toBe(
      'postgres://postgres-rw.postgres.svc:5432/dataspace?sslmode=no-verify',
    )
  })

  it('spreads over zones where the nodes have labels of zones alone', async () => {
    const zones = (made: RecordedProgram): string =>
      JSON.stringify(podOf(find(made, 'Deployment', 'prediction')).topologySpreadConstraints)
    expect(zones(program)).not.toContain('topology.kubernetes.io/zone')
    const labelled = merged(LEAST, { kubernetes: { spreadZones: true } })
    expect(zones(await recorded(labelled))).toContain('topology.kubernetes.io/zone')
  })
})

describe('The cluster', () => {
  it('is known to the state by context and path, and stays the same whatever they are', async () => {
    const { inputs, secretInputs } = find(await recorded(MOST), 'kubernetes', 'cluster')
    expect(inputs).toEqual({
      context: 'hospital',
      kubeconfig: '/home/me/.kube/hospital',
      clusterIdentifier: 'dataspace-mine',
      enableServerSideApply: 'true',
    })
    expect(secretInputs).toEqual([])
  })

  it('has a kubeconfig of the stack as a secret', async () => {
    const { recordProgram } = await import('./encrypted.ts')
    const program = await recordProgram(merged(LEAST, { kubeconfig: 'token: hunter2' }))
    const { inputs, secretInputs } = find(program, 'kubernetes', 'cluster')
    expect(inputs.kubeconfig).toBe('token: hunter2')
    expect(secretInputs).toEqual(['kubeconfig'])
  })
})

describe('An environment with everything', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(MOST)
  })

  it('makes no server, and checks the certificate of the one that exists', () => {
    expect(componentsOf(program)).toEqual([
      ...['Monitoring', 'Pipelines', 'PredictionService', 'SignInProxy', 'Tracking'],
    ])
    expect(inputsOf(program, 'ConfigMap', 'prediction-settings').data.DATABASE_URL).toMatch(
      /^postgres:\/\/postgres\.hospital\.example:6432\/dataspace\?sslmode=verify-full&sslrootcert=/,
    )
    const { stringData } = inputsOf(program, 'Secret', 'pipeline-tasks')
    expect(stringData.DATABASE_CA).toBe(CERTIFICATES)
    const policy = inputsOf(program, 'NetworkPolicy', 'pipelines-to-service-database').spec
    expect(policy.egress[0].to).toEqual([{ ipBlock: { cidr: '10.9.0.10/32' } }])
    expect(policy.egress[0].ports).toEqual([{ protocol: 'TCP', port: 6432 }])
  })

  it('signs people in to the console at the provider, by the secret that exists', () => {
    const { stringData } = inputsOf(program, 'Secret', 'prediction-secrets')
    expect(stringData).toHaveProperty('oidc-client-secret')
    const { data } = inputsOf(program, 'ConfigMap', 'prediction-settings')
    expect(data).toMatchObject({
      PUBLIC_URL: 'https://api.hospital.example',
      OIDC_ISSUER: 'https://sso.hospital.example/realms/hospital',
      OIDC_CLIENT_SECRET_FILE: '/run/secrets/service/oidc-client-secret',
    })
    const { volumes } = podOf(find(program, 'Deployment', 'prediction'))
    expect(JSON.stringify(volumes)).toContain('oidc-client-secret')
  })

  it('is reached by TLS at its host names alone, MLflow behind the sign-in', () => {
    const ingresses = program.resources.filter(({ type }) => type.endsWith(':Ingress'))
    const rows = ingresses.map(({ inputs }) => {
      // biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
      const { metadata, spec } = inputs as any
      const [rule] = spec.rules
      return [
        rule.host,
        `${metadata.namespace}/${rule.http.paths[0].backend.service.name}`,
        spec.tls,
        metadata.annotations,
      ]
    })
    const tls = (host: string) => [{ hosts: [host], secretName: 'dataspace-tls' }]
    const issued = { 'cert-manager.io/cluster-issuer': 'hospital-ca' }
    const of = (host: string, service: string) => [host, service, tls(host), issued]
    expect(rows.sort()).toEqual([
      of('airflow.hospital.example', 'pipelines/pipelines-api-server'),
      of('api.hospital.example', 'prediction/prediction'),
      of('mlflow.hospital.example', 'tracking-sign-in/tracking-sign-in'),
    ])
    expect(program.outputs.urls).toEqual({
      service: 'https://api.hospital.example',
      tracking: 'https://mlflow.hospital.example',
      pipelines: 'https://airflow.hospital.example',
      monitoring: 'https://grafana.hospital.example',
    })
  })

  it('reads the Secrets that exist, and keeps what it read and their metadata secret', () => {
    const read = program.resources.filter(({ external }) => external)
    expect(read.map(({ id, secretOutputs }) => [id, secretOutputs]).sort()).toEqual(
      ['alerts', 'object-storage', 'postgres-passwords', 'sign-in'].map((name) => [
        `platform/${name}`,
        ['data', 'metadata', 'stringData'],
      ]),
    )
  })

  it('puts every disk into the storage class', () => {
    expect(inputsOf(program, 'PersistentVolumeClaim', 'pipeline-workspace').spec).toMatchObject({
      storageClassName: 'fast',
    })
    const { values } = inputsOf(program, 'Release', 'monitoring-stack')
    expect(JSON.stringify(values)).toContain('"storageClassName":"fast"')
  })
})
