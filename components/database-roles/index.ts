/** Roles and databases on a server in RDS. */
export * from './database-roles.ts'
/** Its arguments. */
export * from './database-roles-args.ts'
