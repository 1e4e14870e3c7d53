/** PostgreSQL within a cluster. */
export * from './cluster-database.ts'
/** Its arguments. */
export * from './cluster-database-args.ts'
