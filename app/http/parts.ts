import type { Actor } from '../auth/actor.ts'
import type { Tokens } from '../auth/tokens.ts'
import type { DriftChecks } from '../drift/drift-checks.ts'
import type { Outcomes } from '../drift/outcomes.ts'
import type { Health } from '../health/health.ts'
import type { ServiceChecks } from '../health/services.ts'
import type { Institution } from '../institutions/institutions.ts'
import type { Promotions } from '../promotion/promotions.ts'
import type { PatientRecords } from '../records/patient-records.ts'
import type { ModelRegistry } from '../registry/model-registry.ts'
import type { Retraining } from '../retraining/retraining.ts'
import type { PredictorService } from '../serving/predictor-service.ts'
import type { ServedModel } from '../serving/served-model.ts'
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
}

/** The users of the service. */
export interface Users {
  /** Undefined when the name is taken. */
  create(user: Omit<User, 'id'>): Promise<User | undefined>
  list(): Promise<User[]>
  byId(id: number): Promise<User | undefined>
  byName(username: string): Promise<User | undefined>
  /** Undefined when there is no such user. */
  remove(id: number): Promise<User | undefined>
}

/** Records what is not a prediction in the audit trail: sign-ins, users, promotions. */
export type RecordEvent = (event: {
  kind: string
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
  /** Failed logins by client. */
  loginFailures: TokenBuckets
  /** The address of the client, behind the trusted proxies. */
  clientAddress(c: RequestContext): string
  records: PatientRecords
  retraining: Retraining
  registry: ModelRegistry
  promotions: Promotions
  outcomes: Outcomes
  drift: DriftChecks
  /** Whether a check that finds drift starts a retraining. */
  retrainOnDrift: boolean
  /** Where the served model was first loaded from, as shown by the model's information. */
  modelPath: string
  audit: AuditReader
  recordEvent: RecordEvent
}

/** The actor a stored user is. */
export const actorOfUser = ({ id, role, institution, username }: User): Actor => ({
  id: `user:${id}`,
  role,
  institution,
  username,
})
