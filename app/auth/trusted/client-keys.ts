import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import type { TrustedClient } from './trusted-client.ts'

const TIMEOUT_MS = 3000
const MOST_BYTES = 64 * 1024
/** Longest that fetched keys are used without asking again, whatever the client's server allows. */
const LONGEST_SECONDS = 600
/** Shortest, so that nobody who sends us tokens can make us hammer a client's server. */
const SHORTEST_SECONDS = 10
/** An unknown `kid` fetches the keys anew, this often at most. */
const UNKNOWN_KID_MS = 30_000

/** The keys that verify a client's tokens. */
export interface ClientKeys {
  /** Found in memory, or fetched from the registered address and no other. */
  of(client: TrustedClient): Promise<JWTVerifyGetKey>
}

/** A client's keys could not be had; told so for a few seconds without asking again. */
export class KeysUnavailable extends Error {
  override name = 'KeysUnavailable'
}

interface Fetched {
  url: string
  get: ReturnType<typeof createRemoteJWKSet>
  /** Fetches the keys where their time is over. */
  refresh(): Promise<void>
}

/** Keys of clients, fetched when first needed and kept as long as their server's Cache-Control says. */
export function createClientKeys(now: () => number = Date.now): ClientKeys {
  const known = new Map<number, Fetched>()
  return {
    of: async ({ id, jwks, jwksUrl }) => {
      if (jwks !== null) return createLocalJWKSet(jwks as Parameters<typeof createLocalJWKSet>[0])
      const url = jwksUrl ?? ''
      let fetched = known.get(id)
      if (fetched?.url !== url) {
        fetched = remote(url, now)
        known.set(id, fetched)
      }
      await fetched.refresh()
      return fetched.get
    },
  }
}

function remote(url: string, now: () => number): Fetched {
  let freshUntil = 0
  let failure: Error | undefined
  const get = createRemoteJWKSet(new URL(url), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: UNKNOWN_KID_MS,
    cacheMaxAge: LONGEST_SECONDS * 1000,
    [customFetch]: async (address, options) => {
      // jose gives `redirect: 'manual'`: an answer that points elsewhere is none.
      const answer = await fetch(address, options)
      if (answer.status !== 200) throw new Error(`The JWK set was answered with ${answer.status}`)
      const text = await readAtMost(answer, MOST_BYTES)
      freshUntil = now() + keptSeconds(answer.headers.get('cache-control')) * 1000
      return new Response(text)
    },
  })
  const refresh = async (): Promise<void> => {
    if (now() < freshUntil) {
      if (failure !== undefined) throw failure
      return
    }
    try {
      await get.reload()
      failure = undefined
    } catch (cause) {
      failure = new KeysUnavailable('The keys of a client cannot be fetched', { cause })
      freshUntil = now() + SHORTEST_SECONDS * 1000
      throw failure
    }
  }
  return { url, get, refresh }
}

/** Seconds that a Cache-Control header lets us keep an answer, within our bounds. */
export function keptSeconds(header: string | null): number {
  const directives = (header ?? '').toLowerCase()
  if (/\bno-(store|cache)\b/.test(directives)) return SHORTEST_SECONDS
  const [, seconds] = /\bmax-age\s*=\s*"?(\d{1,9})/.exec(directives) ?? []
  if (seconds === undefined) return LONGEST_SECONDS
  return Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Number(seconds)))
}

async function readAtMost({ body }: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new Error(`A JWK set may have at most ${limit} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
