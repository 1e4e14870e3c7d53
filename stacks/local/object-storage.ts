import * as pulumi from '@pulumi/pulumi'
import { type ContainerFile, type LocalContainer, type LocalGround, SECRETS } from './container.ts'

/** Buckets: artifacts of MLflow, and data versions of DVC. */
export const BUCKETS = { artifacts: 'mlflow', data: 'dvc' } as const

/** Name that the server knows its one user by. */
export const ACCESS_KEY = 'dataspace'

/** Region that signatures name. */
export const REGION = 'eu-central-1'

/** Arguments and variables of the server over a folder, whose folders are the buckets. */
export function objectStorageCommand(folder: string, port: string): string[] {
  return ['versitygw', '--port', port, '--region', REGION, '--health', '/health', 'posix', folder]
}

/** The S3 server: an object is a file under /data/<bucket>. */
export function objectStorageContainer({ settings, secret }: LocalGround): LocalContainer {
  const folder = '/data'
  const buckets = Object.values(BUCKETS).map((bucket) => `${folder}/${bucket}`)
  const server = objectStorageCommand(folder, ':9000').join(' ')
  return {
    part: 'object-storage',
    image: settings.images.objectStorage,
    entrypoint: ['/bin/sh', '-euc'],
    // The server reads its key from a variable alone: it gets it from a file, so that nobody sees it from outside.
    command: [
      `mkdir -p ${buckets.join(' ')}; ROOT_SECRET_KEY=$(cat ${SECRETS}/object-storage) exec ${server}`,
    ],
    variables: { ROOT_ACCESS_KEY: ACCESS_KEY },
    files: [{ path: `${SECRETS}/object-storage`, content: secret('object-storage'), owner: 0 }],
    data: folder,
    ports: { 9000: settings.ports.objectStorage },
    health: ['wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:9000/health'],
    startSeconds: 30,
    memory: settings.memory.objectStorage,
    processors: 1,
    after: [],
  }
}

/** Variables with which the AWS SDKs find the server, and the key in its file. */
export function objectStorageVariables({ at }: Pick<LocalGround, 'at'>): Record<string, string> {
  const endpoint = `http://${at['object-storage']}`
  return {
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ENDPOINT_URL_S3: endpoint,
    MLFLOW_S3_ENDPOINT_URL: endpoint,
    AWS_SHARED_CREDENTIALS_FILE: `${SECRETS}/aws-credentials`,
  }
}

/** The file that `AWS_SHARED_CREDENTIALS_FILE` names. */
export function objectStorageCredentials({ secret }: LocalGround, owner: number): ContainerFile {
  return {
    path: `${SECRETS}/aws-credentials`,
    content: pulumi.interpolate`[default]\naws_access_key_id = ${ACCESS_KEY}\naws_secret_access_key = ${secret('object-storage')}\n`,
    owner,
  }
}
