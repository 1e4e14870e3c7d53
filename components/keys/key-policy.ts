import {
  account,
  type KeyPlace,
  type KeyService,
  type PolicyStatement,
  serviceStatements,
  USE,
} from './key-statements.ts'

/** A policy document, as it is written into JSON. */
export interface PolicyDocument {
  readonly Version: '2012-10-17'
  readonly Statement: readonly PolicyStatement[]
}

/** Who may use one key, with everything known. */
export interface KeyUse extends KeyPlace {
  readonly services: readonly KeyService[]
  /** Roles that encrypt and decrypt. */
  readonly roleArns: readonly string[]
  /** Roles that decrypt only. @default none */
  readonly readerRoleArns?: readonly string[]
  /** Roles that encrypt only. */
  readonly writerRoleArns: readonly string[]
}

/**
 * Management without use: nobody decrypts because of it, and it has no `CreateGrant`, which would let
 * an administrator hand out what they do not have. Changing the policy itself stays possible (and is
 * in the trail), else a mistake would lock the key for ever.
 */
const ADMINISTRATION = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
] as const

/**
 * Policy of a key with a purpose: the account administers it, the purpose's services use it for
 * callers whose IAM policy also allows it, and named roles use it directly.
 */
export function purposeKeyPolicy(use: KeyUse): PolicyDocument {
  return document([
    administration(use),
    ...serviceStatements(use.services, use),
    ...roleStatements(use, {}),
  ])
}

/**
 * Policy of an institution's key: besides administration, nothing but the named roles, through the
 * given services only. A role needs its own IAM policy too, so two documents must agree.
 */
export function institutionKeyPolicy(use: KeyUse): PolicyDocument {
  const hosts = use.services.map((service) => `${service}.${use.region}.amazonaws.com`).sort()
  return document([
    administration(use),
    ...roleStatements(use, { StringEquals: { 'kms:ViaService': hosts } }),
  ])
}

/**
 * Roles are matched by ARN in a condition, not as principals: KMS refuses principals that do not exist
 * yet, and rewrites those of deleted roles to ids, which shows as a change for ever.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
 */
function roleStatements(
  use: KeyUse,
  condition: NonNullable<PolicyStatement['Condition']>,
): PolicyStatement[] {
  const allow = (
    Sid: string,
    roles: readonly string[],
    Action: readonly string[],
  ): PolicyStatement[] => {
    if (roles.length === 0) return []
    const named = { ArnEquals: { 'aws:PrincipalArn': [...roles].sort() } }
    const Condition = { ...condition, ...named }
    return [{ Sid, Effect: 'Allow', Principal: account(use), Action, Resource: '*', Condition }]
  }
  const read = ['kms:Decrypt', 'kms:DescribeKey']
  const write = ['kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*']
  return [
    ...allow('UseByRoles', use.roleArns, USE),
    ...allow('ReadByRoles', use.readerRoleArns ?? [], read),
    ...allow('WriteByRoles', use.writerRoleArns, write),
  ]
}

function administration(use: KeyPlace): PolicyStatement {
  return {
    Sid: 'AdministrationWithoutUse',
    Effect: 'Allow',
    Principal: account(use),
    Action: ADMINISTRATION,
    Resource: '*',
  }
}

const document = (Statement: readonly PolicyStatement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
})
