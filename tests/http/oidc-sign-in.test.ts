import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BrowserIssuer, CLIENT, startBrowserIssuer } from '../auth/browser-issuer.ts'
import { freePort } from '../bench/free-port.ts'
import { type Browser, openBrowser } from './browser.ts'
import { startTestService, type TestService } from './start-service.ts'

const START = '/api/v1/auth/oidc'

describe('sign-in at the identity provider', () => {
  let issuer: BrowserIssuer
  let service: TestService
  beforeAll(async () => {
    const port = await freePort()
    issuer = await startBrowserIssuer({
      redirectUri: `http://127.0.0.1:${port}${START}/callback`,
      accounts: {
        chief: { roles: ['dataspace-admin'] },
        nurse: { roles: ['dataspace-user'], institution: 'ukhd' },
        guest: { roles: ['else'] },
      },
    })
    service = await startTestService({
      PORT: String(port),
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: 'https://dataspace.test',
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
    })
  })
  afterAll(async () => {
    await service.close()
    await issuer.close()
  })

  const NAVIGATION = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  const navigate = (browser: Browser, url: string) =>
    browser.call('GET', url.replace(service.url, ''), { headers: NAVIGATION })
  const start = async (browser: Browser, query = '') => {
    const answer = await navigate(browser, `${START}${query}`)
    expect(answer.status, answer.text).toBe(302)
    return answer.headers.get('location') as string
  }
  const signIn = async (browser: Browser, account: string, query = '') =>
    navigate(browser, await issuer.signIn(await start(browser, query), account))

  it('sends the browser there with PKCE, state and nonce, and keeps them from scripts', async () => {
    const browser = openBrowser(service)
    const answer = await navigate(browser, START)
    const url = new URL(answer.headers.get('location') as string)
    expect(url.origin).toBe(issuer.url)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.any(String),
      nonce: expect.any(String),
    })
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(
      /^dataspace-sign-in=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    )
    expect(cookie, 'encrypted').not.toContain(url.searchParams.get('state'))
  })

  it('begins a session with the rights of the claims, and returns to the page wanted', async () => {
    const browser = openBrowser(service)
    const back = await signIn(browser, 'nurse', '?return_to=/console/patients')
    expect(back.headers.get('location')).toBe('/console/patients')
    expect([...browser.cookies.keys()]).toEqual(['dataspace-session'])
    const { json } = await browser.call('GET', '/api/v1/auth/session')
    expect(json.session).toMatchObject({
      username: 'nurse',
      role: 'user',
      institution_id: 'ukhd',
      provider: 'oidc',
    })
    browser.csrf = json.session.csrf_token
    const password = { current_password: 'x', new_password: 'long-enough-1' }
    expect(
      (await browser.call('POST', '/api/v1/auth/password', { body: password })).status,
      'his password is not ours',
    ).toBe(409)
    const out = await browser.call('DELETE', '/api/v1/auth/session')
    expect(out.json.provider_sign_out).toContain(`${issuer.url}/session/end`)
    const chief = openBrowser(service)
    await signIn(chief, 'chief')
    expect((await chief.call('GET', '/api/v1/admin/users')).status).toBe(200)
  })

  it('refuses people without a role of ours', async () => {
    const browser = openBrowser(service)
    const back = await signIn(browser, 'guest')
    expect(back.headers.get('location')).toBe('/console/?sign_in=no-role')
    expect(browser.cookies.size).toBe(0)
  })

  it('refuses an answer that this browser did not ask for, or asked for otherwise', async () => {
    const attacker = openBrowser(service)
    const stolen = await issuer.signIn(await start(attacker), 'chief')
    const victim = openBrowser(service)
    expect((await navigate(victim, stolen)).headers.get('location')).toBe(
      '/console/?sign_in=expired',
    )
    await start(victim)
    expect((await navigate(victim, stolen)).headers.get('location')).toBe(
      '/console/?sign_in=failed',
    )
    expect(victim.cookies.has('dataspace-session')).toBe(false)
    const again = await navigate(attacker, stolen)
    expect(again.headers.get('location')).toBe('/console/')
    const replay = await navigate(attacker, stolen)
    expect(replay.headers.get('location')).toBe('/console/?sign_in=expired')
  })

  it('returns to pages of the console alone', async () => {
    const browser = openBrowser(service)
    for (const page of ['https://evil.test/', '//evil.test', '/console/../docs', '/docs'])
      expect(
        (await navigate(browser, `${START}?return_to=${encodeURIComponent(page)}`)).status,
        page,
      ).toBe(422)
  })

  it('is offered where it is configured, and told to be down where it is', async () => {
    const { json } = await openBrowser(service).call('GET', '/api/v1/auth/session')
    expect(json).toEqual({ session: null, sign_in: { password: true, oidc: START } })
    const other = await startTestService({
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_AUDIENCE: 'x',
      OIDC_CLIENT_ID: 'x',
    })
    try {
      expect((await navigate(openBrowser(other), START)).status).toBe(503)
    } finally {
      await other.close()
    }
  })
})
