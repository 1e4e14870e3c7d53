import * as pulumi from '@pulumi/pulumi'
import { DEFAULTS } from './defaults.ts'
import { DatabaseTls, type PredictionServiceArgs } from './prediction-service-args.ts'
import { pathOf, type SecretFile, SecretSource, secretFiles } from './secret-files.ts'

/** Folder of the database's certificate authorities in the container. */
export const CERTIFICATES = '/etc/dataspace/database'

/** Folder of the environment's plan in the container. */
export const PLAN_FOLDER = '/etc/dataspace/plan'

/** Seconds that requests in flight get once the service stops taking new ones. */
export const SHUTDOWN_SECONDS = 25

/** Variables of the service by name. */
export type Variables = Record<string, pulumi.Input<string>>

/**
 * Settings of the service, all but the secrets' values: those are paths. Listening addresses and
 * `DATA_DIR` come from the image.
 */
export function serviceVariables(
  args: PredictionServiceArgs,
  files: readonly SecretFile[],
): Variables {
  return {
    INSTITUTIONS: JSON.stringify(
      args.institutions.map(({ id, name, location }) => ({ id, name, location })),
    ),
    ADMIN_USERNAME: args.adminUsername ?? DEFAULTS.adminUsername,
    MIGRATE: 'false',
    SHUTDOWN_SECONDS: String(SHUTDOWN_SECONDS),
    // The load balancer's entry in X-Forwarded-For is the last one.
    TRUSTED_PROXIES: '1',
    ...args.settings,
    ...signInVariables(args),
    ...(args.plan !== undefined && {
      PLAN_PATH: `${PLAN_FOLDER}/plan.json`,
      PLAN_PICTURE_PATH: `${PLAN_FOLDER}/plan.svg`,
    }),
    ...databaseVariables(args, files),
    ...fileVariables(files.filter(({ source }) => source !== SecretSource.Database)),
  }
}

function signInVariables({ signIn }: PredictionServiceArgs): Variables {
  if (signIn === undefined) return {}
  const { issuer, clientId, rolesClaim, adminRole, userRole, institutionClaim } = signIn
  return {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    ...(rolesClaim !== undefined && { OIDC_ROLES_CLAIM: rolesClaim }),
    ...(adminRole !== undefined && { OIDC_ADMIN_ROLE: adminRole }),
    ...(userRole !== undefined && { OIDC_USER_ROLE: userRole }),
    ...(institutionClaim !== undefined && { OIDC_INSTITUTION_CLAIM: institutionClaim }),
  }
}

/** Settings that name the database and the files with its user and password. */
export function databaseVariables(
  args: PredictionServiceArgs,
  files: readonly SecretFile[],
): Variables {
  const { host, port, databaseName } = args.database
  const tls = args.databaseTls ?? DatabaseTls.VerifyFull
  const authority = hasCertificates(args) ? `&sslrootcert=${CERTIFICATES}/ca.pem` : ''
  return {
    DATABASE_URL: pulumi.interpolate`postgres://${host}:${port}/${databaseName}?sslmode=${tls}${authority}`,
    ...fileVariables(files.filter(({ source }) => source === SecretSource.Database)),
  }
}

/** Whether the certificate authorities of the database are mounted. */
export const hasCertificates = ({ databaseTls, databaseCertificates }: PredictionServiceArgs) =>
  (databaseTls ?? DatabaseTls.VerifyFull) === DatabaseTls.VerifyFull &&
  databaseCertificates !== undefined

function fileVariables(files: readonly SecretFile[]): Variables {
  return Object.fromEntries(files.map((file) => [`${file.variable}_FILE`, pathOf(file)]))
}

/** Settings one may change through `settings`, though the component has a value of its own. */
const CHANGEABLE = new Set(['TRUSTED_PROXIES'])

/** Variables that `settings` must not give: set by component or image, or holding a secret. */
export function givenVariables(args: PredictionServiceArgs): ReadonlySet<string> {
  const files = secretFiles(args)
  const { settings: _, ...rest } = args
  const own = Object.keys(serviceVariables(rest, files)).filter((name) => !CHANGEABLE.has(name))
  const image = ['HOST', 'PORT', 'METRICS_PORT', 'DATA_DIR', 'NODE_ENV', 'PATH']
  return new Set([...own, ...image, ...files.map(({ variable }) => variable)])
}
