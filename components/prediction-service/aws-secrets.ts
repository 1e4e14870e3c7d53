import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import type { KeyRef } from '../keys/key-ref.ts'
import { DataClass, tagsOf } from '../ownership.ts'
import type { PredictionAws, PredictionServiceArgs } from './prediction-service-args.ts'

/** Secrets in Secrets Manager by what they are for. */
export interface AwsSecrets {
  readonly service: pulumi.Output<string>
  readonly institutions: Record<string, pulumi.Output<string>>
  /** Secret of a confidential client at the provider that people sign in by. */
  readonly signIn: pulumi.Output<string> | undefined
  /** What has to be there before a pod can read them. */
  readonly ready: pulumi.Resource[]
}

interface Making {
  readonly name: string
  readonly args: PredictionServiceArgs
  readonly aws: PredictionAws
  readonly parent: pulumi.Resource
}

/** Makes the secrets that no ARN is given for, with random values that only the state knows. */
export function makeSecrets(on: Making): AwsSecrets {
  const ready: pulumi.Resource[] = []
  const service = serviceSecret(on, ready)
  const institutions = on.args.institutions.map(
    ({ id }) => [id, institutionSecret({ ...on, id }, ready)] as const,
  )
  const signIn = signInSecret(on, ready)
  return { service, institutions: Object.fromEntries(institutions), signIn, ready }
}

function signInSecret(on: Making, ready: pulumi.Resource[]): pulumi.Output<string> | undefined {
  const { clientSecret } = on.args.signIn ?? {}
  if (clientSecret === undefined) return undefined
  return secret(
    on,
    {
      role: 'sign-in',
      key: on.aws.key,
      description: 'Secret of the prediction service at the provider that people sign in by',
      value: { clientSecret: pulumi.secret(clientSecret) },
    },
    ready,
  )
}

function serviceSecret(on: Making, ready: pulumi.Resource[]): pulumi.Output<string> {
  const { aws: settings } = on
  if (settings.serviceSecretArn !== undefined) return pulumi.output(settings.serviceSecretArn)
  const { jwt = '', admin = '' } = settings.generations ?? {}
  return secret(
    on,
    {
      role: 'service',
      key: settings.key,
      description: 'Token key, audit key and first administrator of the prediction service',
      value: {
        jwtSecret: randomValue(on, 'jwt', jwt),
        auditKey: randomValue(on, 'audit'),
        adminPassword: randomValue(on, 'admin', admin),
      },
    },
    ready,
  )
}

function institutionSecret(
  on: Making & { readonly id: string },
  ready: pulumi.Resource[],
): pulumi.Output<string> {
  const { id, aws: settings } = on
  const given = settings.institutionSecretArns?.[id]
  if (given !== undefined) return pulumi.output(given)
  const apiKey = randomValue(on, `api-key-${id}`, settings.generations?.[id] ?? '')
  return secret(
    on,
    {
      role: `api-key-${id}`,
      institution: id,
      key: settings.institutionKeys?.[id] ?? settings.key,
      description: `API key of ${id} for the prediction service`,
      value: { apiKey },
    },
    ready,
  )
}

/**
 * A random value, made anew for another generation. The audit key has none and is protected as its
 * secret is; protecting the others would refuse another generation too.
 */
const randomValue = (on: Making, role: string, generation?: string): pulumi.Output<string> =>
  new random.RandomPassword(
    `${on.name}-${role}`,
    {
      length: 48,
      special: false,
      ...(generation !== undefined && { keepers: { generation } }),
    },
    { parent: on.parent, protect: generation === undefined && (on.aws.protect ?? true) },
  ).result

interface SecretParts {
  readonly role: string
  readonly institution?: string
  readonly key: KeyRef
  readonly description: string
  readonly value: Record<string, pulumi.Output<string>>
}

function secret(on: Making, of: SecretParts, ready: pulumi.Resource[]): pulumi.Output<string> {
  const name = `${on.name}-${of.role}`
  const { institution } = of
  const kept = new aws.secretsmanager.Secret(
    name,
    {
      description: of.description,
      kmsKeyId: of.key.arn,
      tags: tagsOf(on.args.ownership, {
        name,
        dataClass: DataClass.Confidential,
        ...(institution !== undefined && { institution }),
      }),
    },
    { parent: on.parent, protect: on.aws.protect ?? true },
  )
  const version = new aws.secretsmanager.SecretVersion(
    name,
    { secretId: kept.arn, secretString: pulumi.jsonStringify(of.value) },
    { parent: on.parent },
  )
  ready.push(version)
  return kept.arn
}
