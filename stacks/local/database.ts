import * as pulumi from '@pulumi/pulumi'
import { type ContainerFile, type LocalContainer, type LocalGround, SECRETS } from './container.ts'

/** Databases, each with a role of its name that owns it and reaches no other. */
export const DATABASES = ['dataspace', 'mlflow', 'airflow'] as const

/** One of the databases. */
export type DatabaseName = (typeof DATABASES)[number]

/** Name of the generated password of a database's role. */
export const databaseSecret = (name: DatabaseName): string => `database-${name}`

/** What makes the databases on an empty server. The passwords are of letters and digits. */
export function databaseSql(passwords: Readonly<Record<DatabaseName, string>>): string {
  return DATABASES.flatMap((name) => [
    `create role ${name} login password '${passwords[name]}';`,
    `create database ${name} owner ${name};`,
    `revoke connect, temporary on database ${name} from public;`,
    '',
  ]).join('\n')
}

/** PostgreSQL for all parts: one server, a database and a role each. */
export function databaseContainer({ settings, secret }: LocalGround): LocalContainer {
  const passwords = Object.fromEntries(
    DATABASES.map((name) => [name, secret(databaseSecret(name))]),
  )
  return {
    part: 'database',
    image: settings.images.database,
    user: '999:999',
    variables: {
      POSTGRES_PASSWORD_FILE: `${SECRETS}/database-administrator`,
      POSTGRES_INITDB_ARGS: '--auth-host=scram-sha-256 --data-checksums',
    },
    files: [
      {
        path: `${SECRETS}/database-administrator`,
        content: secret('database-administrator'),
        owner: 999,
      },
      {
        // The image runs it when the volume is empty, and never again.
        path: '/docker-entrypoint-initdb.d/10-databases.sql',
        content: pulumi.all(passwords).apply((all) => databaseSql(all as never)),
        owner: 999,
      },
    ],
    data: '/var/lib/postgresql',
    ports: { 5432: settings.ports.database },
    // By TCP: while the image makes the databases it answers on the socket alone.
    health: ['pg_isready', '--host=127.0.0.1', '--username=postgres'],
    startSeconds: 60,
    memory: settings.memory.database,
    processors: 2,
    after: [],
  }
}

/** URL of a database without its password. */
export function databaseUrl(name: DatabaseName, { at }: Pick<LocalGround, 'at'>): string {
  return `postgresql://${name}@${at.database}/${name}`
}

/** The same for SQLAlchemy, with its driver: version 2.1 takes another one where none is named. */
export function sqlAlchemyUrl(name: DatabaseName, ground: Pick<LocalGround, 'at'>): string {
  return databaseUrl(name, ground).replace('postgresql:', 'postgresql+psycopg2:')
}

/** The password for libpq, which reads this file where `PGPASSFILE` names it and nobody else can. */
export function passwordFile(
  name: DatabaseName,
  { at, secret }: LocalGround,
  owner: number,
): ContainerFile {
  return {
    path: `${SECRETS}/pgpass`,
    content: pulumi.interpolate`${at.database}:${name}:${name}:${secret(databaseSecret(name))}\n`,
    owner,
  }
}
