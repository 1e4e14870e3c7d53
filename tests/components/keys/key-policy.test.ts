import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  institutionKeyPolicy,
  type PolicyDocument,
  purposeKeyPolicy,
} from '../../../components/keys/key-policy.ts'
import { KeyService, type PolicyStatement } from '../../../components/keys/key-statements.ts'

const place = { accountId: '123456789012', region: 'eu-central-1' }
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`
const anyRoles = fc
  .uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 4 })
  .map((names) => names.map(role))
const anyUse = fc.record({
  accountId: fc.constant(place.accountId),
  region: fc.constantFrom('eu-central-1', 'eu-west-1'),
  services: fc.subarray(Object.values(KeyService)),
  roleArns: anyRoles,
  writerRoleArns: anyRoles,
})
const decrypting = ({ Statement }: PolicyDocument) =>
  Statement.filter(({ Action }) => Action.some((action) => /^kms:(Decrypt|ReEncrypt)/.test(action)))
const everyone = ({ Principal }: PolicyStatement) =>
  Principal === '*' || (typeof Principal === 'object' && Principal.AWS === '*')

describe('the policy of a purpose key', () => {
  it('lets nobody but EventBridge decrypt without a condition, whatever is given', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        for (const { Principal, Condition } of decrypting(purposeKeyPolicy(use)))
          if (Condition === undefined)
            expect(Principal).toEqual({ Service: 'events.amazonaws.com' })
          else expect(Object.keys(Condition)).not.toEqual([])
      }),
    )
  })

  it('asks for no source account of EventBridge, which sends none to KMS', () => {
    const services = [KeyService.EventBridge, KeyService.CloudWatchAlarms]
    const policy = purposeKeyPolicy({ ...place, services, roleArns: [], writerRoleArns: [] })
    const [alarms, rules] = policy.Statement.slice(1)
    expect(alarms?.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': place.accountId } })
    expect(rules).toMatchObject({ Principal: { Service: 'events.amazonaws.com' } })
    expect(rules).not.toHaveProperty('Condition')
  })

  it('names no principal "*" without the account as a condition, and no wildcard operation', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        for (const statement of purposeKeyPolicy(use).Statement) {
          expect(statement.Action).not.toContain('kms:*')
          if (everyone(statement))
            expect(statement.Condition?.StringEquals).toEqual({
              'kms:CallerAccount': place.accountId,
            })
        }
      }),
    )
  })

  it('has statement ids that are unique and fits the 32 KiB that KMS allows', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        const policy = purposeKeyPolicy(use)
        const ids = policy.Statement.map(({ Sid }) => Sid)
        expect(new Set(ids).size).toBe(ids.length)
        expect(JSON.stringify(policy).length).toBeLessThan(32_768)
      }),
    )
  })

  it('is the same for the same services in another order', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        const turned = { ...use, services: [...use.services].reverse() }
        expect(purposeKeyPolicy(turned)).toEqual(purposeKeyPolicy(use))
      }),
    )
  })

  it('lets CloudWatch Logs encrypt log groups of this account and region only', () => {
    const use = { ...place, services: [KeyService.Logs], roleArns: [], writerRoleArns: [] }
    expect(purposeKeyPolicy(use).Statement[1]).toMatchObject({
      Principal: { Service: 'logs.eu-central-1.amazonaws.com' },
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn':
            'arn:aws:logs:eu-central-1:123456789012:log-group:*',
        },
      },
    })
  })

  it('lets services that act as the caller be used through themselves only', () => {
    const services = [KeyService.S3, KeyService.Rds]
    const policy = purposeKeyPolicy({ ...place, services, roleArns: [], writerRoleArns: [] })
    expect(policy.Statement.map(({ Sid }) => Sid)).toEqual([
      'AdministrationWithoutUse',
      'UseThroughServices',
      'GrantToServices',
    ])
    expect(policy.Statement[1]?.Condition).toEqual({
      StringEquals: {
        'kms:ViaService': ['rds.eu-central-1.amazonaws.com', 's3.eu-central-1.amazonaws.com'],
      },
    })
    expect(policy.Statement[2]?.Condition).toEqual({
      Bool: { 'kms:GrantIsForAWSResource': 'true' },
    })
  })
})

describe('the policy of an institution key', () => {
  it('lets exactly the named roles decrypt, through the named services', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        const policy = institutionKeyPolicy({ ...use, services: [KeyService.S3] })
        const statements = decrypting(policy)
        expect(statements).toHaveLength(use.roleArns.length > 0 ? 1 : 0)
        for (const { Principal, Condition } of statements) {
          expect(Principal).toEqual({ AWS: 'arn:aws:iam::123456789012:root' })
          expect(Condition).toEqual({
            StringEquals: { 'kms:ViaService': [`s3.${use.region}.amazonaws.com`] },
            ArnEquals: { 'aws:PrincipalArn': [...use.roleArns].sort() },
          })
        }
      }),
    )
  })

  it('hands out no grants, so that decryption cannot be passed on', () => {
    fc.assert(
      fc.property(anyUse, (use) => {
        const actions = institutionKeyPolicy(use).Statement.flatMap(({ Action }) => Action)
        expect(actions).not.toContain('kms:CreateGrant')
      }),
    )
  })

  it('lets a writer encrypt without reading', () => {
    const use = { ...place, services: [KeyService.S3], roleArns: [], writerRoleArns: [role('up')] }
    const [, write] = institutionKeyPolicy(use).Statement
    expect(write?.Action).toEqual(['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*'])
  })
})
