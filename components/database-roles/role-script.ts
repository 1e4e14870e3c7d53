/** A role and what PostgreSQL keeps of its password. */
export interface RoleVerifier {
  readonly role: string
  readonly verifier: string
}

/**
 * Script for `psql` that makes each role and its database, sets the password, and changes nothing that
 * is so already. Only the owner may connect. Names are plain: they were checked.
 */
export const roleScript = (roles: readonly RoleVerifier[]): string =>
  ['\\set ON_ERROR_STOP on', ...roles.map(oneRole), ''].join('\n')

const oneRole = ({ role, verifier }: RoleVerifier): string =>
  [
    `select 'create role ${role} login' where not exists (select from pg_roles where rolname = '${role}') \\gexec`,
    `alter role ${role} with login password '${verifier}';`,
    // RDS' master is no superuser: it has to be a member to give a database away.
    `grant ${role} to current_user;`,
    `select 'create database ${role} owner ${role}' where not exists (select from pg_database where datname = '${role}') \\gexec`,
    `revoke all on database ${role} from public;`,
  ].join('\n')
