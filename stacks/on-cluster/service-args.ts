import type { Monitoring } from '../../components/monitoring/monitoring.ts'
import type { PredictionServiceArgs } from '../../components/prediction-service/prediction-service-args.ts'
import type { SignInRef } from '../../components/sign-in-proxy/sign-in-ref.ts'
import type { Tracking } from '../../components/tracking/tracking.ts'
import type { AwsSettings } from '../settings/settings.ts'
import { carriedPlan } from './carried-plan.ts'
import { NAMESPACES } from './namespaces.ts'

/** Tools that the service works with, where the settings ask for them. */
export interface ServiceTools {
  readonly monitoring: Monitoring | undefined
  readonly tracking: Tracking | undefined
  /** Application at the provider that people sign in by. */
  readonly signIn: SignInRef | undefined
  /** Host names that people open the tools by. */
  readonly hostNames: Readonly<Partial<Record<ToolName, string | undefined>>>
}

type ToolName = 'Grafana' | 'MLflow' | 'Airflow' | 'Kaapana'
type Wanted = Pick<AwsSettings, 'environment' | 'institutions' | 'service'>

type Shared = Pick<
  PredictionServiceArgs,
  | ('institutions' | 'settings' | 'egress' | 'monitoring')
  | ('resources' | 'minReplicas' | 'maxReplicas')
  | ('signIn' | 'plan')
>

const TO_TRACKING = { name: 'tracking', to: { namespace: NAMESPACES.tracking }, port: 5000 }

/** What the prediction service is told on every cluster: institutions, its settings, tools and size. */
export function serviceArgs(settings: Wanted, tools: ServiceTools): Shared {
  const { institutions, service: wanted } = settings
  const { monitoring, tracking } = tools
  const plan = carriedPlan(wanted.plan, settings.environment)
  const signIn = consoleSignIn(settings, tools)
  return {
    institutions: Object.entries(institutions).map(([id, { name, location }]) => {
      return { id, name, location }
    }),
    settings: variables(settings, tools),
    ...(tracking !== undefined && { egress: [TO_TRACKING] }),
    ...(monitoring !== undefined && {
      monitoring: { namespace: NAMESPACES.monitoring, definitions: monitoring.namespace },
    }),
    ...(signIn !== undefined && { signIn }),
    ...(plan !== undefined && { plan }),
    resources: wanted.resources,
    minReplicas: wanted.replicas.min,
    maxReplicas: wanted.replicas.max,
  }
}

function variables({ service: wanted }: Wanted, { tracking, hostNames }: ServiceTools) {
  const origins = wanted.allowedOrigins.join(',')
  const links = Object.entries(hostNames).flatMap(([tool, host]) =>
    host === undefined ? [] : [[tool, `https://${host}`] as const],
  )
  return {
    LOG_LEVEL: wanted.logLevel,
    TRUSTED_PROXIES: wanted.hostName === undefined ? '0' : '1',
    ...(wanted.hostName !== undefined && { PUBLIC_URL: `https://${wanted.hostName}` }),
    ...(origins !== '' && { ALLOWED_ORIGINS: origins }),
    ...(tracking !== undefined && { MLFLOW_TRACKING_URI: tracking.url }),
    ...(links.length > 0 && { TOOL_LINKS: JSON.stringify(Object.fromEntries(links)) }),
  }
}

function consoleSignIn({ service }: Wanted, { signIn }: ServiceTools): Shared['signIn'] {
  const { enabled, ...claims } = service.signIn
  if (!enabled || signIn === undefined) return undefined
  const { issuer, clientId, clientSecret } = signIn
  return { issuer, clientId, clientSecret, ...claims }
}
