import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { KaapanaError } from '../kaapana-error.ts'

/** Who asks a registry. */
export interface RegistryCredentials {
  readonly user: string
  readonly password: string
}

/** What Docker's config file says of registries. https://docs.docker.com/reference/cli/docker/login/ */
interface DockerConfig {
  readonly auths?: Readonly<Record<string, { readonly auth?: string }>>
  readonly credHelpers?: Readonly<Record<string, string>>
  readonly credsStore?: string
}

/**
 * Credentials for a registry's host: from `REGISTRY_PASSWORD` (with `REGISTRY_USER`, `AWS` without
 * one) of the environment, else as `docker login` left them, in its config file or with a credential
 * helper. None is no error: a registry may let anyone in.
 */
export function registryCredentials(
  host: string,
  env: Readonly<Record<string, string | undefined>>,
): RegistryCredentials | undefined {
  const password = env.REGISTRY_PASSWORD
  if (password) return { user: env.REGISTRY_USER || 'AWS', password }
  const file = join(env.DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json')
  if (!existsSync(file)) return undefined
  const config = readConfig(file)
  const helper = config.credHelpers?.[host]
  if (helper !== undefined) return askHelper(helper, host, env)
  const auth = (config.auths?.[host] ?? config.auths?.[`https://${host}`])?.auth
  if (auth) return readAuth(auth)
  return config.credsStore ? askHelper(config.credsStore, host, env) : undefined
}

function readConfig(file: string): DockerConfig {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as DockerConfig
  } catch {
    // Without the parser's message, which quotes what may be a password.
    throw new KaapanaError(`${file} is not JSON. Run docker login again.`)
  }
}

function readAuth(auth: string): RegistryCredentials {
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return { user: text.slice(0, colon), password: text.slice(colon + 1) }
}

/** https://github.com/docker/docker-credential-helpers#development */
function askHelper(
  name: string,
  host: string,
  env: Readonly<Record<string, string | undefined>>,
): RegistryCredentials | undefined {
  const program = `docker-credential-${name}`
  try {
    const options = { input: host, encoding: 'utf8', env, stdio: 'pipe', timeout: 30_000 } as const
    const answer = JSON.parse(execFileSync(program, ['get'], options)) as Record<string, unknown>
    return { user: String(answer.Username), password: String(answer.Secret) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new KaapanaError(
        `Docker's config names the credential helper ${program} for ${host}, which is not on PATH. ` +
          'Install it, or give the password as REGISTRY_PASSWORD in the environment.',
      )
    }
    // It knows none: Docker goes on without, and the registry says whether that will do.
    return undefined
  }
}
