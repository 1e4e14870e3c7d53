import { beforeAll, describe, expect, it } from 'vitest'
import { Tracking } from '../../../components/tracking/tracking.ts'
import type { TrackingArgs } from '../../../components/tracking/tracking-args.ts'
import type { TrackingRef } from '../../../components/tracking/tracking-ref.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, expectSecretsOnlyIn, find, podOf, waitsFor } from '../recorded-resources.ts'
import { refusalOf } from '../refusal.ts'
import { ON_AWS, ON_KUBERNETES } from './arguments.ts'

const recorded = (args: TrackingArgs): Promise<RecordedProgram> =>
  record(() => {
    const tracking = new Tracking('tracking', args)
    const { url, namespace } = tracking satisfies TrackingRef
    return { url, namespace, roleArn: tracking.roleArn }
  })

const IN_CLUSTER = [
  'ConfigMap tracking-settings',
  'Deployment tracking',
  'HorizontalPodAutoscaler tracking',
  'Job tracking-migrate',
  'Namespace tracking',
  'NetworkPolicy tracking-deny-all',
  'NetworkPolicy tracking-from-callers',
  'NetworkPolicy tracking-to-database',
  'NetworkPolicy tracking-to-dns',
  'NetworkPolicy tracking-to-storage',
  'PodDisruptionBudget tracking',
  'Secret tracking-access',
  'Service tracking',
  'ServiceAccount tracking',
]

const settingsOf = (program: RecordedProgram) =>
  find(program, 'ConfigMap', 'tracking-settings').inputs.data as Record<string, string>

describe('Tracking on AWS', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(ON_AWS)
  })

  it('makes exactly these resources, none of them with a public address', () => {
    expect(childrenOf(program)).toEqual(
      [
        ...IN_CLUSTER,
        'ConfigMap tracking-database-ca',
        'NetworkPolicy tracking-to-identity',
        'PodIdentityAssociation tracking-pods-association',
        'Policy tracking-pods-policy',
        'Role tracking-pods-role',
        'RolePolicyAttachment tracking-pods-own',
      ].sort(),
    )
    expect(find(program, 'Service', 'tracking').inputs.spec).toMatchObject({ type: 'ClusterIP' })
  })

  it('tells MLflow its storage and who may call, and of the database where the file is', () => {
    expect(settingsOf(program)).toEqual({
      AWS_REGION: 'eu-central-1',
      HOME: '/tmp',
      MLFLOW_ARTIFACTS_DESTINATION: 's3://lake/mlflow',
      MLFLOW_BACKEND_STORE_URI: 'postgresql+psycopg2:///?service=tool',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      MLFLOW_HOST: '0.0.0.0',
      MLFLOW_PORT: '5000',
      MLFLOW_SERVER_ALLOWED_HOSTS:
        'tracking.tracking.svc:5000,tracking.tracking.svc,tracking.tracking.svc.cluster.local:5000,tracking.tracking.svc.cluster.local,mlflow.example.org',
      MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: 'https://mlflow.example.org',
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      MLFLOW_SERVE_ARTIFACTS: 'true',
      MLFLOW_WORKERS: '1',
      PGSERVICEFILE: '/run/secrets/access/pg_service.conf',
      PYTHONDONTWRITEBYTECODE: '1',
      USER: 'mlflow',
    })
  })

  it('is ready when a call under its own name gets through to the database', () => {
    const [{ readinessProbe, livenessProbe, resources }] = podOf(
      find(program, 'Deployment', 'tracking'),
    ).containers
    expect(readinessProbe.httpGet).toEqual({
      path: '/api/2.0/mlflow/experiments/search?max_results=1',
      port: 'http',
      httpHeaders: [{ name: 'Host', value: 'tracking.tracking.svc:5000' }],
    })
    // A database that is away must not restart it.
    expect(livenessProbe.httpGet.path).toBe('/version')
    expect(resources.requests.memory).toBe('512Mi')
    expect(resources.limits.memory).toBe('1Gi')
  })

  it('migrates before it serves, once the network is closed and the identity is there', () => {
    const job = find(program, 'Job', 'tracking-migrate')
    expect(waitsFor(program, job)).toEqual(
      expect.arrayContaining(['tracking-deny-all', 'tracking-pods-association']),
    )
    expect(waitsFor(program, find(program, 'Deployment', 'tracking'))).toContain('tracking-migrate')
    const [{ command, args }] = podOf(job).containers
    expect([command, args]).toEqual([['mlflow', 'db', 'upgrade'], ['$(MLFLOW_BACKEND_STORE_URI)']])
  })

  it('names the migration after image and settings, so that another image is another Job', async () => {
    const nameOf = (of: RecordedProgram) =>
      (find(of, 'Job', 'tracking-migrate').inputs.metadata as { name: string }).name
    const image = { reference: `registry.example/mlflow@sha256:${'b'.repeat(64)}` }
    expect(nameOf(program)).toMatch(/^tracking-migrate-[0-9a-f]{10}$/)
    expect(nameOf(await recorded(ON_AWS))).toBe(nameOf(program))
    expect(nameOf(await recorded({ ...ON_AWS, image }))).not.toBe(nameOf(program))
  })

  it('lets its pods reach their part of the bucket, and its key through S3 alone', () => {
    const { policy } = find(program, 'Policy', 'tracking-pods-policy').inputs
    expect(JSON.parse(String(policy)).Statement).toEqual([
      {
        Sid: 'OwnObjects',
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        Resource: ['arn:aws:s3:::lake/mlflow/*'],
      },
      {
        Sid: 'ListThem',
        Effect: 'Allow',
        Action: ['s3:ListBucket'],
        Resource: ['arn:aws:s3:::lake'],
        Condition: { StringLike: { 's3:prefix': ['mlflow', 'mlflow/*'] } },
      },
      {
        Sid: 'KeyOfTheBucket',
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: ['arn:key'],
        Condition: { StringEquals: { 'kms:ViaService': ['s3.eu-central-1.amazonaws.com'] } },
      },
    ])
  })

  it('has its secrets in one Secret alone', () => {
    expectSecretsOnlyIn(program, ['tracking-access'], ['database password'])
  })

  it('tells others where it is', () => {
    expect(program.outputs).toMatchObject({
      url: 'http://tracking.tracking.svc:5000',
      namespace: 'tracking',
    })
  })
})

