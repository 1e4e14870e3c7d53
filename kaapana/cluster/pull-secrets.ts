import { nameOf, type Secret } from './objects.ts'

/** Name of the secret by which Kaapana's pods pull their images. */
export const PULL_SECRET = 'registry-secret'

/** A registry whose passwords end. https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html */
const ECR = /\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com/

/** Hours that a password of ECR lasts. */
const ECR_HOURS = 12

/** What a pull secret says of itself; never its password. */
export interface PullSecret {
  /** `namespace/name` */
  readonly secret: string
  readonly registry: string
  /** When it was written last, milliseconds since 1970. */
  readonly written: number
  /** When its password ends; absent where passwords of the registry do not, or nothing says so. */
  readonly ends?: number
}

/** Reads a secret of type `kubernetes.io/dockerconfigjson`. */
export function readPullSecret(secret: Secret): PullSecret[] {
  const { metadata, data = {} } = secret
  const times = [
    metadata.creationTimestamp,
    ...(metadata.managedFields ?? []).map((one) => one.time),
  ]
  const written = Math.max(...times.flatMap((time) => (time === undefined ? [] : Date.parse(time))))
  const { auths = {} } = parsed(decoded(data['.dockerconfigjson'])) as {
    auths?: Record<string, { auth?: string; password?: string }>
  }
  return Object.entries(auths).map(([registry, { auth, password }]) => {
    const ends = ECR.test(registry)
      ? (ecrEnd(password ?? decoded(auth).replace(/^[^:]*:/, '')) ??
        written + ECR_HOURS * 3_600_000)
      : undefined
    return { secret: nameOf(secret), registry, written, ...(ends !== undefined && { ends }) }
  })
}

/** When a password of ECR ends: it is base64 of a document that says so itself. */
function ecrEnd(password: string): number | undefined {
  const { expiration } = parsed(decoded(password)) as { expiration?: unknown }
  return typeof expiration === 'number' ? expiration * 1000 : undefined
}

/** Secrets whose password has ended, or does within the hour, each as a line. */
export function stalePullSecrets(secrets: readonly PullSecret[], now: number): string[] {
  return secrets
    .filter(({ ends }) => ends !== undefined && ends - now < 3_600_000)
    .map(({ secret, ends = 0 }) =>
      ends <= now
        ? `${secret}: its password ended ${hours(now - ends)} h ago`
        : `${secret}: its password ends within the hour`,
    )
}

const hours = (milliseconds: number): string => (milliseconds / 3_600_000).toFixed(1)

const decoded = (base64 = ''): string => Buffer.from(base64, 'base64').toString('utf8')

function parsed(json: string): object {
  try {
    return Object(JSON.parse(json)) as object
  } catch {
    return {}
  }
}
