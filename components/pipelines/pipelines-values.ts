import * as pulumi from '@pulumi/pulumi'
import { DATABASE_CERTIFICATES } from '../postgres-access.ts'
import { AIRFLOW_VERSION } from '../versions.ts'
import { componentValues } from './component-values.ts'
import type { PipelinesAddress } from './pipelines-args.ts'

/** Authentication manager whose tables the migration makes, too. */
export const AUTH_MANAGER = 'airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager'

/** User of Airflow's image, which owns its files, and a group of its own: not root's. */
export const AIRFLOW_USER = { id: 50_000, group: 50_000 } as const

/** What the chart's values depend on. */
export interface AirflowScope {
  readonly repository: pulumi.Input<string>
  /** `sha256:…` */
  readonly digest: pulumi.Input<string>
  /** Name of the Secrets: Airflow's address of its database, its keys, the client's secret. */
  readonly secrets: {
    readonly database: pulumi.Input<string>
    readonly keys: pulumi.Input<string>
    readonly signIn?: pulumi.Input<string>
    /** With `AIRFLOW_CONN_AWS_DEFAULT`. */
    readonly storage: pulumi.Input<string>
  }
  /** Changes with what is in the Secrets, so that pods roll. */
  readonly fingerprint: pulumi.Input<string>
  /** ConfigMap with the database's certificate authorities, if any. */
  readonly certificates: pulumi.Input<string> | undefined
  /** `s3://…` */
  readonly logs: pulumi.Input<string>
  readonly labels: Record<string, string>
  /** Variables that the DAGs read. */
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>
  readonly address?: PipelinesAddress
  /** Names of the service accounts that have roles in AWS. */
  readonly accounts: { readonly workers: string; readonly page: string }
}

/**
 * Values of Airflow's chart 1.22: KubernetesExecutor, no subchart, nothing by Helm hooks, no secret in
 * the values, every pod within the restricted standard.
 * https://airflow.apache.org/docs/helm-chart/1.22.0/parameters-ref.html
 */
export function airflowValues(scope: AirflowScope): Record<string, unknown> {
  return {
    executor: 'KubernetesExecutor',
    airflowVersion: AIRFLOW_VERSION,
    ...imageValues(scope),
    labels: scope.labels,
    enableServiceLinks: false,
    airflowPodAnnotations: { 'dataspace/secrets': scope.fingerprint },
    ...secretValues(scope),
    ...SWITCHED_OFF,
    ...securityValues(),
    ...certificateValues(scope.certificates),
    env: Object.entries(scope.environment).map(([name, value]) => ({ name, value })),
    secret: [
      {
        envName: 'AIRFLOW_CONN_AWS_DEFAULT',
        secretName: scope.secrets.storage,
        secretKey: 'connection',
      },
    ],
    ...componentValues(scope),
    config: configValues(scope),
  }
}

/** The executor joins repository and tag by itself, so the digest is part of the tag. */
function imageValues({ repository, digest }: AirflowScope) {
  const tag = pulumi.interpolate`${AIRFLOW_VERSION}@${digest}`
  const image = { repository, tag, pullPolicy: 'IfNotPresent' }
  return { images: { airflow: image, pod_template: image } }
}

/** The chart makes none itself: those would change with every upgrade, and break tasks' tokens. */
function secretValues({ secrets }: AirflowScope) {
  return {
    // Without a name for the broker, which this executor has not, the chart makes one by a hook.
    data: { metadataSecretName: secrets.database, brokerUrlSecretName: secrets.database },
    fernetKeySecretName: secrets.keys,
    apiSecretKeySecretName: secrets.keys,
    jwtSecretName: secrets.keys,
    // Tasks have no business with Airflow's database.
    enableBuiltInSecretEnvVars: { AIRFLOW_CONN_AIRFLOW_DB: false },
  }
}

/** What is not used, or done otherwise: the migration is a Job of the component's own. */
const SWITCHED_OFF = {
  createUserJob: { enabled: false, useHelmHooks: false, applyCustomEnv: false },
  migrateDatabaseJob: { enabled: false, useHelmHooks: false, applyCustomEnv: false },
  postgresql: { enabled: false },
  pgbouncer: { enabled: false },
  redis: { enabled: false },
  flower: { enabled: false },
  statsd: { enabled: false },
  webserver: { enabled: false },
  // No task defers itself.
  triggerer: { enabled: false },
  // The component has its own, for both directions.
  networkPolicies: { enabled: false },
  dags: { persistence: { enabled: false }, gitSync: { enabled: false } },
  logs: { persistence: { enabled: false } },
}

/** The restricted standard, but for a root file system that Airflow writes to. */
function securityValues() {
  const { id, group } = AIRFLOW_USER
  const seccompProfile = { type: 'RuntimeDefault' }
  return {
    uid: id,
    gid: group,
    securityContexts: {
      pod: { runAsNonRoot: true, runAsUser: id, runAsGroup: group, fsGroup: group, seccompProfile },
      containers: {
        allowPrivilegeEscalation: false,
        runAsNonRoot: true,
        capabilities: { drop: ['ALL'] },
        seccompProfile,
      },
    },
  }
}

function certificateValues(certificates: pulumi.Input<string> | undefined) {
  if (certificates === undefined) return {}
  return {
    volumes: [{ name: 'database-ca', configMap: { name: certificates } }],
    volumeMounts: [{ name: 'database-ca', mountPath: DATABASE_CERTIFICATES, readOnly: true }],
  }
}

/** Settings of Airflow; the chart writes them into `airflow.cfg`. */
function configValues({ repository, digest, logs, address }: AirflowScope) {
  return {
    core: {
      auth_manager: AUTH_MANAGER,
      load_examples: 'False',
      // Schedules hold from the first day on.
      dags_are_paused_at_creation: 'False',
    },
    api: {
      workers: '2',
      ...(address !== undefined && { base_url: `https://${address.hostName}` }),
    },
    logging: {
      remote_logging: 'True',
      remote_base_log_folder: logs,
      remote_log_conn_id: 'aws_default',
      delete_local_logs: 'True',
    },
    kubernetes_executor: {
      worker_container_repository: repository,
      worker_container_tag: pulumi.interpolate`${AIRFLOW_VERSION}@${digest}`,
    },
  }
}
