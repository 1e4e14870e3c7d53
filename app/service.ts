import { randomUUID } from 'node:crypto'
import { recordPseudonym } from './audit/audit-key.ts'
import { createTokens } from './auth/tokens.ts'
import { BUILT_CONSOLE, createConsoleFiles } from './console-files/console-files.ts'
import { createDriftChecks, driftLimits } from './drift/drift-checks.ts'
import { forgetOld } from './drift/forget-old.ts'
import { createOutcomes } from './drift/outcomes.ts'
import { createServedCounts } from './drift/served-counts.ts'
import { createHealth } from './health/health.ts'
import { createServiceChecks, platformServices } from './health/services.ts'
import { type ApplicationParts, createApplication } from './http/application.ts'
import { clientAddress } from './http/client-address.ts'
import { type Listening, listen } from './http/listen.ts'
import { createTokenBuckets } from './http/token-bucket.ts'
import type { Logger } from './logging/logger.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createMetricsApplication } from './metrics/metrics-application.ts'
import { showStored } from './metrics/stored-gauges.ts'
import { createPredictionCounts } from './overview/prediction-counts.ts'
import { readTraffic } from './overview/traffic.ts'
import { createPromotions } from './promotion/promotions.ts'
import { createStoredRecords } from './records/stored-records.ts'
import { openRegistry } from './registry/stored-registry.ts'
import { createRetraining } from './retraining/stored-retraining.ts'
import { serviceKeys } from './secrets/service-keys.ts'
import { openAudit } from './service/audit.ts'
import { browserSignIn } from './service/browser-sign-in.ts'
import { openCredentials } from './service/credentials.ts'
import { createStoredKeys } from './service/keys.ts'
import { openModelSource } from './service/model-source.ts'
import { platformOf } from './service/platform.ts'
import { createPredictionLog } from './service/prediction-log.ts'
import { judgingSource, publicTraining, trainingChoice } from './service/public-source.ts'
import { storeOptions } from './service/store-options.ts'
import { trainingSource } from './service/training-source.ts'
import { openTrustedClients } from './service/trusted-clients.ts'
import { createStoredUsers } from './service/users.ts'
import { welcomeText } from './service/welcome.ts'
import { createPredictorService } from './serving/predictor-service.ts'
import { createServedModel } from './serving/served-model.ts'
import { SHIPPED_MODEL } from './serving/shipped-model.ts'
import type { Settings } from './settings/settings.ts'
import { openStore } from './store/store.ts'

export { SHIPPED_MODEL } from './serving/shipped-model.ts'

/** A running service. */
export interface Service {
  port: number
  metricsPort: number
  /** What a person who started it wants to know; names no secret. */
  welcome: string
  /** Takes no new requests, finishes those in flight, and closes everything. */
  close(): Promise<void>
}

/** What has been opened so far, closed in the opposite order. */
type Opened = (() => Promise<void> | void)[]

/**
 * Starts the whole service: database, keys, model, audit trail, HTTP and metrics.
 *
 * @throws Error with one clear reason; whatever was started by then is closed again
 */
