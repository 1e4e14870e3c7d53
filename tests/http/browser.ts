import type { Answer, CallOptions, TestService } from './start-service.ts'

/** What a browser remembers of the service: cookies, and the token its page was told. */
export interface Browser {
  cookies: Map<string, string>
  csrf: string | undefined
  /** A request as a page of the service makes it, with the token where something is changed. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  /** Signs in with name and password. */
  signIn(user: { username: string; password: string }): Promise<Answer>
}

/** A browser with an empty cookie jar. */
export function openBrowser(service: Pick<TestService, 'call'>): Browser {
  const browser: Browser = {
    cookies: new Map(),
    csrf: undefined,
    call: async (method, path, { headers, ...options } = {}) => {
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await service.call(method, path, {
        key: null,
        ...options,
        headers: {
          'sec-fetch-site': 'same-origin',
          ...(cookie === '' ? {} : { cookie }),
          ...(method === 'GET' || browser.csrf === undefined
            ? {}
            : { 'x-csrf-token': browser.csrf }),
          ...headers,
        },
      })
      keep(browser.cookies, answer.headers)
      return answer
    },
    signIn: async (user) => {
      const answer = await browser.call('POST', '/api/v1/auth/session', { body: user })
      browser.csrf = answer.json?.session?.csrf_token
      return answer
    },
  }
  return browser
}

function keep(cookies: Map<string, string>, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) {
    const [pair = '', ...flags] = cookie.split(';').map((part) => part.trim())
    const name = pair.slice(0, pair.indexOf('='))
    if (flags.includes('Max-Age=0')) cookies.delete(name)
    else cookies.set(name, pair.slice(pair.indexOf('=') + 1))
  }
}
