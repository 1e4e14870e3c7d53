import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import { Pipelines } from '../../../components/pipelines/pipelines.ts'
import type { PipelinesArgs } from '../../../components/pipelines/pipelines-args.ts'
import { webSignIn } from '../../../components/pipelines/web-sign-in.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, expectSecretsOnlyIn, find, podOf, waitsFor } from '../recorded-resources.ts'
import { refusalOf } from '../refusal.ts'
import { DIGEST, ON_AWS, ON_KUBERNETES } from './arguments.ts'

const recorded = (args: PipelinesArgs): Promise<RecordedProgram> =>
  record(() => {
    const { url, namespace, serviceName, taskServiceAccount } = new Pipelines('pipelines', args)
    return { url, namespace, serviceName, taskServiceAccount }
  })

// biome-ignore lint/suspicious/noExplicitAny: values of a chart
const valuesOf = (program: RecordedProgram): any =>
  find(program, 'Release', 'pipelines').inputs.values

const IN_CLUSTER = [
  'Job pipelines-migrate',
  'Namespace pipelines',
  ...['among-pods', 'deny-all', 'to-api-server', 'to-database', 'to-dns', 'to-storage'].map(
    (role) => `NetworkPolicy pipelines-${role}`,
  ),
  ...['api', 'fernet', 'jwt'].map((role) => `RandomBytes pipelines-${role}`),
  'Release pipelines',
  ...['database', 'keys', 'storage'].map((role) => `Secret pipelines-${role}`),
  ...['api-server', 'migrate', 'tasks', 'worker'].map((role) => `ServiceAccount pipelines-${role}`),
]

describe('Pipelines on AWS', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(ON_AWS)
  })

  it('make exactly these resources', () => {
    const identities = ['page', 'tasks', 'workers'].flatMap((role) => [
      `PodIdentityAssociation pipelines-${role}-association`,
      `Policy pipelines-${role}-policy`,
      `Role pipelines-${role}-role`,
      `RolePolicyAttachment pipelines-${role}-own`,
    ])
    expect(childrenOf(program)).toEqual(
      [
        ...IN_CLUSTER,
        ...identities,
        'ConfigMap pipelines-database-ca',
        ...['from-callers', 'to-identity', 'to-provider', 'to-tracking'].map(
          (role) => `NetworkPolicy pipelines-${role}`,
        ),
        'Secret pipelines-sign-in',
      ].sort(),
    )
  })

  it('have nothing that a Helm hook would do, and no subchart', () => {
    const values = valuesOf(program)
    for (const job of ['createUserJob', 'migrateDatabaseJob'])
      expect(values[job]).toEqual({ enabled: false, useHelmHooks: false, applyCustomEnv: false })
    for (const part of ['postgresql', 'redis', 'pgbouncer', 'flower'])
      expect(values[part]).toEqual({ enabled: false })
    expect(values.executor).toBe('KubernetesExecutor')
  })

  it('name every Secret, so that the chart makes up none, and hold none themselves', () => {
    expect(valuesOf(program)).toMatchObject({
      data: {
        metadataSecretName: 'pipelines-database',
        brokerUrlSecretName: 'pipelines-database',
      },
      fernetKeySecretName: 'pipelines-keys',
      apiSecretKeySecretName: 'pipelines-keys',
      jwtSecretName: 'pipelines-keys',
    })
    const secrets = ['database', 'keys', 'sign-in', 'storage'].map((role) => `pipelines-${role}`)
    expectSecretsOnlyIn(program, secrets, ['database password', 'client secret'])
  })

  it('keep the database’s address with the password encoded, and a key that Fernet takes', () => {
    const textOf = (role: string) =>
      (
        find(program, 'Secret', `pipelines-${role}`).inputs as {
          stringData: Record<string, string>
        }
      ).stringData
    expect(textOf('database').connection).toBe(
      'postgresql+psycopg2://airflow:database%20password@db.example:5432/airflow?sslmode=verify-full&sslrootcert=%2Fetc%2Fdataspace%2Fdatabase%2Fca.pem',
    )
    expect(textOf('keys')['fernet-key']).toMatch(/^[\w-]{43}=$/)
    expect(JSON.parse(textOf('storage').connection ?? '')).toEqual({
      conn_type: 'aws',
      extra: { region_name: 'eu-central-1' },
    })
  })

  it('run the one image by its digest everywhere', () => {
    const tag = `3.3.2@${DIGEST}`
    const image = { repository: 'registry.example/airflow', tag, pullPolicy: 'IfNotPresent' }
    const { images, config } = valuesOf(program)
    expect(images).toEqual({ airflow: image, pod_template: image })
    expect(config.kubernetes_executor.worker_container_tag).toBe(tag)
  })

  it('send logs to their part of the bucket, which the page may only read', () => {
    expect(valuesOf(program).config.logging).toMatchObject({
      remote_logging: 'True',
      remote_base_log_folder: 's3://lake/airflow-logs',
    })
    const actions = (role: string) =>
      JSON.parse(String(find(program, 'Policy', `pipelines-${role}-policy`).inputs.policy))
        .Statement[0].Action
    expect(actions('page')).toEqual(['s3:GetObject'])
    expect(actions('workers')).toContain('s3:PutObject')
  })

  it('give roles to the service accounts that the chart is told to make', () => {
    const { apiServer, workers } = valuesOf(program)
    const accountOf = (role: string) =>
      find(program, 'PodIdentityAssociation', `pipelines-${role}-association`).inputs.serviceAccount
    expect(accountOf('page')).toBe(apiServer.serviceAccount.name)
    expect(accountOf('workers')).toBe(workers.serviceAccount.name)
    expect(accountOf('tasks')).toBe('pipelines-tasks')
  })

  it('migrate before the release, with the tables of the authentication manager', () => {
    const job = find(program, 'Job', 'pipelines-migrate')
    const release = find(program, 'Release', 'pipelines')
    expect(waitsFor(program, release)).toEqual(
      expect.arrayContaining([
        'pipelines-migrate',
        'pipelines-deny-all',
        'pipelines-workers-association',
      ]),
    )
    const [{ command, env }] = podOf(job).containers
    expect(env[2].value).toBe('cat /run/secrets/database/connection')
    expect(command).toEqual(['airflow', 'db', 'migrate'])
    expect(env[1]).toEqual({
      name: 'AIRFLOW__CORE__AUTH_MANAGER',
      value: valuesOf(program).config.core.auth_manager,
    })
    expect((job.inputs.metadata as { name: string }).name).toMatch(
      /^pipelines-migrate-[0-9a-f]{10}$/,
    )
  })

  it('let only Airflow’s own pods reach its database', () => {
    expect(find(program, 'NetworkPolicy', 'pipelines-to-database').inputs.spec).toMatchObject({
      podSelector: { matchLabels: { tier: 'airflow' } },
    })
  })

  it('tell the DAGs where their tasks run', () => {
    expect(valuesOf(program).env).toEqual([
      { name: 'PIPELINE_IMAGE', value: `registry.example/pipeline@${DIGEST}` },
      { name: 'PIPELINE_NAMESPACE', value: 'pipelines' },
      { name: 'PIPELINE_SERVICE_ACCOUNT', value: 'pipelines-tasks' },
      { name: 'MLFLOW_TRACKING_URI', value: 'http://tracking.tracking.svc:5000' },
    ])
  })
})

