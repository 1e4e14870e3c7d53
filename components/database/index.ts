/** PostgreSQL on RDS. */
export * from './database.ts'
/** A database of anyone's. */
export * from './database-ref.ts'
