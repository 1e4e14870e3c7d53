import { createFetch, type KaapanaFetch, type Trust } from './kaapana-fetch.ts'
import { KaapanaProject, projectHeaders } from './project.ts'
import { SessionError } from './session-error.ts'
import { type Credentials, requestToken, type Token } from './token.ts'

/** A signed-in user in one project. */
export interface KaapanaSession {
  readonly baseUrl: URL
  /**
   * Asks for a path of the host, with token, project header and cookie. Redirects are given, not
   * followed. The token is renewed before it ends.
   */
  fetch(path: string, init?: RequestInit): Promise<Response>
  readonly project: KaapanaProject
}

/** What opens a session. */
export interface SessionOptions extends Credentials, Trust {
  readonly baseUrl: URL
  /** Name of the project. @default "admin" */
  readonly project?: string
  /** Ends the opening, not what is fetched later. */
  readonly signal?: AbortSignal
}

/** Milliseconds before its end from which on a token is renewed. */
const RENEWED_BEFORE = 30_000

/**
 * Signs in and finds the project.
 *
 * @throws SessionError where Keycloak refuses, or there is no such project
 */
export async function openSession(options: SessionOptions): Promise<KaapanaSession> {
  const { baseUrl, signal, project: name = 'admin' } = options
  const fetch = createFetch(options)
  const tokens = new Tokens(fetch, options)
  const authorized = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(path, baseUrl)
    if (url.origin !== baseUrl.origin)
      throw new SessionError(`${path} is not a path of ${baseUrl.origin}: the token stays there.`)
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${await tokens.current(init.signal ?? undefined)}`)
    return fetch(url, { ...init, headers })
  }
  await tokens.current(signal)
  const project = await findProject(authorized, name, signal)
  return {
    baseUrl,
    project,
    fetch: (path, init = {}) => {
      const headers = new Headers(init.headers)
      for (const [key, value] of Object.entries(projectHeaders(project))) headers.set(key, value)
      return authorized(path, { ...init, headers })
    },
  }
}

/** The token of now. */
class Tokens {
  readonly #fetch: KaapanaFetch
  readonly #options: SessionOptions
  #token: Token | undefined

  constructor(fetch: KaapanaFetch, options: SessionOptions) {
    this.#fetch = fetch
    this.#options = options
  }

  async current(signal?: AbortSignal): Promise<string> {
    if (this.#token === undefined || this.#token.expires - RENEWED_BEFORE < Date.now()) {
      const { baseUrl, user, password, clientSecret } = this.#options
      this.#token = await requestToken(this.#fetch, {
        baseUrl,
        credentials: { user, password, clientSecret },
        ...(signal !== undefined && { signal }),
      })
    }
    return this.#token.accessToken
  }
}

async function findProject(
  fetch: KaapanaSession['fetch'],
  name: string,
  signal?: AbortSignal,
): Promise<KaapanaProject> {
  const path = `/aii/projects/${encodeURIComponent(name)}`
  const response = await fetch(path, { ...(signal !== undefined && { signal }) })
  const found = KaapanaProject.safeParse(await response.json().catch(() => undefined))
  if (response.ok && found.success) return found.data
  if (response.status === 404) throw new SessionError(`There is no project "${name}".`)
  throw new SessionError(
    `Project "${name}": ${path} answers ${response.status}${response.ok ? ', and not with a project' : ''}.`,
  )
}
