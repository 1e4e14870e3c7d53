import { parseIntoClientConfig } from 'pg-connection-string'
import { beforeAll, describe, expect, it } from 'vitest'
import { SERVICE_JOB } from '../../../components/monitoring/rules/rule.ts'
import { DatabaseTls } from '../../../components/prediction-service/prediction-service-args.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { DATABASE_SECRET_ARN, KEY_ARN, ON_AWS, ON_KUBERNETES } from './arguments.ts'
import { find, podOf, recorded } from './recorded-service.ts'

const childrenOf = ({ resources }: RecordedProgram): string[] =>
  resources
    .filter(({ custom }) => custom)
    .map(({ type, name }) => `${type.split(/[:/]/).at(-1)} ${name}`)
    .sort()

const IN_CLUSTER = [
  'ConfigMap readmission-settings',
  'Deployment readmission',
  'HorizontalPodAutoscaler readmission',
  'Job readmission-migrate',
  'LimitRange readmission',
  'Namespace readmission',
  'NetworkPolicy readmission-deny-all',
  'NetworkPolicy readmission-from-callers',
  'NetworkPolicy readmission-to-database',
  'NetworkPolicy readmission-to-dns',
  'PodDisruptionBudget readmission',
  'ResourceQuota readmission',
  'Service readmission',
  'ServiceAccount readmission',
]

