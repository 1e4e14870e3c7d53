import { describe, expect, it } from 'vitest'
import {
  FederatedInstitution,
  type FederatedInstitutionArgs,
} from '../../../components/federated-institution/index.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { refusalOf } from '../refusal.ts'

const KEY = 'arn:aws:kms:eu-central-1:123456789012:key'
const STORAGE_ACCESS = {
  endpoint: 'http://storage.objects.svc:7070',
  credentialsSecretName: 'ukhd-storage',
}
const ARGS: FederatedInstitutionArgs = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  institution: 'ukhd',
  image: { reference: `registry.example/service@sha256:${'a'.repeat(64)}` },
  transferImage: { reference: `registry.example/aws-cli@sha256:${'b'.repeat(64)}` },
  region: 'eu-central-1',
  stays: {
    bucket: { bucketName: 'lake-ukhd', arn: 'arn:aws:s3:::lake-ukhd', keyArn: `${KEY}/ukhd` },
    prefix: 'training/',
    object: 'stays.csv',
  },
  exchange: {
    bucket: { bucketName: 'exchange', arn: 'arn:aws:s3:::exchange', keyArn: `${KEY}/exchange` },
    prefix: 'rounds/1/',
  },
  cluster: {
    clusterName: 'main',
    arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/main',
    endpoint: 'https://main.example',
    certificateAuthority: 'Y2E=',
    securityGroupId: 'sg-1',
  },
  storagePeers: [{ cidr: '10.20.0.0/20' }],
}
const { cluster: _, ...WITHOUT_AWS } = ARGS

const made = (args: FederatedInstitutionArgs = ARGS) =>
  record(() => {
    const { roleArn, contributionUrl } = new FederatedInstitution('federation', args)
    return { roleArn, contributionUrl }
  })

type Recorded = Awaited<ReturnType<typeof made>>['resources']
const named = (resources: Recorded, type: string, name: string) =>
  resources.find((one) => one.type.endsWith(`:${type}`) && one.name === name)!
// biome-ignore lint/suspicious/noExplicitAny: inputs are what a test looks at.
const podOf = (resources: Recorded, step: string): any =>
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  (named(resources, 'CronJob', `federation-${step}`).inputs.spec as any).jobTemplate.spec.template
    .spec

