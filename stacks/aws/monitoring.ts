import { Monitoring } from '../../components/monitoring/monitoring.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { NetworkPart } from './network.ts'

/** Namespaces of the tools and of the service, by which network policies know them. */
export const NAMESPACES = {
  service: 'prediction',
  tracking: 'tracking',
  pipelines: 'pipelines',
  monitoring: 'monitoring',
} as const

/** Makes Prometheus, Alertmanager and Grafana, whose alerts go to the topic of alarms, if the settings ask for it. */
export function makeMonitoring(
  foundation: Foundation,
  { place, cluster: ground }: { place: NetworkPart; cluster: ClusterPart },
): Monitoring | undefined {
  const { settings, ownership, keys, alarms } = foundation
  const { monitoring: wanted, tracking, region } = settings
  if (!wanted.enabled) return undefined
  const { cluster, services, inCluster } = ground
  const mlflow = { name: 'mlflow', url: `http://tracking.${NAMESPACES.tracking}.svc:5000/health` }
  return new Monitoring(
    'monitoring',
    {
      ownership,
      namespace: NAMESPACES.monitoring,
      alerts: { topic: { cluster, topic: alarms, key: keys.purpose('alarms'), region } },
      nodes: [{ cidr: place.cidrBlock }],
      probes: tracking.enabled ? [mlflow] : [],
      retentionDays: wanted.retentionDays,
      storageGib: wanted.storageGib,
      replicas: wanted.replicas,
    },
    { ...inCluster, dependsOn: [services] },
  )
}
