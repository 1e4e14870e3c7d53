/**
 * Versions of everything that is deployed and not locked by package-lock.json, in one table, each with
 * its source. Updated by hand or by a bot; tests check the form and that nothing has expired.
 */

// PostgreSQL on RDS

// Kubernetes, EKS add-ons and Helm charts

// Lambda
/**
 * Runtime of our functions; AWS deprecates it on 30 April 2028.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const LAMBDA_NODEJS_RUNTIME = 'nodejs24.x'
