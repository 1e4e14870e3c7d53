import type { Monitoring } from '../../components/monitoring/monitoring.ts'
import { DataClass } from '../../components/ownership.ts'
import { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import { DatabaseTls } from '../../components/prediction-service/prediction-service-args.ts'
import type { Tracking } from '../../components/tracking/tracking.ts'
import type { DatabasePart } from './database.ts'
import { type KubernetesGround, NAMESPACES } from './ground.ts'
import { makeIngress } from './ingress.ts'
import { makeServiceSecrets, SERVICE_SECRETS, type ServiceSecrets } from './service-secrets.ts'

/** What the service is put on. */
export interface ServiceGround {
  readonly database: DatabasePart
  readonly monitoring: Monitoring | undefined
  readonly tracking: Tracking | undefined
}

/** The service and what others need of its secrets. */
export interface ServicePart {
  readonly service: PredictionService
  readonly secrets: ServiceSecrets
}

const TO_TRACKING = { name: 'tracking', to: { namespace: NAMESPACES.tracking }, port: 5000 }

/** Makes the prediction service with its secrets and, where it has a host name, its ingress. */
export function makeService(ground: KubernetesGround, parts: ServiceGround): ServicePart {
  const { settings, ownership, inCluster } = ground
  const { service: wanted, kubernetes } = settings
  const { monitoring, tracking } = parts
  const database = parts.database('dataspace')
  const institutions = Object.entries(settings.institutions).map(([id, { name, location }]) => {
    return { id, name, location }
  })
  const origins = wanted.allowedOrigins.join(',')
  const { certificates } = database
  const service = new PredictionService(
    'prediction',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      image: { reference: wantedImage(settings.image.service.reference) },
      namespace: NAMESPACES.service,
      institutions,
      database,
      databasePeers: database.peers,
      ...(certificates === undefined
        ? { databaseTls: DatabaseTls.Unverified }
        : { databaseCertificates: certificates }),
      secretName: SERVICE_SECRETS,
      callers: callersOf(ground),
      settings: {
        LOG_LEVEL: wanted.logLevel,
        TRUSTED_PROXIES: wanted.hostName === undefined ? '0' : '1',
        ...(origins !== '' && { ALLOWED_ORIGINS: origins }),
        ...(tracking !== undefined && { MLFLOW_TRACKING_URI: tracking.url }),
      },
      ...(tracking !== undefined && { egress: [TO_TRACKING] }),
      ...(monitoring !== undefined && {
        monitoring: { namespace: NAMESPACES.monitoring, definitions: monitoring.namespace },
      }),
      resources: wanted.resources,
      minReplicas: wanted.replicas.min,
      maxReplicas: wanted.replicas.max,
      spreadZones: kubernetes.spreadZones,
    },
    inCluster,
  )
  const secrets = makeServiceSecrets(ground, service, database)
  const { hostName } = wanted
  if (hostName !== undefined)
    makeIngress(ground, { name: 'prediction', hostName, of: service, port: 8000 })
  return { service, secrets }
}

/** The ingress controller; without one nobody but who is allowed to forward a port. */
function callersOf({ settings: { service, kubernetes } }: KubernetesGround) {
  const { hostName } = service
  return [{ namespace: hostName === undefined ? NAMESPACES.service : kubernetes.ingress.namespace }]
}

/** An image that the rules have seen to be there. */
export const wantedImage = (reference: string | undefined): string => reference ?? ''
