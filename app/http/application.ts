import { OpenAPIHono } from '@hono/zod-openapi'
import type { Metrics } from '../metrics/metrics.ts'
import { answerText } from './answer.ts'
import type { Credentials } from './authentication.ts'
import type { Environment } from './context.ts'
import { type Cors, createCors } from './cors.ts'
import { failureHandler, notFoundHandler } from './failure.ts'
import { observe } from './observe.ts'
import type { Parts } from './parts.ts'
import { createPathTable } from './paths.ts'
import type { Application } from './route.ts'
import { addAdminUserRoutes } from './routes/admin-users.ts'
import { addAuditRoutes } from './routes/audit.ts'
import { addAuditSearchRoutes } from './routes/audit-search.ts'
import { addCdsFeedbackRoute } from './routes/cds-feedback.ts'
import { addCdsHooksRoutes } from './routes/cds-hooks.ts'
import { addClientRoutes } from './routes/clients.ts'
import { addConsoleRoutes } from './routes/console.ts'
import { addDecisionRoute } from './routes/decision.ts'
import { addDocumentRoutes } from './routes/documents.ts'
import { addDriftRoutes } from './routes/drift.ts'
import { addEvaluationRoutes } from './routes/evaluations.ts'
import { addFhirRoutes } from './routes/fhir/fhir-routes.ts'
import { addInferRoutes } from './routes/inference/infer.ts'
import { addInferenceModelRoutes } from './routes/inference/model.ts'
import { addInferenceServerRoutes } from './routes/inference/server.ts'
import { addIngestRoute } from './routes/ingest.ts'
import { addInstitutionRoutes } from './routes/institutions.ts'
import { addKeyRoutes } from './routes/keys.ts'
import { addModelRoutes } from './routes/models.ts'
import { addOidcRoutes } from './routes/oidc.ts'
import { addOutcomeRoutes } from './routes/outcomes.ts'
import { addOverviewRoute } from './routes/overview.ts'
import { addPasswordRoutes } from './routes/password.ts'
import { addPatientRoutes } from './routes/patients.ts'
import { addPlatformRoutes } from './routes/platform.ts'
import { addPredictRoute } from './routes/predict.ts'
import { addPredictBatchRoute } from './routes/predict-batch.ts'
import { addPredictPatientRoute } from './routes/predict-patient.ts'
import { addPredictionListRoute } from './routes/predictions.ts'
import { addPromotionRoutes } from './routes/promotion.ts'
import { addSessionRoutes } from './routes/session.ts'
import { addSignInRoutes } from './routes/sign-in.ts'
import { addSmartRoutes } from './routes/smart.ts'
import { addStatusRoutes } from './routes/status.ts'
import { addTrainingRoutes } from './routes/training.ts'
import { createTokenBuckets } from './token-bucket.ts'

/** What the application is made of, besides the gate it builds itself. */
export interface ApplicationParts extends Omit<Parts, 'gate'> {
  credentials: Credentials
  metrics: Metrics
  allowedOrigins: readonly string[]
  /** Patients an institution may have scored a second, with a burst of the same. */
  ratePerSecond: number
}

/** The whole HTTP application, ready to be served or called. */
export function createApplication(parts: ApplicationParts): Application {
  const { metrics, logger, allowedOrigins, credentials, ratePerSecond } = parts
  const app: Application = new OpenAPIHono<Environment>()
  const cors = createCors(allowedOrigins)
  app.use('*', observe({ metrics, logger, cors }))
  answerPreflights(app, cors)
  app.onError(failureHandler(logger))
  const rate = createTokenBuckets({ perSecond: ratePerSecond, burst: ratePerSecond })
  const all: Parts = { ...parts, gate: { app, credentials, rate } }
  addStatusRoutes(all)
  addDocumentRoutes(app)
  addConsoleRoutes(all)
  addSignInRoutes(all)
  addSessionRoutes(all)
  addOidcRoutes(all)
  addPasswordRoutes(all)
  addPredictRoute(all)
  addPredictBatchRoute(all)
  addPredictPatientRoute(all)
  addInferenceServerRoutes(all)
  addInferenceModelRoutes(all)
  addInferRoutes(all)
  addPatientRoutes(all)
  addPredictionListRoute(all)
  addDecisionRoute(all)
  addOutcomeRoutes(all)
  addInstitutionRoutes(all)
  addIngestRoute(all)
  addFhirRoutes(all)
  addModelRoutes(all)
  addEvaluationRoutes(all)
  addOverviewRoute(all)
  addPlatformRoutes(all)
  addTrainingRoutes(all)
  addPromotionRoutes(all)
  addDriftRoutes(all)
  addAdminUserRoutes(all)
  addKeyRoutes(all)
  addClientRoutes(all)
  addSmartRoutes(all)
  addCdsHooksRoutes(all)
  addCdsFeedbackRoute(all)
  addAuditSearchRoutes(all)
  addAuditRoutes(all)
  app.notFound(notFoundHandler(createPathTable(app.routes)))
  return app
}

function answerPreflights(app: Application, cors: Cors): void {
  app.options('*', (c, next) => {
    const origin = c.req.header('origin')
    const method = c.req.header('access-control-request-method')
    if (origin === undefined || method === undefined) return next()
    c.set('route', 'preflight')
    const asked = c.req.header('access-control-request-headers')
    const { status, text, headers } = cors.preflight({ origin, method, headers: asked })
    return answerText(c, text, { status, type: 'text/plain; charset=utf-8', headers })
  })
}