describe('Tracking from a kubeconfig alone', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(ON_KUBERNETES)
  })

  it('makes nothing in AWS', () => {
    expect(childrenOf(program)).toEqual(IN_CLUSTER)
    expect(program.outputs.roleArn).toBe('')
  })

  it('sends artifacts to the given storage with the given key', () => {
    expect(settingsOf(program)).toMatchObject({
      MLFLOW_S3_ENDPOINT_URL: 'http://objects.storage.svc:7070',
      AWS_SHARED_CREDENTIALS_FILE: '/run/secrets/access/aws-credentials',
    })
    expect(find(program, 'Secret', 'tracking-access').inputs.stringData).toEqual({
      'aws-credentials':
        '[default]\naws_access_key_id = storage key id\naws_secret_access_key = storage key\n',
      'pg_service.conf':
        '[tool]\nhost=db.example\nport=5432\ndbname=mlflow\nuser=mlflow\npassword=database password\nsslmode=require\n',
    })
    expectSecretsOnlyIn(
      program,
      ['tracking-access'],
      ['database password', 'storage key id', 'storage key'],
    )
  })
})

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, Partial<TrackingArgs>, string][] = [
  [
    'an image by tag',
    { image: { reference: 'mlflow:3' } },
    'image.reference must be <repository>@sha256:<64 hexadecimal digits>, got "mlflow:3"',
  ],
  [
    'a reserved namespace',
    { namespace: 'kube-system' },
    'namespace must be at most 63 of a–z, 0–9 and hyphen, and neither "default" nor "kube-…", got "kube-system"',
  ],
  ['no callers', { callers: [] }, 'callers must be one or more: everything else is denied, got []'],
  [
    'a wildcard for hosts',
    { hostNames: ['*'] },
    'hostNames must be different full host names, e.g. mlflow.example.org, without port or wildcard, got ["*"]',
  ],
  ['no replica', { replicas: 0 }, 'replicas must be 1–20, got 0'],
  [
    'a key where pods have an identity, without showing it',
    { artifacts: { ...ON_AWS.artifacts, credentials: ON_KUBERNETES.artifacts.credentials! } },
    'artifacts.credentials must be given without aws, or left out with it, got "both"; on EKS the pods have an identity of their own; elsewhere they need a key',
  ],
  [
    'a prefix that ends in a slash',
    { artifacts: { ...ON_AWS.artifacts, prefix: 'mlflow/' } },
    'artifacts.prefix must be letters, digits, -, _ and . between single slashes, with none at its ends, got "mlflow/"',
  ],
  [
    'a database that is nowhere',
    { database: { ...ON_AWS.database, peers: [] } },
    'database.peers must be one or more: everything else is denied, got []',
  ],
]

describe('Tracking refuses', () => {
  it.each(REFUSED)('%s', (_case, wrong, message) => {
    expect(refusalOf(() => new Tracking('tracking', { ...ON_AWS, ...wrong }))).toBe(
      `Tracking "tracking": ${message}`,
    )
  })

  it('storage of AWS’s without an identity', () => {
    const { aws: _, ...without } = ON_AWS
    expect(refusalOf(() => new Tracking('tracking', without))).toContain(
      'artifacts.endpoint must be given where the pods have no identity in AWS, got nothing',
    )
  })
})