describe('A PredictionService on AWS', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(ON_AWS)
  })

  it('makes exactly these resources', () => {
    expect(childrenOf(program)).toEqual(
      [
        ...IN_CLUSTER,
        'ConfigMap readmission-database-ca',
        'NetworkPolicy readmission-from-monitoring',
        'PodIdentityAssociation readmission-pods-association',
        'Policy readmission-pods-policy',
        ...['admin', 'api-key-st-mary', 'api-key-ukhd', 'audit', 'jwt'].map(
          (role) => `RandomPassword readmission-${role}`,
        ),
        'Role readmission-pods-role',
        'RolePolicyAttachment readmission-pods-own',
        ...['api-key-st-mary', 'api-key-ukhd', 'service'].flatMap((role) => [
          `Secret readmission-${role}`,
          `SecretVersion readmission-${role}`,
        ]),
        'SecretProviderClass readmission-database',
        'SecretProviderClass readmission-service',
        'ServiceMonitor readmission-metrics',
      ].sort(),
    )
  })

  it('is scraped as the job that rules and boards ask for, whatever its name', () => {
    const { inputs } = find(program, 'ServiceMonitor', 'readmission-metrics')
    expect(inputs.spec).toMatchObject({ jobLabel: 'app.kubernetes.io/name' })
    expect(find(program, 'Service').inputs.metadata).toMatchObject({
      labels: { 'app.kubernetes.io/name': SERVICE_JOB },
    })
  })

  it('tags every taggable resource, and the institutions’ with their own name', () => {
    const tagged = program.resources.filter(({ inputs }) => inputs.tags !== undefined)
    expect(tagged.map(({ type }) => type.split(':').at(-1)).sort()).toEqual(
      ['PodIdentityAssociation', 'Policy', 'Role', 'Secret', 'Secret', 'Secret'].sort(),
    )
    for (const { inputs } of tagged)
      expect(inputs.tags).toMatchObject({ owner: 'ml-platform', environment: 'prod' })
    expect(find(program, 'Secret', 'readmission-api-key-ukhd').inputs.tags).toMatchObject({
      institution: 'ukhd',
      'data-class': 'confidential',
    })
  })

  it('keeps secret values out of everything but the versions in Secrets Manager', () => {
    const secret = program.resources.filter(({ secretInputs }) => secretInputs.length > 0)
    expect(secret.map(({ type, secretInputs }) => [type.split(':').at(-1), secretInputs])).toEqual(
      Array(3).fill(['SecretVersion', ['secretString']]),
    )
    const values = program.resources
      .filter(({ type }) => type.endsWith(':RandomPassword'))
      .map(({ outputs }) => String(outputs.result))
    expect(values).toHaveLength(5)
    const open = JSON.stringify(
      program.resources.filter(({ type }) => type.startsWith('kubernetes:')),
    )
    for (const value of values) expect(open).not.toContain(value)
  })

  it('encrypts the secrets with the given key, and protects them and the audit key', () => {
    const kept = program.resources.filter(({ protect }) => protect).map(({ name }) => name)
    const names = ['api-key-st-mary', 'api-key-ukhd', 'service', 'audit']
    expect(kept.sort()).toEqual(names.map((role) => `readmission-${role}`).sort())
    const secrets = program.resources.filter(({ type }) => type.endsWith(':Secret'))
    expect(secrets.map(({ inputs }) => inputs.kmsKeyId)).toEqual([KEY_ARN, KEY_ARN, KEY_ARN])
  })

  it('lets its pods, and no others, read these secrets and nothing else', () => {
    const policy = JSON.parse(
      String(find(program, 'Policy', 'readmission-pods-policy').inputs.policy),
    )
    const arns = program.resources
      .filter(({ type }) => type.endsWith(':Secret'))
      .map(({ outputs }) => outputs.arn)
    const [read, decrypt] = policy.Statement
    expect(read.Resource.toSorted()).toEqual([...arns, DATABASE_SECRET_ARN].toSorted())
    expect(decrypt).toMatchObject({
      Action: ['kms:Decrypt'],
      Resource: [KEY_ARN],
      Condition: {
        StringEquals: { 'kms:ViaService': ['secretsmanager.eu-central-1.amazonaws.com'] },
      },
    })
    const role = find(program, 'Role', 'readmission-pods-role')
    const [trust] = JSON.parse(String(role.inputs.assumeRolePolicy)).Statement
    expect(trust.Principal).toEqual({ Service: 'pods.eks.amazonaws.com' })
    expect(trust.Condition).toEqual({
      StringEquals: {
        'aws:SourceAccount': '123456789012',
        'aws:RequestTag/kubernetes-namespace': 'readmission',
        'aws:RequestTag/kubernetes-service-account': 'readmission',
      },
      ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:eu-central-1:123456789012:cluster/platform' },
    })
    expect(
      find(program, 'PodIdentityAssociation', 'readmission-pods-association').inputs,
    ).toMatchObject({
      clusterName: 'platform',
      namespace: 'readmission',
      serviceAccount: 'readmission',
      roleArn: role.outputs.arn,
    })
  })

  it('migrates before the roll-out, and both only once secrets, rights and network are there', () => {
    const job = find(program, 'Job', 'readmission-migrate')
    const deployment = find(program, 'Deployment')
    expect(deployment.dependencies).toContain(job.urn)
    const before = program.resources
      .filter(({ type }) =>
        /:(SecretVersion|SecretProviderClass|NetworkPolicy|PodIdentityAssociation|RolePolicyAttachment|ServiceAccount|ResourceQuota)$/.test(
          type,
        ),
      )
      .map(({ urn }) => urn)
    for (const workload of [job, deployment])
      expect(before.filter((urn) => !workload.dependencies.includes(urn))).toEqual([])
  })

  it('mounts each member of each secret as a file, by the pods’ own identity', () => {
    const { spec } = find(program, 'SecretProviderClass', 'readmission-service').inputs as {
      spec: { provider: string; parameters: Record<string, string> }
    }
    expect(spec).toMatchObject({
      provider: 'aws',
      parameters: { region: 'eu-central-1', usePodIdentity: 'true' },
    })
    expect(JSON.parse(spec.parameters.objects ?? '')).toEqual([
      {
        objectName: find(program, 'Secret', 'readmission-service').outputs.arn,
        objectAlias: 'service.json',
        jmesPath: [
          { path: 'jwtSecret', objectAlias: 'jwt-secret' },
          { path: 'auditKey', objectAlias: 'audit-key' },
          { path: 'adminPassword', objectAlias: 'admin-password' },
        ],
      },
      ...['ukhd', 'st-mary'].map((id) => ({
        objectName: find(program, 'Secret', `readmission-api-key-${id}`).outputs.arn,
        objectAlias: `api-key-${id}.json`,
        jmesPath: [{ path: 'apiKey', objectAlias: `api-key-${id}` }],
      })),
    ])
  })

  it('gives the migration the database’s secrets alone', () => {
    const { containers, volumes } = podOf(find(program, 'Job', 'readmission-migrate'))
    expect(containers[0].args).toEqual(['migrate', '--json'])
    expect(containers[0].env.map(({ name }: { name: string }) => name)).toEqual([
      'DATABASE_URL',
      'DATABASE_USERNAME_FILE',
      'DATABASE_PASSWORD_FILE',
    ])
    expect(JSON.stringify(volumes)).not.toContain('readmission-service')
  })

  it('checks the database’s certificate against the given authorities', () => {
    const { data } = find(program, 'ConfigMap', 'readmission-settings').inputs
    expect(data).toMatchObject({
      DATABASE_URL:
        'postgres://db.example:5432/dataspace?sslmode=verify-full&sslrootcert=/etc/dataspace/database/ca.pem',
      MIGRATE: 'false',
      JWT_SECRET_FILE: '/run/secrets/service/jwt-secret',
      INSTITUTION_API_KEY_ST_MARY_FILE: '/run/secrets/service/api-key-st-mary',
    })
  })

  it('shows what others need, and no secret', () => {
    expect(program.secretOutputs).toEqual([])
    expect(program.outputs).toMatchObject({
      url: 'http://readmission.readmission.svc:8000',
      namespace: 'readmission',
      roleArn: find(program, 'Role', 'readmission-pods-role').outputs.arn,
      secretArns: {
        service: find(program, 'Secret', 'readmission-service').outputs.arn,
        institutions: { ukhd: find(program, 'Secret', 'readmission-api-key-ukhd').outputs.arn },
      },
    })
  })

  it('makes another value for another generation, and rolls the pods that read it', async () => {
    const aws = { ...ON_AWS.aws!, generations: { ukhd: '2027' } }
    const next = await recorded({ ...ON_AWS, aws })
    const keepers = (of: RecordedProgram, role: string) =>
      find(of, 'RandomPassword', `readmission-${role}`).inputs.keepers
    expect(keepers(next, 'api-key-ukhd')).toEqual({ generation: '2027' })
    expect(keepers(next, 'jwt')).toEqual(keepers(program, 'jwt'))
    expect(keepers(next, 'audit')).toBeUndefined()
    expect(find(next, 'Deployment').inputs.spec).not.toEqual(
      find(program, 'Deployment').inputs.spec,
    )
  })

  it('makes no secret that an ARN is given for', async () => {
    const aws = {
      ...ON_AWS.aws!,
      serviceSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:own',
      institutionSecretArns: {
        ukhd: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ukhd',
      },
    }
    const given = await recorded({ ...ON_AWS, aws })
    const made = given.resources.filter(({ type }) => type.endsWith(':Secret'))
    expect(made.map(({ name }) => name)).toEqual(['readmission-api-key-st-mary'])
    expect(given.outputs.secretArns).toMatchObject({ service: aws.serviceSecretArn })
  })
})

