import type { DataLake } from '../../components/bucket/data-lake.ts'
import {
  FederatedInstitution,
  type FederatedInstitutionArgs,
} from '../../components/federated-institution/index.ts'
import type { ImageRef } from '../../components/image/image-ref.ts'
import type { ClusterPart } from './cluster.ts'
import { makeCoordinator } from './federation-coordinator.ts'
import type { Foundation } from './foundation.ts'
import { federationRoleName } from './key-plan.ts'
import type { NetworkPart } from './network.ts'

/** What federated training is put on. */
export interface FederationGround {
  readonly place: NetworkPart
  readonly cluster: ClusterPart
  readonly lake: DataLake
  readonly image: ImageRef
}

/** Where an institution puts its table of stays, in its own bucket. */
const TABLE = { prefix: 'training/', object: 'stays.csv' }

/** The round as every side knows it. */
export interface FederationRound {
  readonly exchange: FederatedInstitutionArgs['exchange']
  readonly transferImage: ImageRef
  readonly storagePeers: FederatedInstitutionArgs['storagePeers']
}

/**
 * Makes a place to train in for each institution, which reads its own table with its own key and
 * nothing of another's, and the coordinator's, which sees what they send and no table.
 */
export function makeFederation(foundation: Foundation, ground: FederationGround): void {
  const { settings, ownership } = foundation
  const { federation, institutions, region, protect } = settings
  const { enabled, transferImage, round, epsilon } = federation
  if (!enabled || transferImage === undefined) return
  const { lake, image, cluster } = ground
  const shared: FederationRound = {
    exchange: { bucket: lake.artifacts, prefix: `federation/${round}/` },
    transferImage: { reference: transferImage },
    // S3 has no addresses of its own: its endpoint in the network, or the way out.
    storagePeers: [{ cidr: '0.0.0.0/0' }],
  }
  for (const id of Object.keys(institutions))
    new FederatedInstitution(
      `federation-${id}`,
      {
        ownership,
        institution: id,
        image,
        region,
        ...shared,
        stays: { bucket: lake.institution(id), ...TABLE },
        cluster: cluster.cluster,
        roleName: federationRoleName(settings, id),
        // Two rounds: who wants more decides so anew.
        ...(epsilon !== undefined && { budget: 2 * epsilon }),
        protect,
      },
      { ...cluster.inCluster, dependsOn: [cluster.services] },
    )
  makeCoordinator(foundation, ground, shared)
}
