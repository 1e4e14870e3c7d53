import type { AuditKind } from '../audit/audit-kinds.ts'
import type { HumanDecision } from '../audit/human-decisions.ts'
import type { Actor } from '../auth/actor.ts'
import type { OidcSignIn } from '../auth/oidc-sign-in.ts'
import type { SystemTokens } from '../auth/smart/system-tokens.ts'
import type { Tokens } from '../auth/tokens.ts'
import type { ConsoleFiles } from '../console-files/console-files.ts'
import type { DriftChecks } from '../drift/drift-checks.ts'
import type { Outcomes } from '../drift/outcomes.ts'
import type { Health } from '../health/health.ts'
import type { ServiceChecks } from '../health/services.ts'
import type { Institution } from '../institutions/institutions.ts'
import type { Logger } from '../logging/logger.ts'
import type { PredictionCounts } from '../overview/prediction-counts.ts'
import type { Traffic } from '../overview/traffic.ts'
import type { Platform } from '../platform/platform.ts'
import type { Promotions } from '../promotion/promotions.ts'
import type { PatientRecords } from '../records/patient-records.ts'
import type { ModelRegistry } from '../registry/model-registry.ts'
import type { Retraining } from '../retraining/retraining.ts'
import type { TrainingChoice } from '../service/public-source.ts'
import type { PredictorService } from '../serving/predictor-service.ts'
import type { ServedModel } from '../serving/served-model.ts'
import type { KeyRecord, NewKey } from '../store/api-keys.ts'
import type { ListedPrediction, PredictionQuery } from '../store/predictions.ts'
import type { ClientRecord, NewClient } from '../store/trusted-clients.ts'
import type { RequestContext } from './context.ts'
import type { Gate } from './route.ts'
import type { AuditReader } from './routes/audit.ts'
import type { TokenBuckets } from './token-bucket.ts'

/** A person who may sign in. */
export interface User {
  id: number
  username: string
  passwordHash: string
  role: 'admin' | 'user'
  institution: string | null
  /** How often the password was changed. */
  passwordVersion: number
}

/** The users of the service. */
export interface Users {
  /** Undefined when the name is taken. */
  create(user: Omit<User, 'id' | 'passwordVersion'>): Promise<User | undefined>
  list(): Promise<User[]>
  byId(id: number): Promise<User | undefined>
  byName(username: string): Promise<User | undefined>
  /** Undefined when there is no such user. */
  remove(id: number): Promise<User | undefined>
  /** Sets a password, which ends the tokens signed before. */
  setPassword(id: number, passwordHash: string): Promise<void>
}

/** Institutions' keys; the key itself is known to nobody here. */
export interface Keys {
  list(): Promise<KeyRecord[]>
  find(id: number): Promise<KeyRecord | undefined>
  add(key: NewKey): Promise<KeyRecord>
  /** Undefined where it has ended already, or is the environment's. */
  end(id: number, at: Date | 'now'): Promise<KeyRecord | undefined>
}

/** Registered systems that sign their requests. */
export interface TrustedClients {
  list(): Promise<ClientRecord[]>
  find(id: number): Promise<ClientRecord | undefined>
  /** Undefined where one that is not revoked has its name, or issuer and tenant. */
  add(client: NewClient): Promise<ClientRecord | undefined>
  /** Undefined where it is revoked already. */
  revoke(id: number): Promise<ClientRecord | undefined>
}

/** A prediction that was made, and the latest decision on it. */
export type LoggedPrediction = ListedPrediction & { decision?: HumanDecision }

/** Predictions that were made, and what people did with them. */
export interface PredictionLog {
  list(query: PredictionQuery): Promise<LoggedPrediction[]>
  /** Undefined where this institution has no such prediction. */
  find(institution: string, id: string): Promise<LoggedPrediction | undefined>
  addNote(note: { auditId: string; institution: string | null; note: string }): Promise<void>
}

/** Records what is not a prediction in the audit trail: sign-ins, users, promotions. */
export type RecordEvent = (event: {
  /** Where the caller needs to know it beforehand. @default a new one */
  id?: string
  kind: AuditKind
  /** Pseudonym of the patient it is about. */
  subject?: string
  purpose?: 'treatment' | 'quality'
  actor: string
  institution: string | null
  outcome: string
  requestId: string
  details: Record<string, string | number | boolean | null>
}) => Promise<unknown>

/** What the HTTP layer is made of. */
export interface Parts {
  gate: Gate
  institutions: readonly Institution[]
  predictions: PredictorService
  served: ServedModel
  health: Health
  services: ServiceChecks
  users: Users
  tokens: Tokens
  /** Sign-in at the organisation's identity provider, where there is one for browsers. */
  oidcSignIn: OidcSignIn | undefined
  /** Failed logins by client. */
  loginFailures: TokenBuckets
  /** The address of the client, behind the trusted proxies. */
  clientAddress(c: RequestContext): string
  keys: Keys
  clients: TrustedClients
  /** Access tokens of registered systems. */
  systemTokens: SystemTokens
  predictionLog: PredictionLog
  records: PatientRecords
  retraining: Retraining
  /** What there is to train on. */
  trainingChoice: () => Promise<TrainingChoice>
  registry: ModelRegistry
  promotions: Promotions
  outcomes: Outcomes
  drift: DriftChecks
  /** Whether a check that finds drift starts a retraining. */
  retrainOnDrift: boolean
  /** Where the served model was first loaded from, as shown by the model's information. */
  modelPath: string
  predictionCounts: PredictionCounts
  /** What the service is asked, by the best source there is. */
  traffic(): Promise<Traffic>
  platform: Platform
  /** The built console, and the identity provider its forms may go to. */
  console: { files: ConsoleFiles; issuer: string | undefined }
  audit: AuditReader
  recordEvent: RecordEvent
  logger: Logger
}

/** The actor a stored user is. */
export const actorOfUser = ({ id, role, institution, username }: User): Actor => ({
  id: `user:${id}`,
  role,
  institution,
  username,
})
