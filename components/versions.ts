/**
 * Versions of everything that is deployed and not locked by package-lock.json, in one table, each with
 * its source. Updated by hand or by a bot; tests check the form and that nothing has expired.
 */

// PostgreSQL on RDS

/**
 * Engine of `Database`: the current major; RDS picks the minor and keeps it up to date.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
 */
export const POSTGRESQL_VERSION = '18'

/**
 * Certificate authority of database servers, in the bundles that RDS publishes until 2061.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export const RDS_CERTIFICATE_AUTHORITY = 'rds-ca-rsa2048-g1'

// Kubernetes, EKS add-ons and Helm charts

// Lambda
/**
 * Runtime of our functions; AWS deprecates it on 30 April 2028.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const LAMBDA_NODEJS_RUNTIME = 'nodejs24.x'
