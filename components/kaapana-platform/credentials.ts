import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { DataClass, tagsOf } from '../ownership.ts'
import type { KaapanaPlatformArgs } from './kaapana-platform-args.ts'
import type { KaapanaGeneratedSecrets, KaapanaSecrets } from './kaapana-running.ts'

interface Making {
  readonly name: string
  readonly args: KaapanaPlatformArgs
  readonly parent: pulumi.Resource
}

/**
 * Draws the secrets of the first deployment and keeps them in Secrets Manager, as docs/decisions/0015
 * has it. They are drawn once: Kaapana's databases keep what they were started with, and others later
 * would lock its services out.
 */
export function makeCredentials(on: Making): KaapanaSecrets {
  const values: KaapanaGeneratedSecrets = {
    kaapanaInitPassword: password(on, 'init-password'),
    keycloakAdminPassword: password(on, 'keycloak-password'),
    minioUser: pulumi.output('kaapanaminio'),
    minioPassword: password(on, 'minio-password'),
    grafanaUser: pulumi.output('admin'),
    grafanaPassword: password(on, 'grafana-password'),
    oidcClientSecret: letters(on, 'oidc-client-secret', 32),
  }
  const kept = keep(on, values)
  return { credentialsArn: kept.secret.arn, values, ready: kept.version }
}

const protection = ({ parent, args }: Making): pulumi.CustomResourceOptions => ({
  parent,
  protect: args.protect ?? false,
})

/**
 * Keycloak asks for a letter of each case, a digit and a special character. Kaapana hands values on by
 * command lines and strips or escapes most special characters.
 */
const password = (on: Making, role: string): pulumi.Output<string> =>
  new random.RandomPassword(
    `${on.name}-${role}`,
    {
      length: 24,
      overrideSpecial: '_-',
      minLower: 2,
      minUpper: 2,
      minNumeric: 2,
      minSpecial: 1,
    },
    protection(on),
  ).result

const letters = (on: Making, role: string, length: number): pulumi.Output<string> =>
  new random.RandomPassword(
    `${on.name}-${role}`,
    { length, special: false, minLower: 4, minUpper: 4 },
    protection(on),
  ).result

function keep(on: Making, values: KaapanaGeneratedSecrets) {
  const name = `${on.name}-credentials`
  const secret = new aws.secretsmanager.Secret(
    name,
    {
      description: 'First passwords and the OpenID Connect client secret of Kaapana',
      kmsKeyId: on.args.keys.secrets.arn,
      tags: tagsOf(on.args.ownership, { name, dataClass: DataClass.Confidential }),
    },
    protection(on),
  )
  const version = new aws.secretsmanager.SecretVersion(
    name,
    { secretId: secret.arn, secretString: pulumi.jsonStringify(values) },
    { parent: on.parent },
  )
  return { secret, version }
}
