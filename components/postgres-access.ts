import * as pulumi from '@pulumi/pulumi'
import type { ArgumentProblem } from './argument-error.ts'
import { type NetworkPeer, neededPeers } from './kubernetes-network.ts'

/** A role of a PostgreSQL server and its database, as one tool uses them. */
export interface PostgresAccess {
  /** Host name of the writer. */
  host: pulumi.Input<string>
  /** Port, usually 5432. */
  port: pulumi.Input<number>
  databaseName: pulumi.Input<string>
  /** Role that owns the database; never the server's master, whose password rotates. */
  user: pulumi.Input<string>
  /** Password of the role, a secret. */
  password: pulumi.Input<string>
  /**
   * Certificate authorities of the server, PEM. With them its certificate and name are checked.
   * @default none: the connection is encrypted, and not checked
   */
  certificates?: pulumi.Input<string>
  /** Where the server is: addresses of its subnets, or its namespace. */
  peers: NetworkPeer[]
}

/** Folder of the certificate authorities in containers. */
export const DATABASE_CERTIFICATES = '/etc/dataspace/database'

/** libpq's name for how the connection is protected. */
export const sslMode = ({ certificates }: PostgresAccess): string =>
  certificates === undefined ? 'require' : 'verify-full'

/** Name of the access in libpq's service file. */
const SERVICE = 'tool'

/** SQLAlchemy's address that leaves everything to libpq's service file, which `PGSERVICEFILE` names. */
export const ADDRESS_BY_SERVICE = `postgresql+psycopg2:///?service=${SERVICE}`

/**
 * libpq's service file: the whole access, password included, as a file. A password file would not do:
 * libpq ignores one that the group may read, as Kubernetes mounts it.
 * https://www.postgresql.org/docs/18/libpq-pgservice.html
 */
export const serviceFile = (access: PostgresAccess): pulumi.Output<string> => {
  const { host, port, databaseName, user, password } = access
  const entries = pulumi.output({ host, port, dbname: databaseName, user, password })
  return pulumi.secret(
    entries.apply((values) => {
      const all = {
        ...values,
        sslmode: sslMode(access),
        ...(access.certificates !== undefined && {
          sslrootcert: `${DATABASE_CERTIFICATES}/ca.pem`,
        }),
      }
      const lines = Object.entries(all).map(([name, value]) => `${name}=${value}`)
      return [`[${SERVICE}]`, ...lines, ''].join('\n')
    }),
  )
}

/** SQLAlchemy's address with the password: a secret. */
export const addressWithPassword = (access: PostgresAccess): pulumi.Output<string> => {
  const { user, password, host, port, databaseName } = access
  const root =
    access.certificates === undefined
      ? ''
      : `&sslrootcert=${encodeURIComponent(`${DATABASE_CERTIFICATES}/ca.pem`)}`
  return pulumi.secret(
    pulumi
      .all([user, password, host, port, databaseName])
      .apply(
        ([role, word, server, at, name]) =>
          `postgresql+psycopg2://${encodeURIComponent(role)}:${encodeURIComponent(word)}@${server}:${at}/${encodeURIComponent(name)}?sslmode=${sslMode(access)}${root}`,
      ),
  )
}

/** Problems of an access that are known before anything is made. */
export const databaseProblems = ({ peers }: PostgresAccess): ArgumentProblem[] =>
  neededPeers('database.peers', peers)
