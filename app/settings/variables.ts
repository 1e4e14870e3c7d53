import { z } from 'zod'
import { TOOLS } from '../platform/tools.ts'
import { httpUrl, list, port, positive, secret, slopeBounds } from './fields.ts'

const institution = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,31}$/, 'must be 2–32 of a–z, 0–9 and hyphen')
    // Its key's variable would read as the file of another institution's key.
    .refine((id) => !id.endsWith('-file'), 'must not end in -file'),
  name: z.string().min(1).max(200),
  location: z.string().min(1).max(200),
})

const institutions = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('must be a JSON array of {"id","name","location"}')
      return z.NEVER
    }
  })
  .pipe(z.array(institution).min(1).max(200))
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, 'ids must be unique')

const toolLinks = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('must be a JSON object of addresses by tool, {"Grafana":"https://…"}')
      return z.NEVER
    }
  })
  .pipe(z.partialRecord(z.enum(TOOLS), httpUrl))

/** Every environment variable the service reads, with its meaning; `.env.example` is made from it. */
export const VARIABLES = {
  PORT: port.default(8000).describe('Port of the HTTP API.'),
  METRICS_PORT: port.default(8001).describe('Port of the Prometheus metrics, path /metrics.'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address both servers listen on; 0.0.0.0 for all, as in the container image.'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Folder of the embedded database, generated keys and credentials.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'PostgreSQL to use instead of the embedded database, e.g. with ?sslmode=verify-full.',
    ),
  DATABASE_USERNAME: z
    .string()
    .min(1)
    .optional()
    .describe('User of the database, where DATABASE_URL names none.'),
  DATABASE_PASSWORD: z
    .string()
    .min(1)
    .optional()
    .describe('Password of the database, where DATABASE_URL holds none.'),
  DATABASE_PASSWORD_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File with that password, read for every connection: a rotation needs no restart.'),
  MIGRATE: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(true)
    .describe('Bring the schema up to date at the start; false where `dataspace migrate` did.'),
  JWT_SECRET: secret(32)
    .optional()
    .describe('Signs user tokens. Required with DATABASE_URL; otherwise generated and kept.'),
  AUDIT_KEY: secret(32)
    .optional()
    .describe('Keys pseudonyms and the audit chain. Default: derived from JWT_SECRET.'),
  ADMIN_USERNAME: z.string().min(1).max(64).optional().describe('First administrator, made once.'),
  ADMIN_PASSWORD: secret(8).optional().describe('Password of the first administrator.'),
  INSTITUTIONS: institutions
    .optional()
    .describe('JSON array of {"id","name","location"}. Default: DKFZ, UKHD, EMBL.'),
  ALLOWED_ORIGINS: list
    .default(['http://localhost:5173', 'http://localhost:3000', 'http://localhost:3001'])
    .describe('Origins browsers may call from, comma-separated.'),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(8)
    .default(0)
    .describe('Proxies in front whose X-Forwarded-For entries are believed.'),
  PUBLIC_URL: httpUrl
    .optional()
    .describe(
      'Address people open and systems sign for, e.g. https://dataspace.example.org. Default: for people what the browser asked for, for systems none but this machine.',
    ),
  SESSION_IDLE_MINUTES: positive
    .max(24 * 60)
    .default(30)
    .describe('A signed-in browser that asks nothing for so long is signed out.'),
  SESSION_HOURS: positive
    .max(24 * 7)
    .default(8)
    .describe('Longest that a browser stays signed in, however much it is used.'),
  RATE_LIMIT_PER_SECOND: positive
    .default(10_000)
    .describe(
      'Patients an institution may have scored a second, per process; a batch counts each.',
    ),
  LOGIN_FAILURES_PER_MINUTE: positive
    .default(10)
    .describe('Failed logins a client may make a minute.'),
  MAX_CONNECTIONS: positive.default(4096).describe('Open connections; more are refused.'),
  SHUTDOWN_SECONDS: positive.default(25).describe('Longest wait for requests in flight at a stop.'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least severe log line written.'),
  MODEL_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('Model file served first. Default: the one shipped with the package.'),
  TRAINING_DATA_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('CSV table that retraining reads. Default: the stored patients.'),
  OIDC_ISSUER: httpUrl
    .optional()
    .describe('OpenID Connect issuer whose bearer tokens are accepted.'),
  OIDC_AUDIENCE: z.string().min(1).optional().describe('Audience those tokens must name.'),
  OIDC_CLIENT_ID: z
    .string()
    .min(1)
    .optional()
    .describe('This service at the issuer; with it people sign in to the console there.'),
  OIDC_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Its secret, where it is a confidential client; PKCE is used either way.'),
  OIDC_ROLES_CLAIM: z
    .string()
    .min(1)
    .default('roles')
    .describe('Claim with the roles; dots go into objects, e.g. realm_access.roles.'),
  OIDC_ADMIN_ROLE: z.string().min(1).default('dataspace-admin').describe('Role of administrators.'),
  OIDC_USER_ROLE: z.string().min(1).default('dataspace-user').describe('Role of users.'),
  OIDC_INSTITUTION_CLAIM: z
    .string()
    .min(1)
    .default('institution')
    .describe("Claim with the user's institution id."),
  OUTCOME_RETENTION_DAYS: positive
    .min(31)
    .default(120)
    .describe('How long outcomes of a prediction are taken and kept, in days; at least 31.'),
  DRIFT_PSI_LIMIT: z.coerce
    .number()
    .gt(0)
    .max(10)
    .default(0.2)
    .describe('Population stability index of a feature above which it has drifted.'),
  DRIFT_SLOPE_BOUNDS: slopeBounds
    .default('0.8-1.2')
    .describe('Bounds of the calibration slope, e.g. 0.8-1.2; outside of them it has drifted.'),
  DRIFT_MIN_CASES: positive
    .default(200)
    .describe('Fewer predictions or outcomes than this at an institution, and none is judged.'),
  DRIFT_RETRAIN: z
    .stringbool({ truthy: ['true'], falsy: ['false'] })
    .default(false)
    .describe('Retrain when a drift check finds drift; the promotion gate decides as ever.'),
  MLFLOW_TRACKING_URI: httpUrl
    .optional()
    .describe('MLflow server whose champion is served. Default: the models of the database alone.'),
  MLFLOW_MODEL_NAME: z
    .string()
    .regex(/^[\w .-]{1,200}$/, 'must be 1–200 letters, digits, blanks, dots, hyphens, underscores')
    .default('HealthAllianceReadmissionModel')
    .describe('Registered model whose champion is followed.'),
  MLFLOW_REFRESH_SECONDS: positive
    .max(3600)
    .default(15)
    .describe('Pause between two looks at the champion.'),
  MLFLOW_TOKEN_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('File with the bearer token for MLflow, read for every request.'),
  PROMETHEUS_URL: httpUrl.optional().describe('Prometheus, shown among the services.'),
  GRAFANA_URL: httpUrl.optional().describe('Grafana, shown among the services.'),
  AIRFLOW_URL: httpUrl.optional().describe('Airflow, shown among the services.'),
  KAAPANA_URL: httpUrl.optional().describe('Kaapana, linked from the console.'),
  TOOL_LINKS: toolLinks
    .optional()
    .describe(
      'JSON object of the addresses people open, {"Grafana":"https://…"}, where they differ from those above.',
    ),
  CONSOLE_PATH: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the built console. Default: the one that comes with the package.'),
  PLAN_PICTURE_PATH: z
    .string()
    .regex(/\.(svg|html)$/, 'must name an .svg or .html file')
    .optional()
    .describe("The environment's plan as a picture or page, shown by the console."),
  PLAN_PATH: z
    .string()
    .min(1)
    .optional()
    .describe(
      "The environment's plan, as `dataspace plan --console` or `--json` writes it, for its cost.",
    ),
  S3_ENDPOINT_URL: httpUrl.optional().describe('Object storage, shown among the services.'),
} satisfies Record<string, z.ZodType>
