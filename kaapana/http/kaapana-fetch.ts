import { Agent, request } from 'node:https'
import { Readable } from 'node:stream'

/** Whom to trust. */
export interface Trust {
  /** Certificates (PEM) that are trusted in place of the public authorities. */
  readonly certificateAuthority?: string
  /** Trusts any certificate. */
  readonly insecure?: boolean
}

/** As the global `fetch`, but that it never follows a redirect. */
export type KaapanaFetch = (url: URL, init?: RequestInit) => Promise<Response>

/** Statuses whose response has no body, which `Response` insists on. */
const WITHOUT_BODY = new Set([101, 204, 205, 304])

/**
 * A `fetch` with its own certificate authority. The global one takes that only from an Undici agent,
 * and then only from the Undici that Node has inside, which cannot be imported.
 */
export function createFetch({ certificateAuthority, insecure = false }: Trust): KaapanaFetch {
  const agent = new Agent({
    keepAlive: true,
    rejectUnauthorized: !insecure,
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
  })
  return async (url, init = {}) => {
    // Request makes headers and bytes of every kind of body.
    const asked = new Request(url, { ...init, redirect: 'manual' })
    const body = asked.body === null ? undefined : Buffer.from(await asked.arrayBuffer())
    const headers = {
      ...Object.fromEntries(asked.headers),
      ...(body !== undefined && { 'content-length': String(body.byteLength) }),
    }
    // Not the signal of `asked`, which follows the given one only as long as `asked` is not collected.
    const signal = init.signal ?? undefined
    return send(url, { agent, method: asked.method, headers, signal, body })
  }
}

interface Sent {
  readonly agent: Agent
  readonly method: string
  readonly headers: Record<string, string>
  readonly signal: AbortSignal | undefined
  readonly body: Buffer | undefined
}

function send(url: URL, { body, signal, ...given }: Sent): Promise<Response> {
  const options = { ...given, ...(signal !== undefined && { signal }) }
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      const status = answer.statusCode ?? 0
      const headers = new Headers()
      for (const [name, values = []] of Object.entries(answer.headersDistinct))
        for (const value of values) headers.append(name, value)
      if (WITHOUT_BODY.has(status)) answer.resume()
      const stream = WITHOUT_BODY.has(status)
        ? null
        : (Readable.toWeb(answer) as ReadableStream<Uint8Array>)
      resolve(new Response(stream, { status, headers }))
    })
    sent.once('error', (error) => {
      reject(signal?.aborted ? signal.reason : unreachable(url, error))
    })
    sent.end(body)
  })
}

/** Codes of OpenSSL and Node of a certificate that is not trusted. */
const UNTRUSTED = /SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS_CERT/

function unreachable(url: URL, error: NodeJS.ErrnoException): Error {
  const reason = error.message || error.code || 'no reason given'
  const hint = UNTRUSTED.test(error.code ?? '')
    ? ' Give the certificate that is to be trusted, e.g. with --ca.'
    : ''
  return new Error(`${url.origin} cannot be reached: ${reason}.${hint}`, { cause: error })
}
