import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  serial,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const instant = (name: string) => timestamp(name, { withTimezone: true })
const createdAt = () => instant('created_at').notNull().defaultNow()

/**
 * API keys of institutions, as SHA-256 only. One row a key, kept after its revocation. Those of the
 * environment come and go with it; administrators make the others.
 */
export const apiKeys = pgTable(
  'api_keys',
  {
    keySha256: bytea('key_sha256').primaryKey(),
    id: serial('id').notNull(),
    institution: text('institution').notNull(),
    source: text('source', { enum: ['environment', 'administrator'] })
      .notNull()
      .default('environment'),
    label: text('label').notNull().default(''),
    createdBy: text('created_by'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    index('api_keys_institution').on(table.institution),
    uniqueIndex('api_keys_id').on(table.id),
    check('api_keys_source', sql`${table.source} in ('environment', 'administrator')`),
  ],
)

/** People who log in. `passwordHash` is argon2id; `institution` is null for those of the operator. */
export const users = pgTable(
  'users',
  {
    id: serial('id').primaryKey(),
    username: text('username').notNull(),
    passwordHash: text('password_hash').notNull(),
    role: text('role', { enum: ['admin', 'user'] }).notNull(),
    institution: text('institution'),
    createdAt: createdAt(),
    /** Counts the changes of the password: tokens name it, and end with it. */
    passwordVersion: integer('password_version').notNull().default(0),
  },
  (table) => [
    uniqueIndex('users_username').on(table.username),
    check('users_role', sql`${table.role} in ('admin', 'user')`),
  ],
)

/**
 * Browsers that are signed in. Of the session's id only the SHA-256 is kept: who reads this table can
 * use none. A local user's rights are his row's; those of the identity provider's users are here, as
 * they were at the sign-in.
 */
export const sessions = pgTable(
  'sessions',
  {
    idSha256: bytea('id_sha256').primaryKey(),
    userId: integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
    /** Actor of the identity provider: `{ id, role, institution, username }`; null for local users. */
    provided: jsonb('provided').$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('sessions_user').on(table.userId),
    index('sessions_expires_at').on(table.expiresAt),
    check('sessions_one_actor', sql`(${table.userId} is null) <> (${table.provided} is null)`),
  ],
)

/**
 * Systems that prove who they are with JWTs of their own: EHRs that call CDS Hooks, SMART backend
 * services. Only public keys are here. One row a registration, kept after its revocation.
 */
export const trustedClients = pgTable(
  'trusted_clients',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    /** `iss` of its tokens; its client id at the token endpoint. */
    issuer: text('issuer').notNull(),
    /** `tenant` of its tokens, where one issuer speaks for several institutions. */
    tenant: text('tenant'),
    jwksUrl: text('jwks_url'),
    jwks: jsonb('jwks').$type<{ keys: Record<string, unknown>[] }>(),
    algorithms: text('algorithms').array().notNull(),
    institution: text('institution').notNull(),
    uses: text('uses').array().notNull(),
    /** SMART scopes it may be given; none where it may not use FHIR. */
    scopes: text('scopes').array().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: createdAt(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    uniqueIndex('trusted_clients_issuer')
      .on(table.issuer, sql`coalesce(${table.tenant}, '')`)
      .where(sql`${table.revokedAt} is null`),
    uniqueIndex('trusted_clients_name').on(table.name).where(sql`${table.revokedAt} is null`),
    check('trusted_clients_one_source', sql`(${table.jwksUrl} is null) <> (${table.jwks} is null)`),
  ],
)

/** Tokens that trusted clients came with, until they expire by themselves: none is taken twice. */
export const usedAssertions = pgTable(
  'used_assertions',
  {
    client: integer('client')
      .notNull()
      .references(() => trustedClients.id, { onDelete: 'cascade' }),
    /** SHA-256 of the token's `jti`, which may be any text. */
    jtiSha256: bytea('jti_sha256').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.client, table.jtiSha256] }),
    index('used_assertions_expires_at').on(table.expiresAt),
  ],
)

/** FHIR resources as received, pseudonymised: ids are pseudonyms, identifiers are gone. */
export const fhirResources = pgTable(
  'fhir_resources',
  {
    institution: text('institution').notNull(),
    type: text('type').notNull(),
    id: text('id').notNull(),
    version: text('version').notNull(),
    lastUpdated: instant('last_updated'),
    patient: text('patient').notNull(),
    content: jsonb('content').$type<Record<string, unknown>>().notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.institution, table.type, table.id] }),
    index('fhir_resources_patient').on(table.institution, table.patient),
  ],
)

/** Kept model files. At most one has `serving_since`. */
export const modelVersions = pgTable(
  'model_versions',
  {
    version: serial('version').primaryKey(),
    name: text('name').notNull(),
    sha256: text('sha256').notNull(),
    file: bytea('file').notNull(),
    source: text('source').notNull(),
    metrics: jsonb('metrics').$type<Record<string, unknown>>().notNull(),
    decision: jsonb('decision').$type<Record<string, unknown>>(),
    /** What was measured on held-out patients (EvaluationReport); null where nobody measured. */
    evaluation: jsonb('evaluation').$type<Record<string, unknown>>(),
    createdAt: createdAt(),
    promotedAt: instant('promoted_at'),
    servingSince: instant('serving_since'),
  },
  (table) => [
    uniqueIndex('model_versions_sha256').on(table.sha256),
    uniqueIndex('model_versions_one_serving')
      .on(sql`(true)`)
      .where(sql`${table.servingSince} is not null`),
  ],
)

