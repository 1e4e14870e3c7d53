import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { beforeAll, describe, expect, it } from 'vitest'
import { DataLake } from '../../components/bucket/data-lake.ts'
import { Database } from '../../components/database/database.ts'
import type { DatabaseRef } from '../../components/database/database-ref.ts'
import { KeyService, Keys } from '../../components/keys/keys.ts'
import { record } from '../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../rehearsal/engine/recorded-resource.ts'

const INSTITUTIONS = ['charite', 'dkfz', 'ukhd']
const ownership = { owner: 'platform', environment: 'dev' }
const place = { ownership, accountId: '123456789012', region: 'eu-central-1' }
const network = {
  vpcId: 'vpc-1',
  cidrBlock: '10.0.0.0/16',
  publicSubnetIds: [],
  privateSubnetIds: [],
  isolatedSubnetIds: ['subnet-a', 'subnet-b'],
}
const roleArn = (institution: string) => `arn:aws:iam::123456789012:role/intake-${institution}`

/** Keys, lake and database as a program puts them together, with a role for each institution. */
function program() {
  const institutions = INSTITUTIONS.map(
    (id) => [id, { roleArns: { intake: roleArn(id) } }] as const,
  )
  const keys = new Keys('keys', {
    ...place,
    purposes: {
      database: { services: [KeyService.Rds, KeyService.SecretsManager, KeyService.Logs] },
      lake: { services: [KeyService.S3, KeyService.CloudTrail] },
    },
    institutions: Object.fromEntries(institutions),
  })
  const lake = new DataLake('lake', {
    ...place,
    institutions: Object.fromEntries(
      INSTITUTIONS.map((id) => [id, { encryptionKey: keys.institution(id) }] as const),
    ),
    encryptionKey: keys.purpose('lake'),
  })
  for (const id of INSTITUTIONS) reader(id, keys.institution(id).arn, lake.institution(id).arn)
  const encryptionKey = keys.purpose('database')
  const admitted = { cluster: 'sg-cluster' }
  const database: DatabaseRef = new Database('db', {
    ...place,
    network,
    encryptionKey,
    admittedSecurityGroupIds: admitted,
  })
  return { secretArn: database.secretArn, secretKeyArn: database.secretKeyArn }
}

/** A role whose policy names the key whose policy names the role. */
function reader(id: string, keyArn: pulumi.Input<string>, bucketArn: pulumi.Input<string>) {
  const trust = { Version: '2012-10-17', Statement: [] }
  const assumeRolePolicy = pulumi.jsonStringify(trust)
  new aws.iam.Role(`intake-${id}`, { name: `intake-${id}`, assumeRolePolicy })
  const Statement = [
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: keyArn },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: pulumi.interpolate`${bucketArn}/*` },
  ]
  const policy = pulumi.jsonStringify({ Version: '2012-10-17', Statement })
  new aws.iam.Policy(`intake-${id}`, { policy })
}

describe('keys, lake and database together', () => {
  let recorded: RecordedProgram
  beforeAll(async () => {
    recorded = await record(program)
  })
  const find = (name: string) => recorded.resources.find((one) => one.name === name)

  it('let each institution role read its own data and no other, by both policies', () => {
    const mayDecrypt = (role: string, institution: string) => {
      const policy = JSON.parse(String(find(`keys-institution-${institution}`)?.inputs.policy))
      return policy.Statement.some(
        ({ Action, Condition }: { Action: string[]; Condition?: { ArnEquals?: object } }) =>
          Action.includes('kms:Decrypt') &&
          JSON.stringify(Condition?.ArnEquals).includes(`"${roleArn(role)}"`),
      )
    }
    for (const role of INSTITUTIONS)
      for (const institution of INSTITUTIONS)
        expect([role, institution, mayDecrypt(role, institution)]).toEqual([
          role,
          institution,
          role === institution,
        ])
  })

  it('encrypt each store with the key of its purpose, and wait for that key alone', () => {
    const database = find('keys-purpose-database')
    const instance = find('db-instance')
    expect(instance?.inputs.kmsKeyId).toBe(database?.outputs.arn)
    expect(instance?.propertyDependencies.kmsKeyId).toEqual([database?.urn])
    const encryption = find('lake-institution-ukhd-encryption')
    expect(JSON.stringify(encryption?.inputs.rules)).toContain(
      String(find('keys-institution-ukhd')?.outputs.arn),
    )
  })

  it('protect every store that holds data or makes it readable', () => {
    const stateful = /:(Key|Bucket|Instance|Vault)$/
    const stores = recorded.resources.filter(({ type }) => stateful.test(type))
    const resources = stores.filter(({ custom }) => custom)
    expect(resources).toHaveLength(5 + 7 + 1 + 1)
    expect(resources.filter(({ protect }) => !protect)).toEqual([])
  })

  it('tell the database secret and the key that its reader must use', () => {
    expect(recorded.outputs.secretArn).toMatch(/^arn:aws:secretsmanager:/)
    expect(recorded.outputs.secretKeyArn).toBe(find('keys-purpose-database')?.outputs.arn)
  })

  it('hand no secret value over and none out', () => {
    const values = JSON.stringify(recorded.resources.map(({ inputs }) => inputs))
    expect(values).not.toMatch(/"password"/i)
    expect(recorded.invokes).toEqual([])
  })
})