export async function startService(settings: Settings, logger: Logger): Promise<Service> {
  const opened: Opened = []
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close()
  }
  try {
    const metrics = createMetrics()
    const { parts, credentialsFile } = await openParts({ settings, logger, metrics, opened })
    const graceMs = settings.SHUTDOWN_SECONDS * 1000
    const serve = async (fetch: Parameters<typeof listen>[0]['fetch'], port: number) => {
      const { HOST: host, MAX_CONNECTIONS: maxConnections } = settings
      const server: Listening = await listen({ fetch, host, port, maxConnections })
      opened.push(() => server.close(graceMs))
      return server.port
    }
    const metricsApp = createMetricsApplication(metrics.registry)
    const metricsPort = await serve(metricsApp.fetch, settings.METRICS_PORT)
    const port = await serve(createApplication(parts).fetch, settings.PORT)
    opened.push(() => parts.health.drain())
    logger.info({ port, metrics_port: metricsPort }, 'ready')
    const welcome = welcomeText({
      host: settings.HOST,
      port,
      metricsPort,
      credentials: credentialsFile,
      institution: settings.institutions[0]?.id ?? '',
    })
    return { port, metricsPort, welcome, close: closeAll }
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function openParts(on: {
  settings: Settings
  logger: Logger
  metrics: Metrics
  opened: Opened
}): Promise<{ parts: ApplicationParts; credentialsFile: string | undefined }> {
  const { settings, logger, metrics, opened } = on
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = settings
  const keys = serviceKeys({
    dataDir,
    databaseUrl,
    jwtSecret: settings.JWT_SECRET,
    auditSecret: settings.AUDIT_KEY,
  })
  const onError = (error: Error): void => logger.warn({ err: error }, 'database connection lost')
  const store = await openStore({ ...storeOptions(settings), migrate: settings.MIGRATE, onError })
  opened.push(() => store.close())
  const audit = await openAudit(store, keys.auditSecret)
  opened.push(() => audit.trail.idle())
  const served = createServedModel(metrics)
  const modelPath = settings.MODEL_PATH ?? SHIPPED_MODEL
  const registry = await openRegistry({ db: store.db, served, path: modelPath, logger })
  opened.push(() => registry.close())
  const source = await openModelSource({ settings, registry, audit, metrics, logger })
  opened.push(() => source?.close())
  const deciding = { db: store.db, registry, recordDecision: audit.recordDecision }
  const own = () => trainingSource(store.db, settings)
  const servingSource = async () => (await registry.list()).find(({ serving }) => serving)?.source
  const fromPublic = { ownsShipped: settings.MODEL_PATH === undefined }
  const promotions = createPromotions({
    ...deciding,
    source: (from) => judgingSource(own, from, fromPublic),
  })
  opened.push(() => promotions.close())
  const retraining = createRetraining({
    ...deciding,
    source: async (data) =>
      data === 'own' ? own() : publicTraining(await servingSource(), fromPublic),
    owner: randomUUID(),
    alone: store.kind === 'embedded',
    logger,
  })
  opened.push(() => retraining.close())
  const counts = createServedCounts({ store, logger })
  opened.push(() => counts.close())
  const forgetting = forgetOld({ store, days: settings.OUTCOME_RETENTION_DAYS, logger })
  opened.push(() => forgetting.close())
  const gauges = showStored({ store, metrics, logger })
  opened.push(() => gauges.close())
  const users = createStoredUsers(store.db)
  const tokens = createTokens(keys.tokenKey)
  const trusted = openTrustedClients({
    store,
    institutions: settings.institutions,
    tokenKey: keys.tokenKey,
  })
  const { credentials, generated } = await openCredentials({
    settings,
    store,
    users,
    tokens,
    trusted,
  })
  const ping = (timeoutMs: number): Promise<void> => store.ping(timeoutMs)
  const records = createStoredRecords({
    db: store.db,
    pool: store.pool,
    institutions: settings.institutions.map(({ id }) => id),
    pseudonymise: (institution, type, id) => recordPseudonym(audit.key, institution, { type, id }),
  })
  const perSecond = settings.LOGIN_FAILURES_PER_MINUTE / 60
  return {
    credentialsFile: generated,
    parts: {
      institutions: settings.institutions,
      predictions: createPredictorService({
        served,
        record: audit.recordPrediction,
        metrics,
        counts,
      }),
      served,
      modelPath,
      health: createHealth({
        modelLoaded: () => served.loaded() !== undefined,
        pingDatabase: ping,
        mlflowUrl: settings.MLFLOW_TRACKING_URI,
        ...(source && { modelSource: () => source.state() ?? 'unavailable' }),
      }),
      services: createServiceChecks(platformServices(addressesOf(settings)), ping),
      users,
      tokens,
      oidcSignIn: browserSignIn(settings, keys.tokenKey),
      loginFailures: createTokenBuckets({ perSecond, burst: settings.LOGIN_FAILURES_PER_MINUTE }),
      clientAddress: (c) => clientAddress(c, settings.TRUSTED_PROXIES),
      keys: createStoredKeys(store.db),
      clients: trusted.clients,
      systemTokens: trusted.systemTokens,
      predictionLog: createPredictionLog(store),
      records,
      retraining,
      trainingChoice: () =>
        trainingChoice({
          hasTable: settings.TRAINING_DATA_PATH !== undefined,
          storedPatients: records.patientCounts,
          serving: servingSource,
          models: fromPublic,
        }),
      registry,
      promotions,
      drift: createDriftChecks({
        store,
        served,
        institutions: settings.institutions,
        limits: driftLimits(settings),
        retraining,
        flush: counts.flush,
        show: gauges.refresh,
      }),
      retrainOnDrift: settings.DRIFT_RETRAIN,
      outcomes: createOutcomes({ store, recordEvent: audit.recordEvent, metrics }),
      predictionCounts: createPredictionCounts(store.pool),
      traffic: () => readTraffic(metrics, settings.PROMETHEUS_URL),
      platform: platformOf(settings, logger),
      console: {
        files: createConsoleFiles(settings.CONSOLE_PATH ?? BUILT_CONSOLE),
        issuer: settings.OIDC_ISSUER,
      },
      audit: audit.reader,
      recordEvent: audit.recordEvent,
      credentials,
      metrics,
      logger,
      allowedOrigins: settings.ALLOWED_ORIGINS,
      ratePerSecond: settings.RATE_LIMIT_PER_SECOND,
    },
  }
}

const addressesOf = (settings: Settings) => ({
  port: settings.PORT,
  metricsPort: settings.METRICS_PORT,
  databaseUrl: settings.DATABASE_URL,
  mlflow: settings.MLFLOW_TRACKING_URI,
  prometheus: settings.PROMETHEUS_URL,
  grafana: settings.GRAFANA_URL,
  airflow: settings.AIRFLOW_URL,
  s3: settings.S3_ENDPOINT_URL,
})
