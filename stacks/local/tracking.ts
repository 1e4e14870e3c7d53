import type { LocalContainer, LocalGround } from './container.ts'
import { SECRETS } from './container.ts'
import { passwordFile, sqlAlchemyUrl } from './database.ts'
import { BUCKETS, objectStorageCredentials, objectStorageVariables } from './object-storage.ts'

/** User of MLflow's image. */
const USER = 10002

/** Variables of MLflow, its secrets in files. */
export function trackingVariables(
  ground: Pick<LocalGround, 'settings' | 'at'>,
): Record<string, string> {
  const { settings, at } = ground
  const here = ['localhost', '127.0.0.1'].map((host) => `${host}:${settings.ports.tracking}`)
  return {
    MLFLOW_HOST: '0.0.0.0',
    MLFLOW_PORT: '5000',
    MLFLOW_BACKEND_STORE_URI: sqlAlchemyUrl('mlflow', ground),
    MLFLOW_ARTIFACTS_DESTINATION: `s3://${BUCKETS.artifacts}/artifacts`,
    // Clients of other names get 403, whatever /health says.
    MLFLOW_SERVER_ALLOWED_HOSTS: [at.tracking, ...here, '127.0.0.1:5000'].join(','),
    MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: here.map((host) => `http://${host}`).join(','),
    // Its job workers are eight processes that nothing here uses.
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    ...objectStorageVariables(ground),
    PGPASSFILE: `${SECRETS}/pgpass`,
  }
}

const READY = 'import urllib.request as r; r.urlopen("http://127.0.0.1:5000/health", timeout=3)'

/** MLflow: runs and models in PostgreSQL, artifacts in the object storage. */
export function trackingContainer(ground: LocalGround): LocalContainer {
  const { settings } = ground
  return {
    part: 'tracking',
    image: { own: 'mlflow' },
    // Where it listens and what it keeps where is in its variables; the password is in libpq's file.
    entrypoint: ['mlflow', 'server', '--workers', '1'],
    user: `${USER}:${USER}`,
    variables: trackingVariables(ground),
    files: [passwordFile('mlflow', ground, USER), objectStorageCredentials(ground, USER)],
    data: undefined,
    ports: { 5000: settings.ports.tracking },
    health: ['python', '-c', READY],
    startSeconds: 120,
    memory: settings.memory.tracking,
    processors: 1,
    after: ['database', 'object-storage'],
  }
}
