import { DataClass } from '../../components/ownership.ts'
import { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import {
  DatabaseTls,
  type PredictionSignIn,
} from '../../components/prediction-service/prediction-service-args.ts'
import { type ServiceTools, serviceArgs } from '../on-cluster/service-args.ts'
import type { DatabasePart } from './database.ts'
import { type KubernetesGround, NAMESPACES } from './ground.ts'
import { makeIngress } from './ingress.ts'
import { makeServiceSecrets, SERVICE_SECRETS, type ServiceSecrets } from './service-secrets.ts'

/** What the service is put on. */
export interface ServiceGround extends ServiceTools {
  readonly database: DatabasePart
}

/** The service and what others need of its secrets. */
export interface ServicePart {
  readonly service: PredictionService
  readonly secrets: ServiceSecrets
}

/** Makes the prediction service with its secrets and, where it has a host name, its ingress. */
export function makeService(ground: KubernetesGround, parts: ServiceGround): ServicePart {
  const { settings, ownership, inCluster } = ground
  const { service: wanted, kubernetes } = settings
  const database = parts.database('dataspace')
  const { certificates } = database
  const { signIn, ...shared } = serviceArgs(settings, parts)
  const service = new PredictionService(
    'prediction',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      image: { reference: wantedImage(settings.image.service.reference) },
      namespace: NAMESPACES.service,
      database,
      databasePeers: database.peers,
      ...(certificates === undefined
        ? { databaseTls: DatabaseTls.Unverified }
        : { databaseCertificates: certificates }),
      secretName: SERVICE_SECRETS,
      callers: callersOf(ground),
      ...shared,
      ...(signIn !== undefined && { signIn: withoutSecret(signIn) }),
      spreadZones: kubernetes.spreadZones,
    },
    inCluster,
  )
  const secrets = makeServiceSecrets(ground, { service, database, signIn })
  const { hostName } = wanted
  if (hostName !== undefined)
    makeIngress(ground, { name: 'prediction', hostName, of: service, port: 8000 })
  return { service, secrets }
}

/** The secret at the provider is in the Secret, with the others. */
const withoutSecret = ({ clientSecret: _, ...signIn }: PredictionSignIn): PredictionSignIn => signIn

/** The ingress controller; without one nobody but who is allowed to forward a port. */
function callersOf({ settings: { service, kubernetes } }: KubernetesGround) {
  const { hostName } = service
  return [{ namespace: hostName === undefined ? NAMESPACES.service : kubernetes.ingress.namespace }]
}

/** An image that the rules have seen to be there. */
export const wantedImage = (reference: string | undefined): string => reference ?? ''
