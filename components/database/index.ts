/** PostgreSQL on RDS. */

/** What TLS clients of RDS trust. */
export * from './certificates.ts'
export * from './database.ts'
/** A database of anyone's. */
export * from './database-ref.ts'
