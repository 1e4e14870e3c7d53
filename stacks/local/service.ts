import { type ContainerFile, type LocalContainer, type LocalGround, SECRETS } from './container.ts'
import { databaseSecret, databaseUrl } from './database.ts'

/** User of the service's image. */
const USER = 10001

/** Name of the generated key of an institution. */
export const institutionSecret = (id: string): string => `institution-${id}`

/** Generated secrets of the service by the variable that takes each as a file. */
function secretsOf({ settings }: Pick<LocalGround, 'settings'>): Record<string, string> {
  const keys = Object.keys(settings.institutions).map((id) => [
    `INSTITUTION_API_KEY_${id.toUpperCase().replaceAll('-', '_')}`,
    institutionSecret(id),
  ])
  return {
    DATABASE_PASSWORD: databaseSecret('dataspace'),
    JWT_SECRET: 'tokens',
    AUDIT_KEY: 'audit',
    ADMIN_PASSWORD: 'administrator',
    ...Object.fromEntries(keys),
  }
}

/** The institutions as the service's variable names them. */
export const institutionsVariable = ({ institutions }: LocalGround['settings']): string =>
  JSON.stringify(
    Object.entries(institutions).map(([id, { name, location }]) => ({ id, name, location })),
  )

/** Variables of the service, its secrets as files of a folder. */
export function serviceVariables(
  ground: Pick<LocalGround, 'settings' | 'at'>,
  folder: string = SECRETS,
): Record<string, string> {
  const { settings, at } = ground
  const files = Object.entries(secretsOf(ground)).map(([variable, use]) => {
    return [`${variable}_FILE`, `${folder}/${use}`]
  })
  return {
    DATABASE_URL: databaseUrl('dataspace', ground),
    ADMIN_USERNAME: 'admin',
    INSTITUTIONS: institutionsVariable(settings),
    LOG_LEVEL: settings.logLevel,
    MLFLOW_TRACKING_URI: `http://${at.tracking}`,
    PROMETHEUS_URL: `http://${at.prometheus}`,
    GRAFANA_URL: `http://${at.grafana}`,
    AIRFLOW_URL: `http://${at.pipelines}`,
    S3_ENDPOINT_URL: `http://${at['object-storage']}`,
    ...Object.fromEntries(files),
  }
}

/** The files that the variables name. */
export function serviceFiles(ground: LocalGround): ContainerFile[] {
  return Object.values(secretsOf(ground)).map((use) => ({
    path: `${SECRETS}/${use}`,
    content: ground.secret(use),
    owner: USER,
  }))
}

const READY =
  'fetch("http://127.0.0.1:8000/readyz").then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))'

/** The prediction service. */
export function serviceContainer(ground: LocalGround): LocalContainer {
  const { settings } = ground
  return {
    part: 'service',
    image: { own: 'service' },
    user: `${USER}:${USER}`,
    variables: serviceVariables(ground),
    files: serviceFiles(ground),
    data: '/data',
    ports: { 8000: settings.ports.service, 8001: settings.ports.metrics },
    health: ['/usr/local/bin/node', '-e', READY],
    startSeconds: 60,
    memory: settings.memory.service,
    processors: 2,
    after: ['database', 'tracking'],
  }
}
