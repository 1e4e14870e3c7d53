import { beforeAll, describe, expect, it } from 'vitest'
import { ClusterDatabase } from '../../../components/cluster-database/cluster-database.ts'
import type { ClusterDatabaseArgs } from '../../../components/cluster-database/cluster-database-args.ts'
import { sharedBuffers } from '../../../components/cluster-database/server-spec.ts'
import type { PredictionDatabase } from '../../../components/prediction-service/prediction-service-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, expectSecretsOnlyIn, find, waitsFor } from '../recorded-resources.ts'
import { refusalOf } from '../refusal.ts'
import { SERVERS } from './arguments.ts'

const recorded = (args: ClusterDatabaseArgs) =>
  record(() => {
    const database = new ClusterDatabase('postgres', args)
    const { host, port, databaseName } = database satisfies PredictionDatabase
    return { host, port, databaseName, access: database.access('mlflow', 'postgres') }
  })

// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
const specOf = (program: RecordedProgram): any => find(program, 'Cluster', 'postgres').inputs.spec

describe('A ClusterDatabase', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(SERVERS)
  })

  it('makes exactly these resources', () => {
    const databases = ['airflow', 'dataspace', 'mlflow']
    expect(childrenOf(program)).toEqual(
      [
        'Cluster postgres',
        'Database postgres-airflow',
        'Database postgres-mlflow',
        'Namespace postgres',
        'Namespace postgres-operator',
        ...['among-instances', 'deny-all', 'from-callers', 'from-operator'].map(
          (role) => `NetworkPolicy postgres-${role}`,
        ),
        ...['to-api-server', 'to-dns'].map((role) => `NetworkPolicy postgres-${role}`),
        ...['deny-all', 'from-api-server', 'to-api-server', 'to-dns', 'to-instances'].map(
          (role) => `NetworkPolicy postgres-operator-${role}`,
        ),
        ...databases.map((role) => `RandomPassword postgres-${role}`),
        ...databases.map((role) => `Secret postgres-${role}`),
        'Release postgres-operator',
      ].sort(),
    )
  })

  it('asks for as little as a small cluster has, and no more than it may', () => {
    const { instances, resources, storage, postgresql } = specOf(program)
    expect({ instances, resources, storage }).toEqual({
      instances: 3,
      resources: {
        requests: { cpu: '250m', memory: '256Mi' },
        limits: { cpu: '1', memory: '1Gi' },
      },
      storage: { size: '20Gi' },
    })
    expect(postgresql.parameters.shared_buffers).toBe('256MB')
  })

  it('lets nobody in without TLS, nor as superuser', () => {
    const { enableSuperuserAccess, postgresql } = specOf(program)
    expect(enableSuperuserAccess).toBe(false)
    expect(postgresql.pg_hba).toEqual(['hostnossl all all all reject'])
  })

  it('gives each database a role of its own that owns it', () => {
    const { bootstrap, managed } = specOf(program)
    expect(bootstrap.initdb).toMatchObject({
      database: 'dataspace',
      owner: 'dataspace',
      secret: { name: 'postgres-dataspace' },
    })
    expect(managed.roles.map(({ name }: { name: string }) => name)).toEqual(['mlflow', 'airflow'])
    expect(find(program, 'Database', 'postgres-mlflow').inputs.spec).toEqual({
      name: 'mlflow',
      owner: 'mlflow',
      cluster: { name: 'postgres' },
      databaseReclaimPolicy: 'retain',
    })
  })

  it('waits for the operator, whose webhook the server needs, and for the server to be ready', () => {
    const server = find(program, 'Cluster', 'postgres')
    expect(waitsFor(program, server)).toEqual(
      expect.arrayContaining(['postgres-operator', 'postgres-deny-all', 'postgres-mlflow']),
    )
    expect((server.inputs.metadata as { annotations: object }).annotations).toEqual({
      'pulumi.com/waitFor': 'condition=Ready',
    })
    expect(find(program, 'Release', 'postgres-operator').inputs).toMatchObject({
      atomic: true,
      chart: 'cloudnative-pg',
      namespace: 'cnpg-system',
    })
  })

  it('protects server and data', () => {
    expect(program.resources.filter(({ protect }) => protect).map(({ type }) => type)).toEqual([
      'kubernetes:core/v1:Namespace',
      'kubernetes:postgresql.cnpg.io/v1:Cluster',
    ])
  })

  it('keeps passwords in the roles’ Secrets alone', () => {
    expectSecretsOnlyIn(program, ['postgres-airflow', 'postgres-dataspace', 'postgres-mlflow'])
  })

  it('is what the service and its tools take for a database', () => {
    expect(program.outputs).toMatchObject({
      host: 'postgres-rw.postgres.svc',
      port: 5432,
      databaseName: 'dataspace',
      access: {
        databaseName: 'mlflow',
        user: 'mlflow',
        password: expect.stringMatching(/^[0-9a-f]{48}$/),
        peers: [{ namespace: 'postgres' }],
      },
    })
  })

  it('leaves the operator to another one where it is told so', async () => {
    const names = childrenOf(await recorded({ ...SERVERS, operator: false }))
    expect(names.filter((name) => name.includes('operator'))).toEqual([
      'NetworkPolicy postgres-from-operator',
    ])
  })
})

describe('shared buffers', () => {
  it.each([
    ['1Gi', '256MB'],
    ['512Mi', '128MB'],
    ['64Mi', '32MB'],
    ['1000000000', '128MB'],
  ])('of %s are %s', (memory, buffers) => {
    expect(sharedBuffers(memory)).toBe(buffers)
  })
})

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, Partial<ClusterDatabaseArgs>, string][] = [
  [
    'a database of PostgreSQL’s own',
    { databases: ['postgres'] },
    'databases must be one or more different names of at most 30 of a–z and 0–9, starting with a letter but not with pg, and none of PostgreSQL’s own, got ["postgres"]',
  ],
  ['no callers', { callers: [] }, 'callers must be one or more: everything else is denied, got []'],
  ['half an instance', { instances: 0.5 }, 'instances must be a whole number, 1–9, got 0.5'],
  ['no disk', { storageGib: 0 }, 'storageGib must be a whole number, 1–65536, got 0'],
  [
    'servers beside the operator',
    { operatorNamespace: 'postgres' },
    'operatorNamespace must be another namespace than the servers’, got "postgres"',
  ],
]

describe('A ClusterDatabase refuses', () => {
  it.each(REFUSED)('%s', (_case, wrong, message) => {
    expect(refusalOf(() => new ClusterDatabase('postgres', { ...SERVERS, ...wrong }))).toBe(
      `ClusterDatabase "postgres": ${message}`,
    )
  })
})
