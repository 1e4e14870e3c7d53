import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { computeOf, hardenedAs, restrictedPod, spreadOver } from '../namespace/restricted-pod.ts'
import { CERTIFICATES, PLAN_FOLDER, SHUTDOWN_SECONDS, type Variables } from './environment.ts'
import type { PredictionPlan } from './plan.ts'
import { DATABASE_SECRETS, SERVICE_SECRETS } from './secret-files.ts'

type PodSpec = k8s.types.input.core.v1.PodSpec
type Container = k8s.types.input.core.v1.Container
type Volume = k8s.types.input.core.v1.Volume

/** Port of the API and of the metrics, as the image has them. */
export const PORTS = { http: 8000, metrics: 8001 } as const

/** User and group of the image. */
const ID = 10_001

/** What a pod's shape depends on, beside the plan. */
export interface PodParts {
  readonly plan: PredictionPlan
  readonly image: pulumi.Input<string>
  readonly serviceAccount: pulumi.Input<string>
  /** ConfigMap with the settings. */
  readonly settings: pulumi.Input<string>
  readonly secrets: { readonly service: Volume; readonly database: Volume }
  /** ConfigMap with the database's certificate authorities, if any. */
  readonly certificates: pulumi.Input<string> | undefined
  /** ConfigMap with the environment's plan, if any. */
  readonly carriedPlan: pulumi.Input<string> | undefined
  readonly selector: Record<string, string>
}

/** The pod of the service. */
export function servicePod(parts: PodParts): PodSpec {
  const { plan, settings } = parts
  return {
    ...restrictedPod(parts.serviceAccount, ID),
    // Above drain plus shutdown, or the kubelet kills what still works.
    terminationGracePeriodSeconds: plan.drainSeconds + SHUTDOWN_SECONDS + 5,
    topologySpreadConstraints: spreadOver(parts.selector, plan.spreadZones),
    containers: [
      {
        ...container(parts, 'service'),
        envFrom: [{ configMapRef: { name: settings } }],
        ports: [
          { name: 'http', containerPort: PORTS.http },
          { name: 'metrics', containerPort: PORTS.metrics },
        ],
        // Requests go on arriving until every load balancer has heard that the pod is leaving.
        lifecycle: { preStop: { sleep: { seconds: plan.drainSeconds } } },
        startupProbe: { ...probe('/readyz'), periodSeconds: 2, failureThreshold: 60 },
        readinessProbe: { ...probe('/readyz'), periodSeconds: 5, failureThreshold: 3 },
        livenessProbe: { ...probe('/livez'), periodSeconds: 10, failureThreshold: 3 },
        volumeMounts: [
          { name: 'service-secrets', mountPath: SERVICE_SECRETS, readOnly: true },
          ...(parts.carriedPlan === undefined
            ? []
            : [{ name: 'plan', mountPath: PLAN_FOLDER, readOnly: true }]),
          ...mounts(parts),
        ],
      },
    ],
    volumes: [parts.secrets.service, ...planVolume(parts), ...volumes(parts)],
  }
}

/** The pod that migrates the database: it sees the database's secrets alone. */
export function migrationPod(parts: PodParts, variables: Variables): PodSpec {
  return {
    ...restrictedPod(parts.serviceAccount, ID),
    restartPolicy: 'Never',
    containers: [
      {
        ...container(parts, 'migrate'),
        args: ['migrate', '--json'],
        env: Object.entries(variables).map(([name, value]) => ({ name, value })),
        volumeMounts: mounts(parts),
      },
    ],
    volumes: volumes(parts),
  }
}

function container({ plan, image }: PodParts, name: string): Container {
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    resources: computeOf(plan.resources, '512Mi'),
    securityContext: hardenedAs(ID),
  }
}

/** `/readyz` answers within 2 s by itself. */
const probe = (path: string) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 3 })

/** Writable folders, the database's secrets and its certificate authorities. */
function mounts({ certificates }: PodParts) {
  return [
    { name: 'database-secrets', mountPath: DATABASE_SECRETS, readOnly: true },
    { name: 'data', mountPath: '/data' },
    { name: 'tmp', mountPath: '/tmp' },
    ...(certificates === undefined
      ? []
      : [{ name: 'certificates', mountPath: CERTIFICATES, readOnly: true }]),
  ]
}

const planVolume = ({ carriedPlan }: PodParts): Volume[] =>
  carriedPlan === undefined
    ? []
    : [{ name: 'plan', configMap: { name: carriedPlan, defaultMode: 0o444 } }]

function volumes({ secrets, certificates }: PodParts): Volume[] {
  return [
    secrets.database,
    { name: 'data', emptyDir: { sizeLimit: '64Mi' } },
    { name: 'tmp', emptyDir: { sizeLimit: '128Mi' } },
    ...(certificates === undefined
      ? []
      : [{ name: 'certificates', configMap: { name: certificates, defaultMode: 0o444 } }]),
  ]
}
