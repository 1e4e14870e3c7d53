import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { computeOf, hardenedAs, restrictedPod, spreadOver } from '../namespace/restricted-pod.ts'
import { storageUrl } from '../object-storage-access.ts'
import { ADDRESS_BY_SERVICE, DATABASE_CERTIFICATES } from '../postgres-access.ts'
import type { TrackingArgs } from './tracking-args.ts'
import { TRACKING_PORT, type TrackingPlan } from './tracking-plan.ts'

type PodSpec = k8s.types.input.core.v1.PodSpec
type Container = k8s.types.input.core.v1.Container

/** User of `images/mlflow`. */
const ID = 10_002

/** Folder of the database's access, and of the storage's key if there is one. */
const SECRETS = '/run/secrets/access'

/** Variables by name. */
export type Variables = Record<string, pulumi.Input<string>>

/** What a pod's shape depends on, beside the plan. */
export interface TrackingPodParts {
  readonly args: TrackingArgs
  readonly plan: TrackingPlan
  readonly serviceAccount: pulumi.Input<string>
  /** Secret with the files of the folder above. */
  readonly secret: pulumi.Input<string>
  /** ConfigMap with the variables. */
  readonly settings: pulumi.Input<string>
  /** ConfigMap with the database's certificate authorities, if any. */
  readonly certificates: pulumi.Input<string> | undefined
  readonly selector: Record<string, string>
}

/**
 * MLflow's own variables, none of them secret.
 * https://mlflow.org/docs/latest/api_reference/cli.html#mlflow-server
 */
export function trackingVariables(args: TrackingArgs, plan: TrackingPlan): Variables {
  const { endpoint, region, credentials } = args.artifacts
  return {
    MLFLOW_BACKEND_STORE_URI: ADDRESS_BY_SERVICE,
    PGSERVICEFILE: `${SECRETS}/pg_service.conf`,
    MLFLOW_ARTIFACTS_DESTINATION: storageUrl(args.artifacts),
    MLFLOW_SERVE_ARTIFACTS: 'true',
    MLFLOW_HOST: '0.0.0.0',
    MLFLOW_PORT: String(TRACKING_PORT),
    // Each worker takes 250 MiB; replicas give parallelism.
    MLFLOW_WORKERS: '1',
    // Eight more processes, for evaluations that nobody starts here.
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    MLFLOW_SERVER_ALLOWED_HOSTS: plan.allowedHosts.join(','),
    ...(plan.origins.length > 0 && {
      MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: plan.origins.join(','),
    }),
    MLFLOW_DISABLE_TELEMETRY: 'true',
    AWS_REGION: region,
    ...(endpoint !== undefined && { MLFLOW_S3_ENDPOINT_URL: endpoint }),
    ...(credentials !== undefined && {
      AWS_SHARED_CREDENTIALS_FILE: `${SECRETS}/aws-credentials`,
    }),
    ...HOME,
  }
}

/** A user without an entry in /etc/passwd, whose one writable folder is /tmp. */
const HOME = { HOME: '/tmp', USER: 'mlflow', PYTHONDONTWRITEBYTECODE: '1' }

/** The pod of the server. */
export function serverPod(parts: TrackingPodParts): PodSpec {
  const { plan } = parts
  return {
    ...restrictedPod(parts.serviceAccount, ID),
    terminationGracePeriodSeconds: 45,
    topologySpreadConstraints: spreadOver(parts.selector, plan.spreadZones),
    containers: [
      {
        // Without a command: the image's start checks all variables at once, and says what is wrong.
        ...container(parts, 'mlflow'),
        ports: [{ name: 'http', containerPort: TRACKING_PORT }],
        // Requests go on arriving until every proxy has heard that the pod is leaving.
        lifecycle: { preStop: { sleep: { seconds: 10 } } },
        startupProbe: { ...readiness(plan), periodSeconds: 5, failureThreshold: 60 },
        readinessProbe: { ...readiness(plan), periodSeconds: 10, failureThreshold: 3 },
        livenessProbe: {
          // Answers under any host name, and without the database.
          httpGet: { path: '/version', port: 'http' },
          timeoutSeconds: 5,
          periodSeconds: 20,
          failureThreshold: 6,
        },
      },
    ],
    volumes: volumes(parts),
  }
}

/** The pod that brings the database's schema to the image's version. */
export function migrationPod(parts: TrackingPodParts): PodSpec {
  return {
    ...restrictedPod(parts.serviceAccount, ID),
    restartPolicy: 'Never',
    containers: [
      {
        ...container(parts, 'migrate'),
        command: ['mlflow', 'db', 'upgrade'],
        args: ['$(MLFLOW_BACKEND_STORE_URI)'],
      },
    ],
    volumes: volumes(parts),
  }
}

/**
 * Asks the database through the API, as callers do: `/health` answers even where every call would be
 * refused because its host is not among the allowed ones.
 */
const readiness = ({ allowedHosts: [host = ''] }: TrackingPlan) => ({
  httpGet: {
    path: '/api/2.0/mlflow/experiments/search?max_results=1',
    port: 'http',
    httpHeaders: [{ name: 'Host', value: host }],
  },
  timeoutSeconds: 5,
})

function container(parts: TrackingPodParts, name: string): Container {
  const { args, plan } = parts
  return {
    name,
    image: args.image.reference,
    imagePullPolicy: 'IfNotPresent',
    envFrom: [{ configMapRef: { name: parts.settings } }],
    resources: computeOf(plan.compute, '1Gi'),
    securityContext: hardenedAs(ID),
    volumeMounts: [
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'access', mountPath: SECRETS, readOnly: true },
      ...(parts.certificates === undefined
        ? []
        : [{ name: 'certificates', mountPath: DATABASE_CERTIFICATES, readOnly: true }]),
    ],
  }
}

function volumes({ secret, certificates }: TrackingPodParts): k8s.types.input.core.v1.Volume[] {
  return [
    // Artifacts on their way through the server.
    { name: 'tmp', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'access', secret: { secretName: secret, defaultMode: 0o440 } },
    ...(certificates === undefined
      ? []
      : [{ name: 'certificates', configMap: { name: certificates, defaultMode: 0o444 } }]),
  ]
}
