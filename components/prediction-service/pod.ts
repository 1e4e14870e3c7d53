import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { CERTIFICATES, SHUTDOWN_SECONDS, type Variables } from './environment.ts'
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
  readonly selector: Record<string, string>
}

/** The pod of the service. */
export function servicePod(parts: PodParts): PodSpec {
  const { plan, settings } = parts
  return {
    ...restricted(parts.serviceAccount),
    // Above drain plus shutdown, or the kubelet kills what still works.
    terminationGracePeriodSeconds: plan.drainSeconds + SHUTDOWN_SECONDS + 5,
    topologySpreadConstraints: spread(plan, parts.selector),
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
          ...mounts(parts),
        ],
      },
    ],
    volumes: [parts.secrets.service, ...volumes(parts)],
  }
}

/** The pod that migrates the database: it sees the database's secrets alone. */
export function migrationPod(parts: PodParts, variables: Variables): PodSpec {
  return {
    ...restricted(parts.serviceAccount),
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

function restricted(serviceAccountName: pulumi.Input<string>): Omit<PodSpec, 'containers'> {
  return {
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: ID,
      runAsGroup: ID,
      fsGroup: ID,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
  }
}

function container({ plan, image }: PodParts, name: string): Container {
  const { cpuRequest, memoryRequest, cpuLimit, memoryLimit } = plan.resources
  return {
    name,
    image,
    imagePullPolicy: 'IfNotPresent',
    resources: {
      requests: { cpu: cpuRequest, memory: memoryRequest, 'ephemeral-storage': '64Mi' },
      limits: { cpu: cpuLimit, memory: memoryLimit, 'ephemeral-storage': '512Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: ID,
      runAsGroup: ID,
      capabilities: { drop: ['ALL'] },
      // On the container too: some scanners read only there.
      seccompProfile: { type: 'RuntimeDefault' },
    },
  }
}

/** `/readyz` answers within 2 s by itself. */
const probe = (path: string) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 3 })

function spread({ spreadZones }: PredictionPlan, selector: Record<string, string>) {
  const over = (topologyKey: string, whenUnsatisfiable: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: selector },
    // Counts the pods of one release: those of the last one are leaving.
    matchLabelKeys: ['pod-template-hash'],
  })
  const nodes = over('kubernetes.io/hostname', 'ScheduleAnyway')
  return spreadZones ? [over('topology.kubernetes.io/zone', 'DoNotSchedule'), nodes] : [nodes]
}

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
