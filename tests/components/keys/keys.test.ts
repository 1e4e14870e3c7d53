import { describe, expect, it } from 'vitest'
import { KeyService, Keys, type KeysArgs } from '../../../components/keys/keys.ts'
import { DataClass } from '../../../components/ownership.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { refusalOf } from '../refusal.ts'

const ownership = { owner: 'platform', environment: 'dev' }
const args: KeysArgs = {
  ownership,
  accountId: '123456789012',
  region: 'eu-central-1',
  purposes: { database: { services: [KeyService.Rds], dataClass: DataClass.Phi } },
  institutions: { ukhd: { roleArns: { intake: 'arn:aws:iam::123456789012:role/intake-ukhd' } } },
}
const refused = (change: Partial<KeysArgs>) =>
  refusalOf(() => new Keys('keys', { ...args, ...change }))

describe('Keys', () => {
  it('makes a key and an alias for each purpose and institution, and nothing else', async () => {
    const { resources } = await record(() => void new Keys('keys', args))
    const made = resources.filter(({ custom }) => custom).map(({ type, name }) => `${name} ${type}`)
    expect(made.sort()).toEqual([
      'keys-institution-ukhd aws:kms/key:Key',
      'keys-institution-ukhd-alias aws:kms/alias:Alias',
      'keys-purpose-database aws:kms/key:Key',
      'keys-purpose-database-alias aws:kms/alias:Alias',
    ])
  })

  it('rotates every key yearly, delays deletion 30 days, protects it and says who owns it', async () => {
    const { resources } = await record(() => void new Keys('keys', args))
    const purpose = resources.find(({ name }) => name === 'keys-purpose-database')
    const institution = resources.find(({ name }) => name === 'keys-institution-ukhd')
    for (const key of [purpose, institution]) {
      expect(key?.protect).toBe(true)
      expect(key?.inputs).toMatchObject({
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        deletionWindowInDays: 30,
        region: 'eu-central-1',
      })
    }
    expect(purpose?.inputs.tags).toEqual({
      Name: 'keys-purpose-database',
      owner: 'platform',
      environment: 'dev',
      institution: 'shared',
      'data-class': 'phi',
    })
    expect(institution?.inputs.tags).toMatchObject({ institution: 'ukhd', 'data-class': 'phi' })
  })

  it('names aliases by environment and component, and points them at their keys', async () => {
    const { resources } = await record(() => void new Keys('keys', args))
    const aliases = resources.filter(({ type }) => type === 'aws:kms/alias:Alias')
    expect(aliases.map(({ inputs }) => inputs.name).sort()).toEqual([
      'alias/dev/keys/database',
      'alias/dev/keys/institution/ukhd',
    ])
    const key = resources.find(({ name }) => name === 'keys-purpose-database')
    const alias = aliases.find(({ name }) => name === 'keys-purpose-database-alias')
    expect(alias?.inputs.targetKeyId).toBe(key?.id)
  })

  it('hands out each key as a ref that waits for that key alone', async () => {
    const { resources, outputs } = await record(() => {
      const keys = new Keys('keys', args)
      return {
        database: keys.purpose('database').arn,
        ukhd: keys.institution('ukhd').arn,
        all: keys.purposeArns,
      }
    })
    const arn = (name: string) => resources.find((one) => one.name === name)?.outputs.arn
    expect(outputs.database).toBe(arn('keys-purpose-database'))
    expect(outputs.ukhd).toBe(arn('keys-institution-ukhd'))
    expect(outputs.all).toEqual({ database: arn('keys-purpose-database') })
  })

  it('lets a role of another resource use an institution key', async () => {
    const { resources } = await record(() => void new Keys('keys', args))
    const key = resources.find(({ name }) => name === 'keys-institution-ukhd')
    expect(key?.inputs.policy).toContain('arn:aws:iam::123456789012:role/intake-ukhd')
    expect(key?.inputs.policy).not.toContain('kms:CreateGrant')
  })

  it('leaves keys unprotected when told so', async () => {
    const { resources } = await record(() => void new Keys('keys', { ...args, protect: false }))
    expect(resources.some(({ protect }) => protect)).toBe(false)
  })

  it('names the keys there are when asked for one there is not', async () => {
    const asking = record(() => void new Keys('keys', args).purpose('logs'))
    await expect(asking).rejects.toThrow('Keys: there is no purpose "logs"; there are database')
  })
})

describe('Keys refuses', () => {
  it('no keys at all', () => {
    expect(refused({ purposes: {}, institutions: {} })).toBe(
      'Keys "keys": purposes must be at least one purpose or institution, got {}',
    )
  })

  it('a region that is none', () => {
    expect(refused({ region: 'Frankfurt' })).toBe(
      'Keys "keys": region must be a region such as eu-central-1, got "Frankfurt"',
    )
  })

  it('an alias prefix that KMS keeps for AWS', () => {
    expect(refused({ aliasPrefix: 'aws/ours' })).toBe(
      'Keys "keys": aliasPrefix must be at most 180 letters, digits, "_", "-" and single "/" within, not starting with aws, got "aws/ours"',
    )
  })

  it('a key of the map that cannot be part of a name', () => {
    const database = { services: [KeyService.Rds] }
    expect(refused({ purposes: { Data_Base: database } })).toBe(
      'Keys "keys": purposes.Data_Base must be under a key of 1–40 lower-case letters, digits and "-", a letter first, got "Data_Base"',
    )
  })

  it('a purpose that nobody can use', () => {
    expect(refused({ purposes: { idle: {} } })).toBe(
      'Keys "keys": purposes.idle.services must be at least one service, or roleArns given, got []',
    )
  })

  it('a service it does not know', () => {
    const services = ['s4' as KeyService]
    expect(refused({ purposes: { lake: { services } } })).toBe(
      'Keys "keys": purposes.lake.services must be of KeyService, got "s4"',
    )
  })

  it('a service that would open an institution key to others', () => {
    const ukhd = { roleArns: {}, services: [KeyService.Rds] }
    expect(refused({ institutions: { ukhd } })).toBe(
      'Keys "keys": institutions.ukhd.services must be one or more of s3, sqs, secretsmanager, got ["rds"]',
    )
  })

  it('a role that is a user, or everyone', () => {
    const ukhd = { roleArns: { all: '*' } }
    expect(refused({ institutions: { ukhd } })).toBe(
      'Keys "keys": institutions.ukhd.roleArns.all must be the ARN of a role, arn:aws:iam::<account>:role/<name>, got "*"',
    )
  })
})
