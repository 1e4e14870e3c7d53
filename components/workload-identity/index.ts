/** An IAM role for a Kubernetes service account. */

/** What it may do. */
export * from './statements.ts'
export * from './workload-identity.ts'
