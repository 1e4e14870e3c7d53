import type { Monitoring } from '../../components/monitoring/monitoring.ts'
import type { PredictionServiceArgs } from '../../components/prediction-service/prediction-service-args.ts'
import type { Tracking } from '../../components/tracking/tracking.ts'
import type { AwsSettings } from '../settings/settings.ts'
import { NAMESPACES } from './namespaces.ts'

/** Tools that the service works with, where the settings ask for them. */
export interface ServiceTools {
  readonly monitoring: Monitoring | undefined
  readonly tracking: Tracking | undefined
}

type Shared = Pick<
  PredictionServiceArgs,
  | ('institutions' | 'settings' | 'egress' | 'monitoring')
  | ('resources' | 'minReplicas' | 'maxReplicas')
>

const TO_TRACKING = { name: 'tracking', to: { namespace: NAMESPACES.tracking }, port: 5000 }

/** What the prediction service is told on every cluster: institutions, its settings, tools and size. */
export function serviceArgs(
  { institutions, service: wanted }: Pick<AwsSettings, 'institutions' | 'service'>,
  { monitoring, tracking }: ServiceTools,
): Shared {
  const origins = wanted.allowedOrigins.join(',')
  return {
    institutions: Object.entries(institutions).map(([id, { name, location }]) => {
      return { id, name, location }
    }),
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
  }
}
