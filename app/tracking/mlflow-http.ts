import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Longest wait for an answer of a few lines. */
const ANSWER_MS = 10_000

/** Longest wait for a file, up or down. */
const FILE_MS = 60_000

/** Answers other than files are a few kilobytes; more than this is no answer of MLflow's. */
const MOST_ANSWER_BYTES = 4 * 2 ** 20

/** MLflow cannot be reached, or what answers at its address does not answer as MLflow does. */
export class TrackingUnavailable extends Error {
  override name = 'TrackingUnavailable'
}

/** MLflow understood a request and refused it. */
export class TrackingRefused extends Error {
  override name = 'TrackingRefused'
  /** MLflow's error code, e.g. `RESOURCE_DOES_NOT_EXIST`. */
  readonly reason: string
  constructor(reason: string, message: string) {
    super(message)
    this.reason = reason
  }
}

/** Where MLflow is, and the file with the bearer token that a proxy in front of it asks for. */
export interface TrackingServer {
  url: string
  tokenFile?: string
  /** Longest wait for an answer, ms. @default 10000, and 60000 for files */
  timeoutMs?: number
  /** Ends all requests, also those to come. */
  signal?: AbortSignal
}

/** Requests to MLflow's REST interface, each with a time-out and a bound on the answer's size. */
export interface MlflowHttp {
  /** Asks `/api/2.0/mlflow/<path>`; a body makes it a POST. */
  ask<Answer>(path: string, schema: z.ZodType<Answer>, body?: unknown): Promise<Answer>
  /** Reads a file of the artifact store, at most `most` bytes of it. */
  readFile(path: string, most: number): Promise<Uint8Array>
  writeFile(path: string, bytes: Uint8Array): Promise<void>
}

const refusal = z.object({ error_code: z.string(), message: z.string().default('') })

/** Makes the requests. The token's file is read for each, so that a rotated token needs no restart. */
export function createMlflowHttp(server: TrackingServer): MlflowHttp {
  const base = server.url.replace(/\/+$/, '')
  const send = async (path: string, init: RequestInit, timeoutMs: number): Promise<Response> => {
    const token = server.tokenFile === undefined ? '' : readToken(server.tokenFile)
    const headers = new Headers(init.headers)
    if (token !== '') headers.set('authorization', `Bearer ${token}`)
    const late = AbortSignal.timeout(server.timeoutMs ?? timeoutMs)
    const signal = server.signal === undefined ? late : AbortSignal.any([late, server.signal])
    // A redirect would take the token elsewhere, and leads to a sign-in page at best.
    return fetch(`${base}${path}`, { ...init, headers, signal, redirect: 'error' }).catch(
      (cause: unknown) => {
        throw new TrackingUnavailable(`MLflow at ${base} does not answer${why(cause)}`, { cause })
      },
    )
  }
  return {
    ask: async (path, schema, body) => {
      const init: RequestInit =
        body === undefined
          ? {}
          : {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(body),
            }
      const answer = await send(`/api/2.0/mlflow/${path}`, init, ANSWER_MS)
      const json = parse(await readAtMost(answer, MOST_ANSWER_BYTES))
      if (!answer.ok) throw refusalOf(answer, json, path)
      const read = schema.safeParse(json)
      if (read.success) return read.data
      throw new TrackingUnavailable(`${path}: the answer is not MLflow's`)
    },
    readFile: async (path, most) => {
      const answer = await send(artifactPath(path), {}, FILE_MS)
      const bytes = await readAtMost(answer, most)
      if (!answer.ok) throw refusalOf(answer, parse(bytes), path)
      return bytes
    },
    writeFile: async (path, bytes) => {
      const init = {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: bytes as Uint8Array<ArrayBuffer>,
      }
      const answer = await send(artifactPath(path), init, FILE_MS)
      const json = parse(await readAtMost(answer, MOST_ANSWER_BYTES))
      if (!answer.ok) throw refusalOf(answer, json, path)
    },
  }
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new TrackingUnavailable(`The token's file ${file} cannot be read`, { cause })
  }
}

const artifactPath = (path: string): string =>
  `/api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`

/** The reason a request did not come through, as the system names it. */
function why(cause: unknown): string {
  if (!(cause instanceof Error)) return ''
  if (cause.name === 'TimeoutError') return ' in time'
  const { code } = (cause.cause ?? cause) as NodeJS.ErrnoException
  return code === undefined ? '' : ` (${code})`
}

function refusalOf(answer: Response, json: unknown, path: string): Error {
  const told = refusal.safeParse(json)
  const { status } = answer
  if (status >= 500 || !told.success) {
    const hint = status === 403 ? '; is this host among its allowed hosts?' : ''
    return new TrackingUnavailable(`${path}: MLflow answered ${status}${hint}`)
  }
  const { error_code: code, message } = told.data
  return new TrackingRefused(code, `${path}: ${code} ${message}`.trim())
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

/** Reads an answer, and gives up on one that is longer than it can rightly be. */
async function readAtMost(answer: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for await (const part of answer.body ?? []) {
      length += part.length
      if (length > most) break
      parts.push(part)
    }
  } catch (cause) {
    throw new TrackingUnavailable(`MLflow's answer broke off${why(cause)}`, { cause })
  }
  if (length <= most) return Buffer.concat(parts)
  throw new TrackingUnavailable(`MLflow's answer is longer than ${most} bytes`)
}
