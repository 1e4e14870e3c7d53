import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { fingerprint, type Ground, makeSecret } from '../namespace/restricted-namespace.ts'
import type { ObjectStorageAccess } from '../object-storage-access.ts'
import { addressWithPassword } from '../postgres-access.ts'
import type { PipelinesArgs } from './pipelines-args.ts'
import type { AirflowScope } from './pipelines-values.ts'

/** Makes Airflow's Secrets, with keys that only the state knows. */
export function makeSecrets(
  ground: Ground,
  { database, logs, address }: PipelinesArgs,
): Pick<AirflowScope, 'secrets' | 'fingerprint'> {
  const kept = {
    database: makeSecret(ground, {
      role: 'database',
      data: { connection: addressWithPassword(database) },
    }),
    keys: makeSecret(ground, {
      role: 'keys',
      data: {
        // Keys of Fernet are 32 bytes in the alphabet of addresses.
        'fernet-key': randomBytes(ground, 'fernet').apply(forAddresses),
        'api-secret-key': randomBytes(ground, 'api'),
        'jwt-secret': randomBytes(ground, 'jwt'),
      },
    }),
    storage: makeSecret(ground, { role: 'storage', data: { connection: connectionOf(logs) } }),
  }
  const signIn =
    address === undefined
      ? undefined
      : makeSecret(ground, {
          role: 'sign-in',
          data: { 'client-secret': address.signIn.clientSecret },
        })
  const all = [...Object.values(kept), ...(signIn === undefined ? [] : [signIn])]
  return {
    secrets: {
      database: kept.database.name,
      keys: kept.keys.name,
      storage: kept.storage.name,
      ...(signIn !== undefined && { signIn: signIn.name }),
    },
    fingerprint: fingerprint(all.map((secret) => secret.fingerprint)),
  }
}

const randomBytes = ({ name, parent }: Ground, role: string): pulumi.Output<string> =>
  new random.RandomBytes(`${name}-${role}`, { length: 32 }, { parent }).base64

const forAddresses = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_')

/**
 * Airflow's connection to the storage of logs, as JSON. Without a key the pods' identity is used.
 * https://airflow.apache.org/docs/apache-airflow-providers-amazon/stable/connections/aws.html
 */
function connectionOf({ region, endpoint, credentials }: ObjectStorageAccess) {
  return pulumi
    .output({ region, endpoint, credentials })
    .apply(({ region: place, endpoint: address, credentials: key }) =>
      JSON.stringify({
        conn_type: 'aws',
        ...(key !== undefined && { login: key.accessKeyId, password: key.secretAccessKey }),
        extra: {
          region_name: place,
          ...(address !== undefined && { endpoint_url: address }),
        },
      }),
    )
}
