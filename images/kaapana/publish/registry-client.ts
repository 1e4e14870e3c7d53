import type { RegistryCredentials } from './registry-credentials.ts'
import { RegistryError } from './registry-error.ts'

/** A manifest as a registry holds it. */
export interface Manifest {
  readonly mediaType: string
  /** As `sha256:…`. */
  readonly digest: string
  readonly content: Uint8Array<ArrayBuffer>
}

/** What the client is told. */
export interface RegistryOptions {
  /** Host, with its port, and prefix: `<host>/<prefix>`. */
  readonly registry: string
  readonly credentials?: RegistryCredentials
  /** @default as the platform does */
  readonly fetch?: typeof fetch
  /** Waits before a further attempt. @default by the clock */
  readonly pause?: (milliseconds: number) => Promise<void>
}

const MANIFESTS = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const ATTEMPTS = 5

/** A request, the same at each attempt. */
interface Request {
  readonly method: 'GET' | 'HEAD' | 'PUT'
  readonly repository: string
  readonly reference: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array<ArrayBuffer>
}

/**
 * Asks a registry for manifests and tags them. HTTPS, but for registries of this machine.
 * https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class RegistryClient {
  readonly #options: RegistryOptions
  readonly #base: string
  readonly #prefix: string
  /** Ready-made `Authorization` by repository and right; `''` for the whole registry. */
  readonly #authorizations = new Map<string, string>()

  constructor(options: RegistryOptions) {
    const [host = '', ...prefix] = options.registry.split('/')
    this.#options = options
    this.#base = `${isLoopback(host) ? 'http' : 'https'}://${host}/v2`
    this.#prefix = prefix.map((part) => `${part}/`).join('')
  }

  /** Digest of what a tag names; nothing where the tag, or the repository, is not there. */
  async digest(image: string, tag: string): Promise<string | undefined> {
    const response = await this.#ask('HEAD', image, tag)
    if (response.status === 404) return undefined
    if (!response.ok) throw await failure(`${image}:${tag}`, response)
    const digest = response.headers.get('docker-content-digest')
    return digest ?? (await this.manifest(image, tag))?.digest
  }

  /** What a tag names, as it is; nothing where the tag is not there. */
  async manifest(image: string, tag: string): Promise<Manifest | undefined> {
    const response = await this.#ask('GET', image, tag)
    if (response.status === 404) return undefined
    if (!response.ok) throw await failure(`${image}:${tag}`, response)
    const content = new Uint8Array(await response.arrayBuffer())
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', content)).toString('hex')
    const mediaType = response.headers.get('content-type') ?? ''
    return { mediaType, digest: `sha256:${hash}`, content }
  }

  /** Gives a manifest, which the repository has already, a further tag. */
  async tag(image: string, tag: string, manifest: Manifest): Promise<void> {
    const response = await this.#send({
      method: 'PUT',
      repository: this.#prefix + image,
      reference: tag,
      headers: { 'content-type': manifest.mediaType },
      body: manifest.content,
    })
    if (!response.ok) throw await failure(`${image}:${tag}`, response)
    await response.body?.cancel()
  }

  #ask(method: 'GET' | 'HEAD', image: string, reference: string): Promise<Response> {
    const repository = this.#prefix + image
    return this.#send({ method, repository, reference, headers: { accept: MANIFESTS } })
  }

  async #send(request: Request): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#authorized(request).catch((error: unknown) => {
        if (attempt === ATTEMPTS || error instanceof RegistryError) throw reached(this.#base, error)
        return undefined
      })
      const again = response === undefined || response.status === 429 || response.status >= 500
      if (!again || attempt === ATTEMPTS) return response as Response
      await response?.body?.cancel()
      await (this.#options.pause ?? pause)(250 * 4 ** (attempt - 1))
    }
  }

  async #authorized(request: Request): Promise<Response> {
    const right = `${request.repository}:${request.method === 'PUT' ? 'push' : 'pull'}`
    const known = this.#authorizations.get(right) ?? this.#authorizations.get('')
    const first = await this.#fetch(request, known)
    if (first.status !== 401) return first
    const challenge = first.headers.get('www-authenticate') ?? ''
    await first.body?.cancel()
    const authorization = await this.#authorize(challenge, right)
    if (authorization === undefined) return first
    return this.#fetch(request, authorization)
  }

  #fetch(request: Request, authorization?: string): Promise<Response> {
    const { method, repository, reference, headers, body } = request
    return (this.#options.fetch ?? fetch)(`${this.#base}/${repository}/manifests/${reference}`, {
      method,
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
      ...(body !== undefined && { body }),
    })
  }

  /** Answers a challenge: a password for all, or a token for the repository. */
  async #authorize(challenge: string, right: string): Promise<string | undefined> {
    const { credentials } = this.#options
    const basic =
      credentials &&
      `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`
    if (/^basic/i.test(challenge)) {
      if (basic !== undefined) this.#authorizations.set('', basic)
      return basic
    }
    const realm = parameter(challenge, 'realm')
    if (realm === undefined) return undefined
    const url = tokenUrl(realm, challenge, right)
    const response = await (this.#options.fetch ?? fetch)(url, {
      headers: basic === undefined ? {} : { authorization: basic },
    })
    if (!response.ok) throw await failure(`Token for ${right}`, response)
    const answer = (await response.json()) as { token?: string; access_token?: string }
    const authorization = `Bearer ${answer.token ?? answer.access_token}`
    this.#authorizations.set(right, authorization)
    return authorization
  }
}

/** https://distribution.github.io/distribution/spec/auth/token/ */
function tokenUrl(realm: string, challenge: string, right: string): URL {
  const url = new URL(realm)
  if (url.protocol !== 'https:' && !isLoopback(url.host)) {
    throw new RegistryError(`Tokens come from ${realm}, which is not HTTPS`, 401, '')
  }
  const service = parameter(challenge, 'service')
  if (service !== undefined) url.searchParams.set('service', service)
  const actions = right.endsWith(':push') ? right.replace(/push$/, 'pull,push') : right
  url.searchParams.set('scope', `repository:${actions}`)
  return url
}

const parameter = (challenge: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1]

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host)
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

function reached(base: string, error: unknown): unknown {
  if (error instanceof RegistryError) return error
  const cause = (error as { cause?: { message?: string } }).cause?.message ?? String(error)
  return new Error(`${base} cannot be reached: ${cause}`, { cause: error })
}

async function failure(what: string, response: Response): Promise<RegistryError> {
  const answer = (await response.text()).slice(0, 500)
  const hint =
    response.status === 401 || response.status === 403
      ? '; log in with docker login, or set REGISTRY_USER and REGISTRY_PASSWORD'
      : ''
  return new RegistryError(what, response.status, `${answer}${hint}`)
}
