import type { ObjectStorageAccess } from '../../components/object-storage-access.ts'
import { existingSecret } from './existing-secret.ts'
import type { KubernetesGround } from './ground.ts'

/** Access to the storage by the prefix of a tool. */
export type StoragePart = (prefix: string) => ObjectStorageAccess & { readonly endpoint: string }

/** Takes S3-compatible storage that exists, if the settings name one. */
export function takeObjectStorage(ground: KubernetesGround): StoragePart | undefined {
  const { objectStorage } = ground.settings.kubernetes
  const { endpoint, region, bucket, credentialsSecret, cidrs, namespace } = objectStorage
  if (endpoint === undefined || bucket === undefined || credentialsSecret === undefined)
    return undefined
  const key = existingSecret(ground, 'object-storage', credentialsSecret)
  const credentials = {
    accessKeyId: key('access-key-id'),
    secretAccessKey: key('secret-access-key'),
  }
  const blocks = cidrs.map((cidr) => ({ cidr }))
  const peers = namespace === undefined ? blocks : [{ namespace }]
  return (prefix) => ({
    ...{ endpoint, region, bucket, prefix, credentials },
    ...(peers.length > 0 && { peers }),
    port: portOf(endpoint),
  })
}

/** Port of an address, named or its protocol's. */
function portOf(address: string): number {
  const { port, protocol } = new URL(address)
  if (port !== '') return Number(port)
  return protocol === 'http:' ? 80 : 443
}