describe('Pipelines from a kubeconfig alone', () => {
  it('make nothing in AWS, and no way for anybody to sign in', async () => {
    const program = await recorded(ON_KUBERNETES)
    expect(childrenOf(program)).toEqual([...IN_CLUSTER].sort())
    expect(valuesOf(program).apiServer.apiServerConfig).toBeUndefined()
    expectSecretsOnlyIn(
      program,
      ['database', 'keys', 'storage'].map((role) => `pipelines-${role}`),
      ['storage key id', 'storage key', 'database password'],
    )
  })
})

describe('The sign-in of Airflow', () => {
  const { address } = ON_AWS
  const script = webSignIn(address!)

  it('maps groups to roles, and takes the client’s secret from the environment', () => {
    expect(script).toContain('ROLES = {"ml-team":["User"],"ml-admins":["Admin"]}')
    expect(script).toContain('"client_secret": os.environ["SIGN_IN_CLIENT_SECRET"]')
    expect(script).not.toContain('client secret')
  })

  const noPython = spawnSync('python3', ['--version']).status !== 0
  it.skipIf(noPython)('is Python, whatever groups are called (skipped without python3)', () => {
    const groups = ['o\'hara "x" \\ @client@', 'Ärzte']
    const odd = webSignIn({ ...address!, signIn: { ...address!.signIn, allowedGroups: groups } })
    const compile =
      'import ast, sys; print(ast.literal_eval([n for n in ast.parse(sys.stdin.read()).body if isinstance(n, ast.Assign)][0].value))'
    const { status, stdout } = spawnSync('python3', ['-c', compile], {
      input: odd,
      encoding: 'utf8',
      env: { ...process.env, PYTHONUTF8: '1' },
    })
    expect(status).toBe(0)
    expect(stdout).toContain('Ärzte')
  })
})

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, Partial<PipelinesArgs>, string][] = [
  [
    'settings of Airflow among the tasks’ variables',
    { tasks: { ...ON_AWS.tasks, environment: { AIRFLOW__CORE__FERNET_KEY: 'x' } } },
    'tasks.environment must be variables in capitals, digits and _, and none of Airflow’s settings, got ["AIRFLOW__CORE__FERNET_KEY"]',
  ],
  [
    'administrators that may not come in',
    { address: { ...ON_AWS.address!, adminGroups: ['others'] } },
    'address.adminGroups must be among address.signIn.allowedGroups, got ["others"]',
  ],
  [
    'tasks that may do everything',
    {
      tasks: {
        ...ON_AWS.tasks,
        statements: [{ sid: 'All', actions: ['*'], resources: ['arn:aws:s3:::a/*'] }],
      },
    },
    'tasks.statements[0].actions must be named actions, got ["*"]; name the actions the workload calls, or the resources it calls them on',
  ],
  [
    'an image by tag',
    { image: { reference: 'apache/airflow:3.3.2' } },
    'image.reference must be <repository>@sha256:<64 hexadecimal digits>, got "apache/airflow:3.3.2"',
  ],
  [
    'a port that is none',
    { egress: [{ name: 'tracking', to: [{ namespace: 'tracking' }], port: 0 }] },
    'egress "tracking" port must be 1–65535, got 0',
  ],
]

describe('Pipelines refuse', () => {
  it.each(REFUSED)('%s', (_case, wrong, message) => {
    expect(refusalOf(() => new Pipelines('pipelines', { ...ON_AWS, ...wrong }))).toBe(
      `Pipelines "pipelines": ${message}`,
    )
  })

  it('what tasks may do in AWS where there is none', () => {
    const { statements = [] } = ON_AWS.tasks
    const tasks = { ...ON_KUBERNETES.tasks, statements }
    expect(refusalOf(() => new Pipelines('pipelines', { ...ON_KUBERNETES, tasks }))).toBe(
      'Pipelines "pipelines": tasks.statements must be left out without aws, got ["ReadAccepted"]',
    )
  })
})
