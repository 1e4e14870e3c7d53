import { Monitoring } from '../../components/monitoring/monitoring.ts'
import type { SignInRef } from '../../components/sign-in-proxy/sign-in-ref.ts'
import { NAMESPACES } from '../on-cluster/namespaces.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { NetworkPart } from './network.ts'
import { toolAddress } from './tool-access.ts'

/** Makes Prometheus, Alertmanager and Grafana, whose alerts go to the topic of alarms, if the settings ask for it. */
export function makeMonitoring(
  foundation: Foundation,
  of: { place: NetworkPart; cluster: ClusterPart; signIn: SignInRef | undefined },
): Monitoring | undefined {
  const { settings, ownership, keys, alarms } = foundation
  const { place, cluster: ground, signIn } = of
  const { monitoring: wanted, tracking, region } = settings
  if (!wanted.enabled) return undefined
  const { cluster, services, inCluster } = ground
  const access = toolAddress(foundation, signIn, { ...wanted, place })
  const mlflow = { name: 'mlflow', url: `http://tracking.${NAMESPACES.tracking}.svc:5000/health` }
  return new Monitoring(
    'monitoring',
    {
      ownership,
      namespace: NAMESPACES.monitoring,
      alerts: { topic: { cluster, topic: alarms, key: keys.purpose('alarms'), region } },
      nodes: [{ cidr: place.cidrBlock }],
      ...(access !== undefined && { access }),
      probes: tracking.enabled ? [mlflow] : [],
      retentionDays: wanted.retentionDays,
      storageGib: wanted.storageGib,
      replicas: wanted.replicas,
    },
    { ...inCluster, dependsOn: [services] },
  )
}