/** Trainings asked for by administrators. At most one is running. */
export const trainingRuns = pgTable(
  'training_runs',
  {
    id: serial('id').primaryKey(),
    status: text('status', {
      enum: ['running', 'completed', 'failed', 'cancelled', 'interrupted'],
    }).notNull(),
    startedAt: instant('started_at').notNull().defaultNow(),
    completedAt: instant('completed_at'),
    patients: integer('patients').notNull(),
    samples: integer('samples'),
    rocAuc: doublePrecision('roc_auc'),
    currentRocAuc: doublePrecision('current_roc_auc'),
    error: text('error'),
    candidateVersion: integer('candidate_version'),
    decision: jsonb('decision').$type<Record<string, unknown>>(),
    owner: uuid('owner').notNull(),
    /** 0 to 1, as its process said last. */
    progress: real('progress').notNull().default(0),
    heartbeatAt: instant('heartbeat_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('training_runs_one_running')
      .on(sql`(true)`)
      .where(sql`${table.status} = 'running'`),
  ],
)

/** The audit trail: a chain of rows without personal data. See app/audit. */
export const auditRows = pgTable(
  'audit_rows',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    id: uuid('id').notNull(),
    time: instant('time').notNull(),
    kind: text('kind').notNull(),
    institution: text('institution'),
    actor: text('actor').notNull(),
    purpose: text('purpose'),
    subject: text('subject'),
    inputDigest: bytea('input_digest'),
    modelName: text('model_name'),
    modelVersion: integer('model_version'),
    modelSha256: bytea('model_sha256'),
    scoreBand: smallint('score_band'),
    decision: text('decision'),
    outcome: text('outcome').notNull(),
    requestId: text('request_id'),
    details: jsonb('details'),
    previousHash: bytea('previous_hash').notNull(),
    hash: bytea('hash').notNull(),
  },
  (table) => [
    uniqueIndex('audit_rows_id').on(table.id),
    // A patient's rows. Of all kinds of index a hash costs a prediction least.
    index('audit_rows_subject').using('hash', table.subject),
    // Events among many predictions; predictions themselves are not in these two.
    index('audit_rows_events').on(table.seq).where(sql`kind <> 'prediction'`),
    index('audit_rows_about').on(sql`(details->>'prediction')`).where(sql`kind <> 'prediction'`),
  ],
)

/**
 * Words beside a person's decision on a prediction. They are not in the audit trail, which forgets
 * nothing: a name that somebody wrote here all the same can be deleted, and goes with the prediction.
 */
export const decisionNotes = pgTable('decision_notes', {
  /** Id of the decision's audit row. */
  auditId: uuid('audit_id').primaryKey(),
  institution: text('institution'),
  note: text('note').notNull(),
})

/** The last row of the audit trail; one row with id 1, sealed with the audit key. */
export const auditHead = pgTable(
  'audit_head',
  {
    id: smallint('id').primaryKey(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    hash: bytea('hash').notNull(),
    seal: bytea('seal').notNull(),
  },
  (table) => [check('audit_head_single', sql`${table.id} = 1`)],
)

/**
 * Predictions that an outcome may still be told of: no patient, no features. Written with the audit
 * row, in the same statement; deleted when OUTCOME_RETENTION_DAYS are over, by the time in the id: an
 * index on the day would cost every prediction.
 */
export const servedPredictions = pgTable('served_predictions', {
  predictionId: uuid('prediction_id').primaryKey(),
  institution: text('institution').notNull(),
  modelVersion: integer('model_version').notNull(),
  servedOn: date('served_on').notNull(),
  probability: real('probability').notNull(),
})

/** What became of a patient, as the institution tells it. One a prediction; goes when that goes. */
export const predictionOutcomes = pgTable(
  'prediction_outcomes',
  {
    predictionId: uuid('prediction_id').primaryKey(),
    institution: text('institution').notNull(),
    readmitted: boolean('readmitted').notNull(),
    observedOn: date('observed_on').notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
    actor: text('actor').notNull(),
  },
  (table) => [
    foreignKey({
      name: 'prediction_outcomes_of_served',
      columns: [table.predictionId],
      foreignColumns: [servedPredictions.predictionId],
    }).onDelete('cascade'),
  ],
)

/** How often each bin of a model's own histograms was served, by institution and day. */
export const servedFeatureCounts = pgTable(
  'served_feature_counts',
  {
    institution: text('institution').notNull(),
    modelVersion: integer('model_version').notNull(),
    servedOn: date('served_on').notNull(),
    feature: text('feature').notNull(),
    bin: smallint('bin').notNull(),
    served: bigint('served', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'served_feature_counts_key',
      columns: [table.institution, table.modelVersion, table.servedOn, table.feature, table.bin],
    }),
  ],
)

/**
 * What drift checks found: a row a feature with `psi`, and a row without feature for the calibration
 * of outcomes; figures are null where there were too few cases.
 */
export const driftFindings = pgTable(
  'drift_findings',
  {
    id: serial('id').primaryKey(),
    checkedAt: instant('checked_at').notNull(),
    institution: text('institution').notNull(),
    modelVersion: integer('model_version').notNull(),
    feature: text('feature'),
    psi: doublePrecision('psi'),
    calibrationSlope: doublePrecision('calibration_slope'),
    cases: integer('cases').notNull(),
    drifted: boolean('drifted').notNull(),
  },
  (table) => [index('drift_findings_checked_at').on(table.checkedAt)],
)

/** Facts about this database that every process must agree with, such as the audit key's fingerprint. */
export const serviceFacts = pgTable('service_facts', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
})
