import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** Manifests by repository and tag. */
export type Contents = Record<string, Record<string, string>>

/** How a registry of a test behaves. */
export interface RegistryBehaviour {
  /** Asks for a token, for which it wants this `user:password`. */
  readonly login?: string
  /** Asks for this `user:password` with each request, as ECR does. */
  readonly basic?: string
  /** What it answers to a tag that is there and would change. */
  readonly immutable?: string
  /** How many requests it answers with 503 first. */
  readonly busy?: number
}

/** A registry on loopback that knows manifests alone; closed after the test. */
export async function startRegistry(contents: Contents, behaviour: RegistryBehaviour = {}) {
  const requests: string[] = []
  let busy = behaviour.busy ?? 0
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    if (busy-- > 0) response.writeHead(503).end()
    else void answer(request, response, { contents, behaviour, host: host() })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const host = (): string => {
    const address = server.address()
    return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  }
  return { host: host(), requests, contents }
}

interface Ground {
  readonly contents: Contents
  readonly behaviour: RegistryBehaviour
  readonly host: string
}

async function answer(request: IncomingMessage, response: ServerResponse, ground: Ground) {
  const { contents, behaviour, host } = ground
  const url = new URL(request.url ?? '', `http://${host}`)
  const given = request.headers.authorization
  if (url.pathname === '/token') {
    const right = given === basicOf(behaviour.login)
    response.writeHead(right ? 200 : 401)
    response.end(right ? JSON.stringify({ token: url.searchParams.get('scope') }) : '')
    return
  }
  const [, repository = '', tag = ''] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(url.pathname) ?? []
  const scope = `repository:${repository}:${request.method === 'PUT' ? 'pull,push' : 'pull'}`
  const challenge = challengeOf(behaviour, given, { scope, host })
  if (challenge !== undefined) {
    response.writeHead(401, { 'www-authenticate': challenge }).end()
    return
  }
  const there = contents[repository]?.[tag]
  if (request.method === 'PUT') {
    const content = await text(request)
    const refused = behaviour.immutable !== undefined && there !== undefined && there !== content
    if (!refused) contents[repository] = { ...contents[repository], [tag]: content }
    response.writeHead(refused ? 400 : 201).end(refused ? behaviour.immutable : '')
    return
  }
  if (there === undefined) response.writeHead(404).end()
  else response.writeHead(200, { 'docker-content-digest': digestOf(there) }).end(there)
}

const basicOf = (login = ''): string => `Basic ${Buffer.from(login).toString('base64')}`

function challengeOf(
  { login, basic }: RegistryBehaviour,
  given: string | undefined,
  { scope, host }: { scope: string; host: string },
): string | undefined {
  if (basic !== undefined && given !== basicOf(basic)) return 'Basic realm="here"'
  if (login === undefined || given === `Bearer ${scope}`) return undefined
  return `Bearer realm="http://${host}/token",service="s",scope="${scope}"`
}

/** Digest of a manifest. */
export const digestOf = (content: string): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`
