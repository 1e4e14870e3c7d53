import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { rdsCertificates } from '../../components/database/certificates.ts'
import type { Database } from '../../components/database/database.ts'
import { labelsOf } from '../../components/kubernetes-labels.ts'
import type { Pipelines } from '../../components/pipelines/pipelines.ts'
import type { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import { WorkloadIdentity } from '../../components/workload-identity/workload-identity.ts'
import { NAMESPACES } from '../on-cluster/namespaces.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'

/** Name of the service account, the secrets' class and the certificates of tasks that use the service's database. */
export const TASK_ACCESS = 'service-database'

const CERTIFICATES = '/etc/dataspace/database'

/** Files that these tasks see, by secret: names of the service's variables, without `_FILE`. */
const DATABASE_FILES = { DATABASE_USERNAME: 'username', DATABASE_PASSWORD: 'password' }
const SERVICE_FILES = { AUDIT_KEY: 'auditKey' }

/** Variables by which the DAGs let a task use the service's database, none of them secret. */
export function taskAccessVariables(
  { settings }: Foundation,
  database: Database,
): Record<string, pulumi.Input<string>> {
  const { host, port, databaseName } = database
  const institutions = Object.entries(settings.institutions).map(([id, { name, location }]) => {
    return { id, name, location }
  })
  return {
    PIPELINE_DATABASE_ACCESS: TASK_ACCESS,
    PIPELINE_DATABASE_SECRETS: [DATABASE_FILES, SERVICE_FILES].flatMap(Object.keys).join(','),
    DATABASE_URL: pulumi.interpolate`postgres://${host}:${port}/${databaseName}?sslmode=verify-full&sslrootcert=${CERTIFICATES}/ca.pem`,
    INSTITUTIONS: JSON.stringify(institutions),
  }
}

/**
 * Lets the tasks that decide on a model and look for drift into the service's database, as the service
 * itself: they write its audit trail, whose chain has a key. Other tasks run under another account.
 */
export function makeTaskAccess(
  foundation: Foundation,
  ground: {
    cluster: ClusterPart
    database: Database
    service: PredictionService
    pipelines: Pipelines
  },
): void {
  const { settings, ownership } = foundation
  const { database, service, pipelines, cluster } = ground
  const options = { parent: pipelines }
  const metadata = {
    name: TASK_ACCESS,
    namespace: pipelines.namespace,
    labels: labelsOf(ownership, { application: 'pipelines', instance: TASK_ACCESS }),
  }
  const name = `pipelines-${TASK_ACCESS}`
  const account = { metadata, automountServiceAccountToken: false }
  new k8s.core.v1.ServiceAccount(name, account, options)
  const ca = { 'ca.pem': rdsCertificates(settings.region) }
  new k8s.core.v1.ConfigMap(name, { metadata, data: ca }, options)
  const secrets = [
    { arn: database.secretArn, alias: 'database.json', files: DATABASE_FILES },
    { arn: service.secretArns.service, alias: 'service.json', files: SERVICE_FILES },
  ]
  const objects = secrets.map(({ arn, alias, files }) => ({
    objectName: arn,
    objectAlias: alias,
    jmesPath: Object.entries(files).map(([objectAlias, path]) => ({ path, objectAlias })),
  }))
  new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata,
      spec: {
        provider: 'aws',
        parameters: {
          region: settings.region,
          usePodIdentity: 'true',
          objects: pulumi.jsonStringify(objects),
        },
      },
    },
    options,
  )
  new WorkloadIdentity(
    name,
    {
      ownership,
      cluster: cluster.cluster,
      namespace: NAMESPACES.pipelines,
      serviceAccount: TASK_ACCESS,
      statements: readingSecrets(
        foundation,
        secrets.map(({ arn }) => arn),
      ),
    },
    options,
  )
}

/** Reading these secrets alone, each with its key through Secrets Manager. */
function readingSecrets({ settings, keys }: Foundation, arns: pulumi.Input<string>[]) {
  return [
    {
      sid: 'ReadSecretsOfTheService',
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resources: arns,
    },
    {
      sid: 'DecryptThem',
      actions: ['kms:Decrypt'],
      resources: [keys.purpose('database').arn, keys.purpose('secrets').arn],
      conditions: [
        {
          operator: 'StringEquals',
          key: 'kms:ViaService',
          values: [`secretsmanager.${settings.region}.amazonaws.com`],
        },
      ],
    },
  ]
}
