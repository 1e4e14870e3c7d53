import { Monitoring } from '../../components/monitoring/monitoring.ts'
import type {
  MonitoringAccess,
  MonitoringAlerts,
} from '../../components/monitoring/monitoring-args.ts'
import { existingSecret } from './existing-secret.ts'
import { type KubernetesGround, NAMESPACES } from './ground.ts'
import { ingressAnnotations } from './ingress.ts'
import type { SignInPart } from './sign-in.ts'

/** Makes Prometheus, Alertmanager and Grafana, if the settings ask for it. */
export function makeMonitoring(
  ground: KubernetesGround,
  signIn: SignInPart | undefined,
): Monitoring | undefined {
  const { settings, ownership, inCluster } = ground
  const { monitoring: wanted, tracking, kubernetes } = settings
  if (!wanted.enabled) return undefined
  const { storageClass, nodeCidrs } = kubernetes
  const access = accessOf(ground, signIn)
  const mlflow = { name: 'mlflow', url: `http://tracking.${NAMESPACES.tracking}.svc:5000/health` }
  return new Monitoring(
    'monitoring',
    {
      ownership,
      namespace: NAMESPACES.monitoring,
      alerts: alertsOf(ground),
      nodes: nodeCidrs.map((cidr) => ({ cidr })),
      probes: tracking.enabled ? [mlflow] : [],
      retentionDays: wanted.retentionDays,
      storageGib: wanted.storageGib,
      ...(storageClass !== undefined && { storageClassName: storageClass }),
      replicas: wanted.replicas,
      ...(access !== undefined && { access }),
    },
    inCluster,
  )
}

function alertsOf(ground: KubernetesGround): MonitoringAlerts {
  const { webhook, webhookSecret } = ground.settings.kubernetes.alerts
  if (webhookSecret !== undefined)
    return { webhook: { secretUrl: existingSecret(ground, 'alerts', webhookSecret)('url') } }
  return webhook === undefined ? { nowhere: true } : { webhook: { url: webhook } }
}

function accessOf(
  ground: KubernetesGround,
  signIn: SignInPart | undefined,
): MonitoringAccess | undefined {
  const { ingress } = ground.settings.kubernetes
  const { monitoring: hostName, className } = ingress
  if (hostName === undefined || className === undefined || signIn === undefined) return undefined
  return {
    hostName,
    signIn: signIn.ref,
    adminGroups: signIn.adminGroups,
    callers: [{ namespace: ingress.namespace }],
    ingressClassName: className,
    ingressAnnotations: ingressAnnotations(ground),
    tlsSecretName: ingress.certificateSecret,
  }
}
