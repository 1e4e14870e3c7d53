import type { PredictionServiceArgs } from './prediction-service-args.ts'

/** Where a secret is kept. */
export const SecretSource = {
  /** The service's own: token key, audit key, first administrator. */
  Service: 'service',
  /** An institution's API key. */
  Institution: 'institution',
  /** Secret of the service at the provider that people sign in by. */
  SignIn: 'sign-in',
  /** User and password of the database. */
  Database: 'database',
} as const
export type SecretSource = (typeof SecretSource)[keyof typeof SecretSource]

/** One secret of the service as a file in its container. */
export interface SecretFile {
  /** Name of the file, and key in a Kubernetes Secret. */
  readonly file: string
  /** Variable that the service would read the value from; here `<variable>_FILE` gives the path. */
  readonly variable: string
  readonly source: SecretSource
  /** Institution, where it is one's. */
  readonly institution?: string
  /** Member of the JSON in Secrets Manager. */
  readonly member: string
}

/** Folder of the service's and institutions' secrets in the container. */
export const SERVICE_SECRETS = '/run/secrets/service'

/** Folder of the database's user and password in the container. */
export const DATABASE_SECRETS = '/run/secrets/database'

type FilesOf = Pick<PredictionServiceArgs, 'aws' | 'institutions' | 'signIn'>

const SIGN_IN_FILE: SecretFile = {
  source: SecretSource.SignIn,
  file: 'oidc-client-secret',
  variable: 'OIDC_CLIENT_SECRET',
  member: 'clientSecret',
}

/** Whether the service has a secret at the provider: on AWS where one is given, elsewhere always. */
export const isConfidential = ({ aws, signIn }: FilesOf): boolean =>
  signIn !== undefined && (aws === undefined || signIn.clientSecret !== undefined)

/** Every secret of the service, in order. */
export function secretFiles(args: FilesOf): SecretFile[] {
  const institutions = args.institutions.map(({ id }) => id)
  const service = { source: SecretSource.Service } as const
  const database = { source: SecretSource.Database } as const
  return [
    { ...service, file: 'jwt-secret', variable: 'JWT_SECRET', member: 'jwtSecret' },
    { ...service, file: 'audit-key', variable: 'AUDIT_KEY', member: 'auditKey' },
    { ...service, file: 'admin-password', variable: 'ADMIN_PASSWORD', member: 'adminPassword' },
    ...institutions.map((institution) => ({
      source: SecretSource.Institution,
      institution,
      file: `api-key-${institution}`,
      variable: `INSTITUTION_API_KEY_${institution.toUpperCase().replaceAll('-', '_')}`,
      member: 'apiKey',
    })),
    ...(isConfidential(args) ? [SIGN_IN_FILE] : []),
    { ...database, file: 'database-username', variable: 'DATABASE_USERNAME', member: 'username' },
    { ...database, file: 'database-password', variable: 'DATABASE_PASSWORD', member: 'password' },
  ]
}

/** Path of the secret's file in the container. */
export const pathOf = ({ source, file }: SecretFile): string =>
  `${source === SecretSource.Database ? DATABASE_SECRETS : SERVICE_SECRETS}/${file}`

/** A secret in Secrets Manager with the files that are made from its JSON members. */
export interface MountedSecret {
  readonly arn: string
  /** File with the whole JSON; the driver writes it beside the members'. */
  readonly file: string
  readonly members: readonly SecretFile[]
}

/**
 * `objects` of a SecretProviderClass: JSON, which is YAML.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-examples.html
 */
export function providerObjects(secrets: readonly MountedSecret[]): string {
  return JSON.stringify(
    secrets.map(({ arn, file, members }) => ({
      objectName: arn,
      objectAlias: file,
      jmesPath: members.map(({ member, file: objectAlias }) => ({ path: member, objectAlias })),
    })),
  )
}
