import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { type DataClass, type Ownership, tagsOf } from '../ownership.ts'
import { type PlannedKey, planKeys } from './key-plan.ts'
import { institutionKeyPolicy, type KeyUse, purposeKeyPolicy } from './key-policy.ts'
import type { KeyRef } from './key-ref.ts'
import type { KeyService } from './key-statements.ts'

export { KeyService } from './key-statements.ts'

/** A key for one kind of data, e.g. `database` or `logs`. */
export interface KeyPurpose {
  /** @default "<key> of <environment>" */
  description?: string
  /**
   * Services that encrypt with it. Those that act as the caller (S3, RDS, EBS …) use it for callers
   * whose own IAM policy allows it too.
   * @default none: then `roleArns` must name someone
   */
  services?: KeyService[]
  /** Roles that use the key directly, not through a service, by a name of yours. They need an IAM policy too. */
  roleArns?: Record<string, pulumi.Input<string>>
  /** Most sensitive data it encrypts. @default the ownership's */
  dataClass?: DataClass
}

/** The key of one institution's patient data. */
export interface KeyInstitution {
  /**
   * Roles that encrypt and decrypt, by a name of yours; nobody else does. The ARN of a role that is
   * made later is fine, since roles are matched by condition. None: nobody can read the data.
   */
  roleArns: Record<string, pulumi.Input<string>>
  /** Roles that decrypt only, e.g. a training that reads. @default none */
  readerRoleArns?: Record<string, pulumi.Input<string>>
  /** Roles that encrypt only, e.g. an uploader (not for multipart uploads, which S3 decrypts). */
  writerRoleArns?: Record<string, pulumi.Input<string>>
  /** Services the roles use it through: S3, Sqs or SecretsManager. @default [KeyService.S3] */
  services?: KeyService[]
}

/** Arguments of {@link Keys}. */
export interface KeysArgs {
  ownership: Ownership
  /** Account of the keys, 12 digits. */
  accountId: pulumi.Input<string>
  /** Region of the keys, e.g. `eu-central-1`; also the one they are made in. */
  region: string
  /** Keys by purpose. Each costs 1 USD a month. @default {} */
  purposes?: Record<string, KeyPurpose>
  /** Keys by institution. Each costs 1 USD a month. @default {} */
  institutions?: Record<string, KeyInstitution>
  /**
   * What aliases start with after `alias/`. An alias is unique in account and region.
   * @default "<environment>/<name>"
   */
  aliasPrefix?: string
  /** Keeps Pulumi from deleting the keys, and what they encrypt with them. @default true */
  protect?: boolean
}

/**
 * Customer-managed KMS keys: one for each purpose, one for each institution, so that access can be
 * cut (and data made unreadable) without touching anyone else's.
 *
 * Makes a key and an alias each; keys rotate every 365 days and wait 30 days before they are deleted.
 * Their policies let the account administer but not decrypt; an institution's key is used by its named
 * roles alone. Cost: 1 USD a month and key, 1 USD more after each of the first two rotations, and
 * 0.03 USD for 10 000 requests (KMS price list).
 *
 * It makes no IAM policies: whoever uses a key allows itself `kms:Decrypt` on that key's ARN.
 *
 * @example
 * const keys = new Keys('keys', {
 *   ownership: { owner: 'platform', environment: 'dev' },
 *   accountId: '123456789012',
 *   region: 'eu-central-1',
 *   purposes: { database: { services: [KeyService.Rds, KeyService.SecretsManager, KeyService.Logs] } },
 *   institutions: { ukhd: { roleArns: { intake: intakeRole.arn } } },
 * })
 * const database = keys.purpose('database')
 */
export class Keys extends pulumi.ComponentResource {
  /** ARNs of the keys by purpose. */
  readonly purposeArns: pulumi.Output<Record<string, string>>
  /** ARNs of the keys by institution. */
  readonly institutionArns: pulumi.Output<Record<string, string>>
  /** Aliases by purpose, e.g. `alias/prod/keys/database`. */
  readonly purposeAliases: pulumi.Output<Record<string, string>>
  /** Aliases by institution. */
  readonly institutionAliases: pulumi.Output<Record<string, string>>

