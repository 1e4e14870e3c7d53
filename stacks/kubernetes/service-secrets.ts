import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { labelsOf } from '../../components/kubernetes-labels.ts'
import { DataClass } from '../../components/ownership.ts'
import type { PostgresAccess } from '../../components/postgres-access.ts'
import type { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import type { PredictionSignIn } from '../../components/prediction-service/prediction-service-args.ts'
import type { KubernetesGround } from './ground.ts'

/** Name of the Secret that the service's pods wait for. */
export const SERVICE_SECRETS = 'prediction-secrets'

/** What others need of the service's secrets. */
export interface ServiceSecrets {
  /** Key of the audit trail, for commands that write into it. */
  readonly auditKey: pulumi.Output<string>
}

/** What the Secret is made for. */
export interface SecretsGround {
  readonly service: PredictionService
  readonly database: PostgresAccess
  /** Application at the provider, where people sign in to the console there. */
  readonly signIn: PredictionSignIn | undefined
}

/**
 * Makes the Secret of the service: random values that, beside it, only the state knows, and the
 * database's user and password. A database keeps the audit key that it was started with, so the key is
 * protected as data is.
 */
export function makeServiceSecrets(
  { settings, ownership }: KubernetesGround,
  { service, database, signIn }: SecretsGround,
): ServiceSecrets {
  const randomValue = (role: string, protect = false): pulumi.Output<string> =>
    new random.RandomPassword(
      `prediction-${role}`,
      { length: 48, special: false },
      { parent: service, protect },
    ).result
  const auditKey = randomValue('audit', settings.protect)
  const apiKeys = Object.keys(settings.institutions).map(
    (id) => [`api-key-${id}`, randomValue(`api-key-${id}`)] as const,
  )
  const labels = labelsOf(
    { ...ownership, dataClass: DataClass.Confidential },
    { application: 'prediction-service', instance: 'prediction' },
  )
  new k8s.core.v1.Secret(
    SERVICE_SECRETS,
    {
      metadata: { name: SERVICE_SECRETS, namespace: service.namespace, labels },
      stringData: {
        'jwt-secret': randomValue('jwt'),
        'audit-key': auditKey,
        'admin-password': randomValue('admin'),
        ...Object.fromEntries(apiKeys),
        'database-username': database.user,
        'database-password': database.password,
        ...(signIn?.clientSecret !== undefined && { 'oidc-client-secret': signIn.clientSecret }),
      },
    },
    { parent: service },
  )
  return { auditKey }
}