describe('A PredictionService from a kubeconfig alone', () => {
  it('makes objects in the cluster only, with the secrets of the given Secret as files', async () => {
    const program = await recorded(ON_KUBERNETES)
    expect(childrenOf(program)).toEqual(IN_CLUSTER)
    const { volumes } = podOf(find(program, 'Deployment'))
    expect(volumes.slice(0, 2)).toEqual([
      {
        name: 'service-secrets',
        secret: {
          secretName: 'readmission-secrets',
          defaultMode: 0o440,
          items: [
            'jwt-secret',
            'audit-key',
            'admin-password',
            'api-key-ukhd',
            'api-key-st-mary',
          ].map((key) => ({ key, path: key })),
        },
      },
      {
        name: 'database-secrets',
        secret: {
          secretName: 'readmission-secrets',
          defaultMode: 0o440,
          items: ['database-username', 'database-password'].map((key) => ({ key, path: key })),
        },
      },
    ])
  })

  it('encrypts the connection without asking who the server is, where that is said', async () => {
    const unverified = { databaseTls: DatabaseTls.Unverified, databaseCertificates: 'PEM' }
    const program = await recorded({ ...ON_KUBERNETES, ...unverified })
    const { data } = find(program, 'ConfigMap', 'readmission-settings').inputs
    const { DATABASE_URL = '' } = data as Record<string, string>
    expect(parseIntoClientConfig(DATABASE_URL).ssl).toEqual({ rejectUnauthorized: false })
    expect(childrenOf(program)).not.toContain('ConfigMap readmission-database-ca')
  })
})

