const METHODS = 'GET, POST, DELETE, PUT'
const MAX_AGE_SECONDS = '600'

/** The CORS rules of the original: listed origins, credentials, any request header. */
export interface Cors {
  /** Headers of an answer to this origin; empty for other origins, so that browsers refuse it. */
  headers(origin: string | undefined): Record<string, string>
  /** Status, text and headers of the answer to a preflight. */
  preflight(request: { origin: string; method: string; headers: string | undefined }): {
    status: number
    text: string
    headers: Record<string, string>
  }
}

/** CORS for a list of allowed origins, compared exactly. */
export function createCors(origins: readonly string[]): Cors {
  const allowed = new Set(origins)
  const simple = (origin: string): Record<string, string> => ({
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  })
  return {
    headers: (origin) =>
      origin !== undefined && allowed.has(origin)
        ? { ...simple(origin), 'access-control-expose-headers': 'X-Request-Id, Retry-After' }
        : {},
    preflight: ({ origin, method, headers }) => {
      const wrong = [
        ...(allowed.has(origin) ? [] : ['origin']),
        ...(METHODS.split(', ').includes(method) ? [] : ['method']),
      ]
      if (wrong.length > 0)
        return {
          status: 400,
          text: `Disallowed CORS ${wrong.join(', ')}`,
          headers: { vary: 'Origin' },
        }
      return {
        status: 200,
        text: 'OK',
        headers: {
          ...simple(origin),
          'access-control-allow-methods': METHODS,
          'access-control-max-age': MAX_AGE_SECONDS,
          ...(headers === undefined ? {} : { 'access-control-allow-headers': headers }),
        },
      }
    },
  }
}