  constructor(name: string, args: KeysArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planKeys(name, args)
    super('dataspace:index:Keys', name, {}, opts)
    const make = (planned: PlannedKey) => keyWithAlias(this, { name, args, planned })
    const purposes = Object.entries(plan.purposes).map(
      ([key, planned]) => [key, make(planned)] as const,
    )
    const institutions = Object.entries(plan.institutions).map(
      ([key, planned]) => [key, make(planned)] as const,
    )
    MADE.set(this, {
      purposes: Object.fromEntries(purposes),
      institutions: Object.fromEntries(institutions),
    })
    this.purposeArns = outputs(purposes, ({ arn }) => arn)
    this.institutionArns = outputs(institutions, ({ arn }) => arn)
    this.purposeAliases = outputs(purposes, ({ alias }) => alias)
    this.institutionAliases = outputs(institutions, ({ alias }) => alias)
    this.registerOutputs({
      purposeArns: this.purposeArns,
      institutionArns: this.institutionArns,
      purposeAliases: this.purposeAliases,
      institutionAliases: this.institutionAliases,
    })
  }

  /** The key of a purpose. @throws Error naming the purposes there are. */
  purpose(key: string): KeyRef {
    return found('purpose', key, MADE.get(this)?.purposes)
  }

  /** The key of an institution. @throws Error naming the institutions there are. */
  institution(key: string): KeyRef {
    return found('institution', key, MADE.get(this)?.institutions)
  }
}

interface MadeKey {
  arn: pulumi.Output<string>
  alias: pulumi.Output<string>
}

/** Keys by component, beside it: a class field would become an output of the component's schema. */
const MADE = new WeakMap<Keys, Record<'purposes' | 'institutions', Record<string, MadeKey>>>()

interface KeyChild {
  readonly name: string
  readonly args: KeysArgs
  readonly planned: PlannedKey
}

function keyWithAlias(parent: Keys, { name, args, planned }: KeyChild): MadeKey {
  const { protect = true, region, ownership } = args
  const { institution, dataClass } = planned
  const tags = { name: `${name}-${planned.role}`, dataClass, ...(institution && { institution }) }
  const key = new aws.kms.Key(
    `${name}-${planned.role}`,
    {
      description: planned.description,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: pulumi.jsonStringify(policyOf(args, planned)),
      region,
      tags: tagsOf(ownership, tags),
    },
    { parent, protect },
  )
  const aliasArgs = { name: planned.alias, targetKeyId: key.keyId, region }
  const alias = new aws.kms.Alias(`${name}-${planned.role}-alias`, aliasArgs, { parent })
  return { arn: key.arn, alias: alias.name }
}

function policyOf({ accountId, region }: KeysArgs, planned: PlannedKey) {
  const { spec, services, institution } = planned
  const roleArns = pulumi.all(Object.values(spec.roleArns ?? {}))
  const { readerRoleArns = {}, writerRoleArns = {} }: Partial<KeyInstitution> = spec
  const limited = [readerRoleArns, writerRoleArns].map((roles) => pulumi.all(Object.values(roles)))
  return pulumi
    .all([accountId, roleArns, pulumi.all(limited)])
    .apply(([account, roles, [readers = [], writers = []]]) => {
      const named = { roleArns: roles, readerRoleArns: readers, writerRoleArns: writers }
      const use: KeyUse = { accountId: account, region, services, ...named }
      return institution === undefined ? purposeKeyPolicy(use) : institutionKeyPolicy(use)
    })
}

const outputs = (
  made: readonly (readonly [string, MadeKey])[],
  pick: (key: MadeKey) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> =>
  pulumi.all(Object.fromEntries(made.map(([key, value]) => [key, pick(value)])))

function found(kind: string, key: string, made: Record<string, MadeKey> = {}): KeyRef {
  const one = made[key]
  if (one) return { arn: one.arn }
  const known = Object.keys(made).join(', ') || 'none'
  throw new pulumi.RunError(`Keys: there is no ${kind} "${key}"; there are ${known}`)
}
