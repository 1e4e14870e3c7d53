import { type LocalContainer, type LocalGround, SECRETS } from './container.ts'
import { databaseSecret, databaseUrl, passwordFile, sqlAlchemyUrl } from './database.ts'
import { BUCKETS, objectStorageCredentials, objectStorageVariables } from './object-storage.ts'
import { institutionsVariable } from './service.ts'

/** User of Airflow's image. */
const USER = 50000

/** Where logs and the workspace of the tasks are. */
const DATA = '/data'

/** Secrets that the tasks' command takes, by use: no key that signs tokens is among them. */
const TASK_SECRETS = { DATABASE_PASSWORD: databaseSecret('dataspace'), AUDIT_KEY: 'audit' }

/** Variables of Airflow, its secrets in files. */
export function pipelinesVariables(
  ground: Pick<LocalGround, 'settings' | 'at'>,
): Record<string, string> {
  return {
    AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
    AIRFLOW__CORE__PARALLELISM: '2',
    AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: sqlAlchemyUrl('airflow', ground),
    AIRFLOW__CORE__FERNET_KEY_CMD: `cat ${SECRETS}/pipelines-fernet`,
    AIRFLOW__API__SECRET_KEY_CMD: `cat ${SECRETS}/pipelines-sessions`,
    AIRFLOW__API_AUTH__JWT_SECRET_CMD: `cat ${SECRETS}/pipelines-tokens`,
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: 'admin:admin',
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: `${SECRETS}/pipelines-users.json`,
    // Tasks are commands in this container, not pods.
    DATASPACE_TASKS: 'local',
    ...taskVariables(ground),
    ...objectStorageVariables(ground),
    PGPASSFILE: `${SECRETS}/pgpass`,
  }
}

/** What tasks work with: the service's database, MLflow, and DVC's storage. */
function taskVariables({ settings, at }: Pick<LocalGround, 'settings' | 'at'>) {
  const files = Object.entries(TASK_SECRETS).map(([variable, use]) => {
    return [`${variable}_FILE`, `${SECRETS}/${use}`]
  })
  return {
    DATABASE_URL: databaseUrl('dataspace', { at }),
    INSTITUTIONS: institutionsVariable(settings),
    MLFLOW_TRACKING_URI: `http://${at.tracking}`,
    DVC_REMOTE_URL: `s3://${BUCKETS.data}/versions`,
    PIPELINE_WORKSPACE: `${DATA}/workspace`,
    AIRFLOW__LOGGING__BASE_LOG_FOLDER: `${DATA}/logs`,
    ...(Object.fromEntries(files) as Record<string, string>),
  }
}

const READY =
  'import urllib.request as r; r.urlopen("http://127.0.0.1:8080/api/v2/monitor/health", timeout=3)'

/** Airflow: scheduler, API server and tasks in one container, on its own database. */
export function pipelinesContainer(ground: LocalGround): LocalContainer {
  const { settings, secret } = ground
  const own = (use: string) => ({ path: `${SECRETS}/${use}`, content: secret(use), owner: USER })
  // 32 bytes in base64, as Fernet takes them.
  const fernet = secret('pipelines-fernet').apply((key) =>
    Buffer.from(key.slice(0, 32)).toString('base64'),
  )
  const users = secret('pipelines').apply((password) => JSON.stringify({ admin: password }))
  return {
    part: 'pipelines',
    image: { own: 'airflow-local' },
    user: `${USER}:${USER}`,
    command: ['airflow', 'standalone'],
    variables: pipelinesVariables(ground),
    files: [
      passwordFile('airflow', ground, USER),
      objectStorageCredentials(ground, USER),
      { path: `${SECRETS}/pipelines-fernet`, content: fernet, owner: USER },
      own('pipelines-sessions'),
      own('pipelines-tokens'),
      ...Object.values(TASK_SECRETS).map(own),
      // Airflow opens it for writing, to add users that have no password yet.
      { path: `${SECRETS}/pipelines-users.json`, content: users, owner: USER, writable: true },
    ],
    data: DATA,
    ports: { 8080: settings.ports.pipelines },
    health: ['python', '-c', READY],
    startSeconds: 180,
    memory: settings.memory.pipelines,
    processors: 2,
    after: ['database', 'object-storage', 'tracking'],
  }
}
