import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'
import { recordConfiguration } from './recorded-environment.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
const IMAGE = `registry.example/tool@sha256:${'0123456789abcdef'.repeat(4)}`
const INSTITUTIONS = ['dkfz', 'ukhd', 'embl']

interface Statement {
  Sid?: string
  Action: string | string[]
  Resource?: string | string[]
  Condition?: Record<string, Record<string, unknown>>
}

const ofType = ({ resources }: RecordedProgram, type: string) =>
  resources.filter((one) => one.type.endsWith(type))

const statementsOf = (policy: unknown): Statement[] =>
  (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement

const listed = (one: string | string[] | undefined): string[] => [one ?? []].flat()

const oneOf = (program: RecordedProgram, type: string, name: string) => {
  const found = ofType(program, type).filter((one) => one.name === name)
  if (found[0] === undefined || found.length > 1) throw new Error(`${found.length} ${type} ${name}`)
  return found[0]
}

/** ARN of what the environment makes under a name. */
const arnOf = (program: RecordedProgram, type: string, name: string): string =>
  String(oneOf(program, type, name).outputs.arn)

/** Policies by name with the statements that name a resource beginning so. */
const naming = (program: RecordedProgram, arn: string): Record<string, Statement[]> =>
  Object.fromEntries(
    ofType(program, ':Policy')
      .map(({ name, inputs }) => {
        const named = statementsOf(inputs.policy).filter(({ Resource }) =>
          listed(Resource).some((one) => one === arn || one.startsWith(`${arn}/`)),
        )
        return [name, named] as const
      })
      .filter(([, named]) => named.length > 0),
  )

describe('what is an institution’s', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    const text = readFileSync(join(REPOSITORY, 'Pulumi.prod.yaml'), 'utf8')
    const { config } = parse(text) as { config: Record<string, unknown> }
    program = await recordConfiguration(
      {
        ...config,
        'dataspace:pipelines': { enabled: true, image: IMAGE, taskImage: IMAGE },
        'dataspace:federation': { enabled: true, transferImage: IMAGE, epsilon: 1 },
      },
      'prod',
    )
  })

  it.each(INSTITUTIONS)('in the bucket of %s is reached by these policies alone', (id) => {
    const bucket = arnOf(program, 's3/bucket:Bucket', `lake-institution-${id}-bucket`)
    expect(Object.keys(naming(program, bucket)).sort()).toEqual([
      `federation-${id}-policy`,
      `intake-${id}-policy`,
      `lake-institution-${id}-replication-policy`,
      'pipelines-tasks-policy',
    ])
  })

  it.each(INSTITUTIONS)('the pipelines’ tasks only read, of %s only accepted records', (id) => {
    const bucket = arnOf(program, 's3/bucket:Bucket', `lake-institution-${id}-bucket`)
    const granted = naming(program, bucket)['pipelines-tasks-policy'] ?? []
    expect(granted.map(({ Sid, Action }) => [Sid, Action])).toEqual([
      ['AcceptedRecords', ['s3:GetObject']],
      ['ListAccepted', ['s3:ListBucket']],
    ])
    const [records, list] = granted
    expect(listed(records?.Resource).filter((one) => one.startsWith(bucket))).toEqual([
      `${bucket}/accepted/${id}/*`,
    ])
    expect(list?.Condition).toEqual({
      StringLikeIfExists: { 's3:prefix': ['accepted', 'accepted/*'] },
    })
  })

  it.each(INSTITUTIONS)('the key of %s admits its own roles, and the tasks to decrypt', (id) => {
    const key = ofType(program, 'kms/key:Key').find(({ name }) => name === `keys-institution-${id}`)
    const admitted = statementsOf(key?.inputs.policy).flatMap(({ Sid, Action, Condition }) => {
      const roles = Condition?.ArnEquals?.['aws:PrincipalArn']
      if (roles === undefined) return []
      expect(Condition?.StringEquals).toEqual({
        'kms:ViaService': ['s3.eu-central-1.amazonaws.com'],
      })
      const names = (roles as string[]).map((arn) => arn.split('/').at(-1))
      return [[Sid, names, Sid === 'ReadByRoles' ? Action : undefined]]
    })
    expect(admitted).toEqual([
      ['UseByRoles', [`prod-fhir-intake-${id}`, `prod-replication-${id}`], undefined],
      [
        'ReadByRoles',
        [`prod-federation-${id}`, 'prod-pipeline-tasks'],
        ['kms:Decrypt', 'kms:DescribeKey'],
      ],
    ])
    const role = ofType(program, ':Role').find(({ name }) => name === 'pipelines-tasks-role')
    expect(role?.inputs.name).toBe('prod-pipeline-tasks')
  })

  it.each(INSTITUTIONS)(
    'the key of %s is in no other policy, and in the tasks’ through S3',
    (id) => {
      const key = arnOf(program, 'kms/key:Key', `keys-institution-${id}`)
      const policies = naming(program, key)
      expect(Object.keys(policies).sort()).toEqual([
        `federation-${id}-policy`,
        `intake-${id}-policy`,
        `lake-institution-${id}-replication-policy`,
        'pipelines-tasks-policy',
      ])
      expect(policies['pipelines-tasks-policy']).toMatchObject([
        {
          Action: ['kms:Decrypt'],
          Condition: { StringEquals: { 'kms:ViaService': ['s3.eu-central-1.amazonaws.com'] } },
        },
      ])
    },
  )

  it.each(INSTITUTIONS)('%s trains with its own table and key alone', (id) => {
    const { inputs } = oneOf(program, ':Policy', `federation-${id}-policy`)
    const bucket = arnOf(program, 's3/bucket:Bucket', `lake-institution-${id}-bucket`)
    const artifacts = arnOf(program, 's3/bucket:Bucket', 'lake-artifacts-bucket')
    const round = `${artifacts}/federation/round-1`
    const granted = statementsOf(inputs.policy).map(({ Action, Resource }) => [Action, Resource])
    expect(granted).toEqual([
      [['s3:GetObject'], [`${bucket}/training/*`]],
      [['kms:Decrypt'], [arnOf(program, 'kms/key:Key', `keys-institution-${id}`)]],
      [['s3:GetObject'], [`${round}/contract.json`, `${round}/draft.json`]],
      [['s3:PutObject'], [`${round}/${id}/*`]],
      [
        ['kms:Decrypt', 'kms:GenerateDataKey'],
        [arnOf(program, 'kms/key:Key', 'keys-purpose-lake')],
      ],
    ])
    const association = oneOf(program, ':PodIdentityAssociation', `federation-${id}-association`)
    expect(association.inputs.namespace).toBe(`federation-${id}`)
    const role = oneOf(program, ':Role', `federation-${id}-role`)
    expect(role.inputs.name).toBe(`prod-federation-${id}`)
  })

  it('tables are not the coordinator’s: it has the round’s files alone', () => {
    const { inputs } = oneOf(program, ':Policy', 'federation-coordinator-policy')
    const artifacts = arnOf(program, 's3/bucket:Bucket', 'lake-artifacts-bucket')
    expect(statementsOf(inputs.policy).flatMap(({ Resource }) => Resource)).toEqual([
      `${artifacts}/federation/round-1/*`,
      artifacts,
      arnOf(program, 'kms/key:Key', 'keys-purpose-lake'),
    ])
  })

  it('secrets of the service are read by the service, and by the tasks that use its database', () => {
    const secret = arnOf(program, 'secretsmanager/secret:Secret', 'prediction-service')
    expect(Object.keys(naming(program, secret)).sort()).toEqual([
      ...INSTITUTIONS.map((id) => `intake-${id}-policy`).sort(),
      'pipelines-service-database-policy',
      'prediction-pods-policy',
    ])
    const association = ofType(program, ':PodIdentityAssociation').find(
      ({ name }) => name === 'pipelines-service-database-association',
    )
    expect(association?.inputs).toMatchObject({
      namespace: 'pipelines',
      serviceAccount: 'service-database',
    })
  })
})
