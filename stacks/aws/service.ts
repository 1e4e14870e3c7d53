import type * as pulumi from '@pulumi/pulumi'
import type { DataLake } from '../../components/bucket/data-lake.ts'
import { rdsCertificates } from '../../components/database/certificates.ts'
import type { Database } from '../../components/database/database.ts'
import { Edge } from '../../components/edge/edge.ts'
import type { EdgeBackend } from '../../components/edge/edge-args.ts'
import { DataClass } from '../../components/ownership.ts'
import { PredictionService } from '../../components/prediction-service/prediction-service.ts'
import { type ServiceTools, serviceArgs } from '../on-cluster/service-args.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { ImagesPart } from './images.ts'
import type { NetworkPart } from './network.ts'

/** What the service is put on. */
export interface ServiceGround extends ServiceTools {
  readonly place: NetworkPart
  readonly cluster: ClusterPart
  readonly database: Database
  readonly images: ImagesPart
}

/** Makes the prediction service. */
export function makeService(foundation: Foundation, ground: ServiceGround): PredictionService {
  const { settings, ownership, accountId, keys } = foundation
  const { service: wanted, region, protect } = settings
  const { cluster, services, inCluster } = ground.cluster
  const here = [{ cidr: ground.place.cidrBlock }]
  return new PredictionService(
    'prediction',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      image: ground.images.service,
      database: ground.database,
      databasePeers: here,
      databaseCertificates: rdsCertificates(region),
      aws: { cluster, region, accountId, key: keys.purpose('secrets'), protect },
      callers: here,
      ...serviceArgs(settings, ground),
      readinessGates: wanted.hostName !== undefined,
    },
    // The controller's webhook, which adds the readiness gates, has to answer before there are pods.
    // Not for all of monitoring: its many parts before every secret of the service, which are protected,
    // are too many ways for Pulumi to walk before it refuses a destroy.
    { ...inCluster, dependsOn: [services] },
  )
}

/** What the service is reached through. */
export interface EdgeGround {
  readonly place: NetworkPart
  readonly cluster: ClusterPart
  readonly lake: DataLake
  readonly service: PredictionService
  /** Tools that have host names. */
  readonly tools: EdgeBackend[]
}

/** Makes the service's way in, if the settings name its host. */
export function makeEdge(foundation: Foundation, ground: EdgeGround): Edge | undefined {
  const { settings, ownership, accountId, keys } = foundation
  const { edge: wanted, service, region, protect, logs } = settings
  if (wanted.domain === undefined || service.hostName === undefined) return undefined
  const { network, cidrBlock } = ground.place
  const { ingressClassName } = ground.cluster.services
  const linked = Object.values(settings.institutions).flatMap(({ vpn }) => vpn?.networks ?? [])
  return new Edge(
    'edge',
    {
      ownership,
      region,
      accountId,
      domain: wanted.domain,
      ...(wanted.zoneId !== undefined && { zoneId: wanted.zoneId }),
      backend: {
        hostNames: [service.hostName],
        namespace: ground.service.namespace,
        serviceName: ground.service.serviceName,
      },
      moreBackends: ground.tools,
      ...(ingressClassName !== undefined && { ingressClassName }),
      ...(wanted.public
        ? { subnetIds: network.publicSubnetIds, publicAccess: { allowedCidrs: wanted.publicCidrs } }
        : { subnetIds: network.privateSubnetIds, internalCidrs: [cidrBlock, ...linked] }),
      accessLogs: ground.lake.logs,
      logKey: keys.purpose('logs'),
      logRetentionDays: logs.retentionDays,
      requestsPerFiveMinutes: wanted.requestsPer5Minutes,
      deletionProtection: protect,
      protect,
    },
    ground.cluster.inCluster,
  )
}

/** Outputs that exist only with an edge. */
export function edgeOutputs(edge: Edge | undefined): pulumi.Inputs {
  if (edge === undefined) return {}
  return { urls: edge.urls, nameServers: edge.nameServers, loadBalancer: edge.loadBalancerName }
}