describe('A PredictionService with a provider that people sign in by', () => {
  const signIn = { issuer: 'https://sso.example:8443/realms/hospital', clientId: 'dataspace' }

  it('keeps the secret of a confidential client in Secrets Manager, and mounts it', async () => {
    const program = await recorded({
      ...ON_AWS,
      signIn: { ...signIn, clientSecret: 'of the client', institutionClaim: 'hospital' },
    })
    const version = find(program, 'SecretVersion', 'readmission-sign-in')
    expect(version.secretInputs).toContain('secretString')
    const objects = find(program, 'SecretProviderClass', 'readmission-service').inputs as {
      spec: { parameters: { objects: string } }
    }
    expect(objects.spec.parameters.objects).toContain('oidc-client-secret')
    const { data } = find(program, 'ConfigMap', 'readmission-settings').inputs
    expect(data).toMatchObject({
      OIDC_ISSUER: signIn.issuer,
      OIDC_CLIENT_ID: 'dataspace',
      OIDC_CLIENT_SECRET_FILE: '/run/secrets/service/oidc-client-secret',
      OIDC_INSTITUTION_CLAIM: 'hospital',
    })
    const { spec } = find(program, 'NetworkPolicy', 'readmission-to-sign-in').inputs as {
      spec: { egress: { ports: { port: number }[] }[] }
    }
    expect(spec.egress[0]?.ports[0]?.port).toBe(8443)
  })

  it('is a public client without a secret', async () => {
    const program = await recorded({ ...ON_AWS, signIn })
    const { data } = find(program, 'ConfigMap', 'readmission-settings').inputs
    expect(data).not.toHaveProperty('OIDC_CLIENT_SECRET_FILE')
  })

  it('takes the secret from the given Secret on a cluster without AWS', async () => {
    const program = await recorded({ ...ON_KUBERNETES, signIn })
    const { volumes } = podOf(find(program, 'Deployment'))
    expect(JSON.stringify(volumes[0])).toContain('oidc-client-secret')
  })
})

describe('A PredictionService with a plan', () => {
  it('mounts picture and cost where its variables say', async () => {
    const plan = { picture: '<svg/>', summary: '{}' }
    const program = await recorded({ ...ON_AWS, plan })
    const { data } = find(program, 'ConfigMap', 'readmission-plan').inputs
    expect(data).toEqual({ 'plan.svg': '<svg/>', 'plan.json': '{}' })
    const { volumes, containers } = podOf(find(program, 'Deployment'))
    expect(volumes.map(({ name }: { name: string }) => name)).toContain('plan')
    const mounts = containers[0]?.volumeMounts as { name: string; mountPath: string }[]
    const { mountPath = '' } = mounts.find(({ name }) => name === 'plan') ?? {}
    const variables = find(program, 'ConfigMap', 'readmission-settings').inputs.data
    expect(variables).toMatchObject({
      PLAN_PATH: `${mountPath}/plan.json`,
      PLAN_PICTURE_PATH: `${mountPath}/plan.svg`,
    })
  })
})
