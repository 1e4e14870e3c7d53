import { SignInProxy } from '../../components/sign-in-proxy/sign-in-proxy.ts'
import { Tracking } from '../../components/tracking/tracking.ts'
import type { DatabasePart } from './database.ts'
import { type KubernetesGround, NAMESPACES } from './ground.ts'
import { makeIngress } from './ingress.ts'
import type { StoragePart } from './object-storage.ts'
import { wantedImage } from './service.ts'
import type { SignInPart } from './sign-in.ts'

/** What MLflow is put on. */
export interface TrackingGround {
  readonly database: DatabasePart
  readonly storage: StoragePart | undefined
  readonly signIn: SignInPart | undefined
}

/** Makes MLflow, if the settings ask for it, behind the sign-in where it has a host name. */
export function makeTracking(
  ground: KubernetesGround,
  parts: TrackingGround,
): Tracking | undefined {
  const { settings, ownership, inCluster } = ground
  const { tracking: wanted, kubernetes } = settings
  const { storage, signIn } = parts
  if (!wanted.enabled || storage === undefined) return undefined
  const hostName = signIn === undefined ? undefined : kubernetes.ingress.tracking
  const tracking = new Tracking(
    'tracking',
    {
      ownership,
      namespace: NAMESPACES.tracking,
      image: { reference: wantedImage(wanted.image) },
      database: parts.database('mlflow'),
      artifacts: storage('mlflow'),
      hostNames: hostName === undefined ? [] : [hostName],
      callers: callersOf(ground, hostName).map((namespace) => ({ namespace })),
      replicas: wanted.replicas,
      spreadZones: kubernetes.spreadZones,
    },
    inCluster,
  )
  if (hostName !== undefined && signIn !== undefined)
    makeSignIn(ground, { tracking, hostName, signIn })
  return tracking
}

function callersOf({ settings }: KubernetesGround, hostName: string | undefined): string[] {
  const { service, pipelines, monitoring, signIn } = NAMESPACES
  return [
    service,
    ...(settings.pipelines.enabled ? [pipelines] : []),
    ...(settings.monitoring.enabled ? [monitoring] : []),
    ...(hostName === undefined ? [] : [signIn]),
  ]
}

function makeSignIn(
  ground: KubernetesGround,
  of: { tracking: Tracking; hostName: string; signIn: SignInPart },
): void {
  const { ownership, inCluster, settings } = ground
  const { ingress, signIn, spreadZones } = settings.kubernetes
  const proxy = new SignInProxy(
    'tracking-sign-in',
    {
      ownership,
      namespace: NAMESPACES.signIn,
      upstream: { url: of.tracking.url, namespace: NAMESPACES.tracking, port: 5000 },
      hostName: of.hostName,
      signIn: of.signIn.ref,
      callers: [{ namespace: ingress.namespace }],
      spreadZones,
      image: { reference: wantedImage(signIn?.proxyImage) },
    },
    inCluster,
  )
  makeIngress(ground, { name: 'tracking', hostName: of.hostName, of: proxy, port: 80 })
}
