import type { DataLake } from '../../components/bucket/data-lake.ts'
import { rdsCertificates } from '../../components/database/certificates.ts'
import type { Database } from '../../components/database/database.ts'
import { DatabaseRoles } from '../../components/database-roles/database-roles.ts'
import { Pipelines } from '../../components/pipelines/pipelines.ts'
import type { SignInRef } from '../../components/sign-in-proxy/sign-in-ref.ts'
import { Tracking } from '../../components/tracking/tracking.ts'
import { NAMESPACES } from '../on-cluster/namespaces.ts'
import { makeWorkspace, WORKSPACE } from '../on-cluster/workspace.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { ImagesPart } from './images.ts'
import { taskRoleName } from './key-plan.ts'
import type { NetworkPart } from './network.ts'
import { recordSources, taskStatements } from './pipeline-tasks.ts'
import { taskAccessVariables } from './task-access.ts'
import { toolAddress } from './tool-access.ts'

/** What the tools are put on. */
export interface MlGround {
  readonly place: NetworkPart
  readonly cluster: ClusterPart
  readonly database: Database
  readonly images: ImagesPart
  readonly lake: DataLake
  readonly signIn: SignInRef | undefined
}

/** The tools of an environment that its settings ask for. */
export interface MlPart {
  readonly tracking?: Tracking
  readonly pipelines?: Pipelines
}

/** Makes MLflow and Airflow, each with a role and database of its own on the environment's server. */
export function makeMl(foundation: Foundation, ground: MlGround): MlPart {
  const { tracking, pipelines } = foundation.settings
  if (!tracking.enabled) return {}
  const roles = makeRoles(foundation, ground, ['mlflow', ...(pipelines.enabled ? ['airflow'] : [])])
  const mlflow = makeTracking(foundation, ground, roles)
  if (!pipelines.enabled) return { tracking: mlflow }
  return { tracking: mlflow, pipelines: makePipelines(foundation, ground, { roles, mlflow }) }
}

const peersOf = ({ place }: MlGround) => [{ cidr: place.cidrBlock }]

function makeRoles(foundation: Foundation, ground: MlGround, roles: string[]): DatabaseRoles {
  const { settings, ownership, keys } = foundation
  const { cluster, services, inCluster } = ground.cluster
  return new DatabaseRoles(
    'database-roles',
    {
      ownership,
      server: ground.database,
      roles,
      peers: peersOf(ground),
      certificates: rdsCertificates(settings.region),
      cluster,
      region: settings.region,
      key: keys.purpose('database'),
    },
    { ...inCluster, dependsOn: [services] },
  )
}

/** A part of the bucket of artifacts. */
function artifactsOf({ settings, keys }: Foundation, { lake }: MlGround, prefix: string) {
  const { bucketName } = lake.artifacts
  return { region: settings.region, bucket: bucketName, prefix, keyArn: keys.purpose('lake').arn }
}

function makeTracking(foundation: Foundation, ground: MlGround, roles: DatabaseRoles): Tracking {
  const { settings, ownership } = foundation
  const { monitoring, pipelines, service, trackingSignIn } = NAMESPACES
  const { hostName } = settings.tracking
  const callers = [
    service,
    ...(settings.pipelines.enabled ? [pipelines] : []),
    ...(settings.monitoring.enabled ? [monitoring] : []),
    ...(hostName === undefined ? [] : [trackingSignIn]),
  ]
  return new Tracking(
    'tracking',
    {
      ownership,
      namespace: NAMESPACES.tracking,
      image: ground.images.built('mlflow', settings.tracking.image),
      database: roles.access('mlflow', peersOf(ground)),
      artifacts: artifactsOf(foundation, ground, 'mlflow'),
      aws: { cluster: ground.cluster.cluster },
      callers: callers.map((namespace) => ({ namespace })),
      replicas: settings.tracking.replicas,
      ...(hostName !== undefined && { hostNames: [hostName] }),
    },
    ground.cluster.inCluster,
  )
}

function makePipelines(
  foundation: Foundation,
  ground: MlGround,
  { roles, mlflow }: { roles: DatabaseRoles; mlflow: Tracking },
): Pipelines {
  const { settings, ownership } = foundation
  const { cluster, inCluster } = ground.cluster
  const { place, signIn } = ground
  const address = toolAddress(foundation, signIn, { ...settings.pipelines, place })
  const pipelines = new Pipelines(
    'pipelines',
    {
      ownership,
      namespace: NAMESPACES.pipelines,
      image: ground.images.built('airflow', settings.pipelines.image),
      database: roles.access('airflow', peersOf(ground)),
      logs: artifactsOf(foundation, ground, 'airflow-logs'),
      aws: { cluster },
      tasks: {
        image: ground.images.built('pipeline', settings.pipelines.taskImage),
        statements: taskStatements(foundation, ground.lake),
        roleName: taskRoleName(settings),
        environment: {
          PIPELINE_VOLUME_CLAIM: WORKSPACE,
          DVC_REMOTE_URL: ground.lake.dvcRemote,
          PIPELINE_SOURCES: recordSources(foundation, ground.lake),
          MLFLOW_TRACKING_URI: mlflow.url,
          ...taskAccessVariables(foundation, ground.database),
        },
      },
      ...(address !== undefined && { address }),
      egress: [
        { name: 'tracking', to: [{ namespace: NAMESPACES.tracking }], port: 5000 },
        { name: 'service-database', to: peersOf(ground), port: 5432 },
      ],
    },
    inCluster,
  )
  makeWorkspace(foundation, pipelines)
  return pipelines
}
