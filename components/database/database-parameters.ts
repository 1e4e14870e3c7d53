import type { ArgumentProblem } from '../argument-error.ts'

/** A parameter of PostgreSQL, as a parameter group takes it. */
export interface PlannedParameter {
  readonly name: string
  readonly value: string
  /** Static parameters wait for a restart. */
  readonly applyMethod: 'immediate' | 'pending-reboot'
}

/** Parameters that a restart applies; RDS refuses them as `immediate`. */
const STATIC: ReadonlySet<string> = new Set([
  'max_connections',
  'rds.logical_replication',
  'shared_buffers',
  'shared_preload_libraries',
  // Dynamic, but 1 is the default of the family and RDS then reports it so: else a change for ever.
  // https://github.com/hashicorp/terraform-provider-aws/issues/39252
  'rds.force_ssl',
])

/**
 * What the component promises, and nobody sets otherwise: TLS, and logs without patient data.
 * Statement logging is by pgaudit for DDL and roles only, since `log_statement` would write whole
 * statements; values of slow or failing statements are cut off, and `terse` leaves out the DETAIL line,
 * which quotes rows ("Key (mrn)=(…) already exists").
 */
const PROMISED: Readonly<Record<string, string>> = {
  'rds.force_ssl': '1',
  ssl_min_protocol_version: 'TLSv1.2',
  password_encryption: 'scram-sha-256',
  'rds.accepted_password_auth_method': 'scram',
  shared_preload_libraries: 'pg_stat_statements,pgaudit',
  'pgaudit.log': 'ddl,role',
  'pgaudit.log_parameter': '0',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_error_verbosity: 'terse',
  log_connections: '1',
  log_disconnections: '1',
}

/** Sensible values that `parameters` may replace; 10 MB of spilt sort is worth a line. */
const DEFAULTS: Readonly<Record<string, string>> = {
  log_lock_waits: '1',
  log_temp_files: '10240',
  idle_in_transaction_session_timeout: '300000',
}

/** All parameters of the group, sorted by name. */
export function databaseParameters(
  slowStatementMs: number,
  parameters: Readonly<Record<string, string>>,
): PlannedParameter[] {
  const slow = { log_min_duration_statement: String(slowStatementMs) }
  const values = { ...DEFAULTS, ...parameters, ...slow, ...PROMISED }
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({
      name,
      value,
      applyMethod: STATIC.has(name) ? 'pending-reboot' : 'immediate',
    }))
}

/** Parameters given that are not the caller's to set, or not well formed. */
export function parameterProblems(parameters: Readonly<Record<string, string>>): ArgumentProblem[] {
  return Object.entries(parameters).flatMap(([name, got]) => {
    const argument = `parameters.${name}`
    const promised = PROMISED[name]
    if (promised !== undefined)
      return [{ argument, got, allowed: `left out: it is always ${promised}` }]
    if (name === 'log_min_duration_statement')
      return [{ argument, got, allowed: 'left out', fix: 'set slowStatementMs' }]
    if (/^[a-z][a-z0-9_.]*$/.test(name)) return []
    return [{ argument, got: name, allowed: 'the name of a PostgreSQL parameter' }]
  })
}
