import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { labelsOf } from '../../components/kubernetes-labels.ts'
import {
  credentialsFile,
  type ObjectStorageAccess,
  storageUrl,
} from '../../components/object-storage-access.ts'
import { Pipelines } from '../../components/pipelines/pipelines.ts'
import type { PipelinesAddress } from '../../components/pipelines/pipelines-args.ts'
import type { PostgresAccess } from '../../components/postgres-access.ts'
import type { Tracking } from '../../components/tracking/tracking.ts'
import { makeWorkspace, WORKSPACE } from '../on-cluster/workspace.ts'
import type { DatabasePart } from './database.ts'
import { type KubernetesGround, NAMESPACES } from './ground.ts'
import { makeIngress } from './ingress.ts'
import type { StoragePart } from './object-storage.ts'
import { type ServicePart, wantedImage } from './service.ts'
import type { SignInPart } from './sign-in.ts'

/** What Airflow is put on. */
export interface PipelinesGround {
  readonly database: DatabasePart
  readonly storage: StoragePart | undefined
  readonly signIn: SignInPart | undefined
  readonly tracking: Tracking | undefined
  readonly service: ServicePart
}

/** Secret that tasks mount at `/secrets`; of each key the DAGs make a variable `<key>_FILE`. */
const TASK_SECRETS = 'pipeline-tasks'

/** Makes Airflow and what its tasks need, if the settings ask for it. */
export function makePipelines(
  ground: KubernetesGround,
  parts: PipelinesGround,
): Pipelines | undefined {
  const { settings, ownership, inCluster } = ground
  const { pipelines: wanted, kubernetes } = settings
  const { storage, tracking } = parts
  if (!wanted.enabled || storage === undefined || tracking === undefined) return undefined
  const address = addressOf(ground, parts.signIn)
  const database = parts.database('dataspace')
  const pipelines = new Pipelines(
    'pipelines',
    {
      ownership,
      namespace: NAMESPACES.pipelines,
      image: { reference: wantedImage(wanted.image) },
      database: parts.database('airflow'),
      logs: storage('airflow-logs'),
      tasks: {
        image: { reference: wantedImage(wanted.taskImage) },
        environment: {
          ...taskEnvironment(ground, database),
          DVC_REMOTE_URL: storageUrl(storage('dvc')),
          MLFLOW_TRACKING_URI: tracking.url,
        },
      },
      ...(address !== undefined && { address }),
      egress: [
        { name: 'tracking', to: [{ namespace: NAMESPACES.tracking }], port: 5000 },
        // Tasks ask the service's database about served predictions and outcomes.
        { name: 'service-database', to: database.peers, port: databasePort(ground) },
      ],
    },
    inCluster,
  )
  makeWorkspace(ground, pipelines, kubernetes.storageClass)
  makeTaskSecrets(ground, pipelines, { ...parts, database, storage: storage('dvc') })
  if (address !== undefined)
    makeIngress(ground, {
      name: 'pipelines',
      hostName: address.hostName,
      of: pipelines,
      port: 8080,
    })
  return pipelines
}

function addressOf(
  { settings }: KubernetesGround,
  signIn: SignInPart | undefined,
): PipelinesAddress | undefined {
  const { ingress } = settings.kubernetes
  if (signIn === undefined || ingress.pipelines === undefined) return undefined
  return {
    hostName: ingress.pipelines,
    callers: [{ namespace: ingress.namespace }],
    signIn: signIn.ref,
    adminGroups: signIn.adminGroups,
  }
}

const databasePort = ({ settings }: KubernetesGround): number =>
  settings.kubernetes.postgres.external?.port ?? 5432

/** Variables of the tasks, none of them a secret. */
function taskEnvironment({ settings }: KubernetesGround, database: PostgresAccess) {
  const { host, port, databaseName, user, certificates } = database
  const tls =
    certificates === undefined
      ? 'sslmode=no-verify'
      : 'sslmode=verify-full&sslrootcert=/secrets/DATABASE_CA'
  const institutions = Object.entries(settings.institutions).map(([id, { name, location }]) => {
    return { id, name, location }
  })
  return {
    PIPELINE_VOLUME_CLAIM: WORKSPACE,
    PIPELINE_SECRET: TASK_SECRETS,
    PIPELINE_SECRET_KEYS: 'DATABASE_PASSWORD,AUDIT_KEY,AWS_SHARED_CREDENTIALS,AWS_CONFIG',
    DATABASE_URL: pulumi.interpolate`postgres://${host}:${port}/${databaseName}?${tls}`,
    DATABASE_USERNAME: user,
    INSTITUTIONS: JSON.stringify(institutions),
  }
}

/**
 * The tasks' secrets as files. The names make the DAGs' `<key>_FILE` the very variables by which the
 * AWS SDK, and DVC with it, finds its key and the storage's address.
 */
function makeTaskSecrets(
  { ownership }: KubernetesGround,
  pipelines: Pipelines,
  of: { database: PostgresAccess; storage: ObjectStorageAccess; service: ServicePart },
): void {
  const { database, storage, service } = of
  const { certificates } = database
  new k8s.core.v1.Secret(
    TASK_SECRETS,
    {
      metadata: {
        name: TASK_SECRETS,
        namespace: pipelines.namespace,
        labels: labelsOf(ownership, { application: 'pipelines', instance: TASK_SECRETS }),
      },
      stringData: {
        DATABASE_PASSWORD: database.password,
        AUDIT_KEY: service.secrets.auditKey,
        ...(certificates !== undefined && { DATABASE_CA: certificates }),
        ...(storage.credentials !== undefined && {
          AWS_SHARED_CREDENTIALS: credentialsFile(storage.credentials),
        }),
        AWS_CONFIG: pulumi.interpolate`[default]\nregion = ${storage.region}\nendpoint_url = ${storage.endpoint}\n`,
      },
    },
    { parent: pipelines },
  )
}
