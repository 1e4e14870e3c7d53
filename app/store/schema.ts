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

/** API keys of institutions, as SHA-256 only. One row a key, kept after its revocation. */
export const apiKeys = pgTable(
  'api_keys',
  {
    keySha256: bytea('key_sha256').primaryKey(),
    institution: text('institution').notNull(),
    createdAt: createdAt(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('api_keys_institution').on(table.institution)],
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
  },
  (table) => [
    uniqueIndex('users_username').on(table.username),
    check('users_role', sql`${table.role} in ('admin', 'user')`),
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
  (table) => [uniqueIndex('audit_rows_id').on(table.id)],
)

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
