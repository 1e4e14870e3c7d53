import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { EdgeBackend } from '../../components/edge/edge-args.ts'
import type { NetworkPeer } from '../../components/kubernetes-network.ts'
import type { Monitoring } from '../../components/monitoring/monitoring.ts'
import type { Pipelines } from '../../components/pipelines/pipelines.ts'
import { SignInProxy } from '../../components/sign-in-proxy/sign-in-proxy.ts'
import type { SignInRef } from '../../components/sign-in-proxy/sign-in-ref.ts'
import type { Tracking } from '../../components/tracking/tracking.ts'
import { NAMESPACES } from '../on-cluster/namespaces.ts'
import type { AwsSettings } from '../settings/settings.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { NetworkPart } from './network.ts'

/** How people reach a tool that signs them in itself. */
export interface ToolAddress {
  readonly hostName: string
  readonly signIn: SignInRef
  readonly adminGroups: string[]
  /** The load balancer, which has addresses of the network. */
  readonly callers: NetworkPeer[]
}

/** The application that people sign in by; nothing where neither a tool nor the console needs it. */
export function signInOf({ settings, onAws }: Foundation): SignInRef | undefined {
  const { tracking, pipelines, monitoring, signIn } = settings
  const { issuer, clientId, clientSecretName, allowedGroups } = signIn
  const isUsed =
    settings.service.signIn.enabled ||
    [tracking, pipelines, monitoring].some(({ hostName }) => hostName !== undefined)
  if (!isUsed || issuer === undefined || clientId === undefined || clientSecretName === undefined)
    return undefined
  const [provider] = onAws.providers
  const kept = aws.secretsmanager.getSecretVersionOutput(
    { secretId: clientSecretName },
    provider === undefined ? {} : { provider },
  )
  return { issuer, clientId, clientSecret: pulumi.secret(kept.secretString), allowedGroups }
}

/** Host names that people open the tools by. */
export const toolHosts = ({ monitoring, tracking, pipelines, kaapana }: AwsSettings) => ({
  Grafana: monitoring.hostName,
  MLflow: tracking.hostName,
  Airflow: pipelines.hostName,
  Kaapana: kaapana.enabled ? kaapana.hostName : undefined,
})

/** Address of a tool that has a host name. */
export function toolAddress(
  { settings }: Foundation,
  signIn: SignInRef | undefined,
  tool: { hostName?: string | undefined; place: NetworkPart },
): ToolAddress | undefined {
  const { hostName, place } = tool
  if (hostName === undefined || signIn === undefined) return undefined
  const { adminGroups } = settings.signIn
  return { hostName, signIn, adminGroups, callers: [{ cidr: place.cidrBlock }] }
}

/** Tools that are there, and what they are on. */
export interface ToolGround {
  readonly place: NetworkPart
  readonly cluster: ClusterPart
  readonly signIn: SignInRef | undefined
  readonly tracking: Tracking | undefined
  readonly pipelines: Pipelines | undefined
  readonly monitoring: Monitoring | undefined
}

/** What the load balancer leads to beside the service: tools with a host name, MLflow behind a proxy. */
export function toolBackends(foundation: Foundation, ground: ToolGround): EdgeBackend[] {
  const { settings } = foundation
  const { pipelines, monitoring } = ground
  const backends = [trackingBackend(foundation, ground)]
  const airflow = settings.pipelines.hostName
  if (pipelines !== undefined && airflow !== undefined)
    backends.push({
      hostNames: [airflow],
      namespace: pipelines.namespace,
      serviceName: pipelines.serviceName,
      portName: 'api-server',
      healthPath: '/api/v2/monitor/health',
    })
  const grafana = settings.monitoring.hostName
  if (monitoring !== undefined && grafana !== undefined)
    backends.push({
      hostNames: [grafana],
      namespace: monitoring.namespace,
      serviceName: monitoring.grafanaServiceName,
      portName: 'http-web',
      healthPath: '/api/health',
    })
  return backends.filter((backend) => backend !== undefined)
}

function trackingBackend(foundation: Foundation, ground: ToolGround): EdgeBackend | undefined {
  const { settings, ownership } = foundation
  const { tracking, signIn, place, cluster } = ground
  const address = toolAddress(foundation, signIn, { ...settings.tracking, place })
  const reference = settings.signIn.proxyImage
  if (tracking === undefined || address === undefined || reference === undefined) return undefined
  const { hostName, callers } = address
  const proxy = new SignInProxy(
    'tracking-sign-in',
    {
      ownership,
      namespace: NAMESPACES.trackingSignIn,
      upstream: { url: tracking.url, namespace: NAMESPACES.tracking, port: 5000 },
      hostName,
      signIn: address.signIn,
      callers,
      image: { reference },
    },
    cluster.inCluster,
  )
  const { namespace, serviceName } = proxy
  return { hostNames: [hostName], namespace, serviceName, healthPath: '/ready' }
}
