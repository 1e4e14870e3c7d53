import { KAAPANA_NAMESPACES } from '../values/namespaces.ts'

/**
 * `nameRewrites` of Kaapana's cluster: pods that open Kaapana's address, as the sign-in of OpenSearch
 * and MinIO does, go to its entrance within the cluster, whose certificate they trust.
 */
export const kaapanaNameRewrites = (hostName: string): Record<string, string> => ({
  [hostName]: `oauth2-proxy-service.${KAAPANA_NAMESPACES.admin}.svc.cluster.local`,
})