describe('a federated institution', () => {
  it('is a namespace with limits, an identity, a ledger and a job for each step', async () => {
    const { resources, outputs } = await made()
    const children = resources.filter(({ custom }) => custom)
    expect(children.map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)).toEqual([
      'PodIdentityAssociation federation-association',
      'Policy federation-policy',
      'Role federation-role',
      'RolePolicyAttachment federation-own',
      'CronJob federation-judge',
      'CronJob federation-train',
      'Namespace federation',
      'PersistentVolumeClaim federation-ledger',
      'ResourceQuota federation',
      'ServiceAccount federation',
      'NetworkPolicy federation-deny-all',
      'NetworkPolicy federation-to-credentials',
      'NetworkPolicy federation-to-dns',
      'NetworkPolicy federation-to-storage',
    ])
    const role = named(resources, 'Role', 'federation-role')
    expect(outputs).toEqual({
      roleArn: role.outputs.arn,
      contributionUrl: 's3://exchange/rounds/1/ukhd/contribution.json',
    })
    expect(role.inputs.tags).toMatchObject({ institution: 'ukhd', 'data-class': 'phi' })
    expect(named(resources, 'PersistentVolumeClaim', 'federation-ledger').protect).toBe(true)
    expect(named(resources, 'Namespace', 'federation').inputs.metadata).toMatchObject({
      name: 'federation-ukhd',
      labels: {
        'pod-security.kubernetes.io/enforce': 'restricted',
        'dataspace/institution': 'ukhd',
      },
    })
  })

  it('reads its own prefix with its own key, and writes nowhere but below its own name', async () => {
    const { resources } = await made()
    const policy = named(resources, 'Policy', 'federation-policy').inputs.policy
    const allow = (Sid: string, Action: string[], Resource: string[]) => ({
      ...{ Sid, Effect: 'Allow', Action, Resource },
    })
    expect(JSON.parse(String(policy)).Statement).toEqual([
      allow('ReadOwnStays', ['s3:GetObject'], ['arn:aws:s3:::lake-ukhd/training/*']),
      allow('DecryptOwnStays', ['kms:Decrypt'], [`${KEY}/ukhd`]),
      allow(
        'ReadWhatIsAgreed',
        ['s3:GetObject'],
        [
          'arn:aws:s3:::exchange/rounds/1/contract.json',
          'arn:aws:s3:::exchange/rounds/1/draft.json',
        ],
      ),
      allow('WriteOwnPart', ['s3:PutObject'], ['arn:aws:s3:::exchange/rounds/1/ukhd/*']),
      allow('UseKeyOfTheExchange', ['kms:Decrypt', 'kms:GenerateDataKey'], [`${KEY}/exchange`]),
    ])
  })

  it('lets nobody in, and out to names, storage and credentials alone', async () => {
    const { resources } = await made()
    const spec = (role: string) =>
      named(resources, 'NetworkPolicy', `federation-${role}`).inputs.spec
    expect(spec('deny-all')).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
    const out = (cidr: string, port: number) => ({
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr } }], ports: [{ protocol: 'TCP', port }] }],
    })
    expect(spec('to-storage')).toEqual(out('10.20.0.0/20', 443))
    expect(spec('to-credentials')).toEqual({
      ...out('169.254.170.23/32', 80),
      podSelector: { matchLabels: {} },
    })
  })

  it('fetches, works and delivers in this order, with the command that exists', async () => {
    const { resources } = await made({ ...ARGS, budget: 3, signingKeySecretName: 'ukhd-key' })
    const pod = podOf(resources, 'judge')
    const order = [...pod.initContainers, ...pod.containers] as { name: string; args: string[] }[]
    expect(order.map(({ name }) => name)).toEqual([
      ...['fetch-stays', 'fetch-contract', 'fetch-draft', 'judge', 'deliver'],
    ])
    expect(order[0]?.args.slice(-2)).toEqual([
      ...['s3://lake-ukhd/training/stays.csv', '/work/stays.csv'],
    ])
    expect(order[3]?.args.join(' ')).toBe(
      'federate judge --json --institution ukhd --contract /work/contract.json --data /work/stays.csv ' +
        '--draft /work/draft.json --output /work/judgement.json --ledger /ledger/ledger.ndjson ' +
        '--budget 3 --key /keys/key.pem',
    )
    expect(order[4]?.args.slice(-2)).toEqual([
      ...['/work/judgement.json', 's3://exchange/rounds/1/ukhd/judgement.json'],
    ])
    expect(
      podOf(resources, 'train').initContainers.map(({ name }: { name: string }) => name),
    ).toEqual(['fetch-stays', 'fetch-contract', 'train'])
  })

  it('trains when somebody says so, or by a schedule, and never twice by itself', async () => {
    const jobs = (resources: Recorded) =>
      ['train', 'judge'].map(
        // biome-ignore lint/suspicious/noExplicitAny: inputs are what a test looks at.
        (step) => named(resources, 'CronJob', `federation-${step}`).inputs.spec as any,
      )
    const byHand = jobs((await made()).resources)
    expect(byHand.map(({ suspend }) => suspend)).toEqual([true, true])
    expect(byHand.map(({ jobTemplate }) => jobTemplate.spec.backoffLimit)).toEqual([0, 0])
    const scheduled = jobs((await made({ ...ARGS, schedule: '0 3 1 * *' })).resources)
    expect(scheduled.map(({ suspend, schedule }) => [suspend, schedule])[0]).toEqual([
      ...[false, '0 3 1 * *'],
    ])
    expect(scheduled[1].suspend).toBe(true)
  })

  it('starts no pod before its guards and its identity are there', async () => {
    const { resources } = await made()
    const { dependencies } = named(resources, 'CronJob', 'federation-train')
    for (const [type, name] of [
      ['ResourceQuota', 'federation'],
      ['NetworkPolicy', 'federation-deny-all'],
      ['PodIdentityAssociation', 'federation-association'],
    ] as const)
      expect(dependencies).toContain(named(resources, type, name).urn)
  })

  it('works on any cluster with credentials of S3-compatible storage, and then has no role', async () => {
    const { resources, outputs } = await made({ ...WITHOUT_AWS, storageAccess: STORAGE_ACCESS })
    expect(resources.filter(({ type }) => type.startsWith('aws:'))).toEqual([])
    expect(outputs).toMatchObject({ roleArn: '' })
    const pod = podOf(resources, 'train')
    expect(pod.initContainers[0]).toMatchObject({
      envFrom: [{ secretRef: { name: 'ukhd-storage' } }],
      env: expect.arrayContaining([{ name: 'AWS_ENDPOINT_URL', value: STORAGE_ACCESS.endpoint }]),
    })
    // The container that sees patients has no credentials, only its own folder.
    expect(pod.initContainers.at(-1).envFrom).toBeUndefined()
  })
})

describe('a federated institution refuses', () => {
  const start = 'FederatedInstitution "federation": '
  const prefix = 'one or more folders that end with /, e.g. training/'
  it.each([
    [{ institution: 'UKHD' }, 'institution must be 2–32 of a–z, 0–9 and hyphen, got "UKHD"'],
    [{ stays: { ...ARGS.stays, prefix: '' } }, `stays.prefix must be ${prefix}, got ""`],
    [{ stays: { ...ARGS.stays, object: '*' } }, 'stays.object must be the name of a file, got "*"'],
    [
      { exchange: { ...ARGS.exchange, prefix: 'rounds' } },
      `exchange.prefix must be ${prefix}, got "rounds"`,
    ],
    [{ schedule: 'daily' }, 'schedule must be cron\'s five fields, got "daily"'],
    [{ budget: 0 }, 'budget must be above 0, got 0'],
    [{ namespace: 'A' }, 'namespace must be a lower-case DNS label, got "A"'],
    [{ storagePeers: [] }, 'storagePeers must be one or more blocks, e.g. 10.20.0.0/20, got []'],
    [
      { storageAccess: STORAGE_ACCESS },
      'cluster and storageAccess must be one of the two, got ["cluster","storageAccess"]; ' +
        'give cluster on AWS, storageAccess elsewhere',
    ],
  ])('%o', (args, told) => {
    expect(refusalOf(() => new FederatedInstitution('federation', { ...ARGS, ...args }))).toBe(
      start + told,
    )
  })
})
