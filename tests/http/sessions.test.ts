import { rmSync } from 'node:fs'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createDatabase } from '../postgres/server.ts'
import { type Browser, openBrowser } from './browser.ts'
import {
  ADMIN,
  copyOfEmptyDatabase,
  KEYS,
  startTestService,
  type TestService,
} from './start-service.ts'

const PATH = '/api/v1/auth/session'
const COOKIE = 'dataspace-session'
const PASSWORD = 'long-enough-password'

describe('sessions, with two replicas on one database', () => {
  let one: TestService
  let two: TestService
  let database: Client
  let admin: Browser
  beforeAll(async () => {
    const DATABASE_URL = await createDatabase(inject('postgresUrl'))
    const environment = { DATABASE_URL, JWT_SECRET: 'a-token-key-of-the-tests-0123456789' }
    one = await startTestService(environment)
    two = await startTestService(environment)
    database = new Client(DATABASE_URL)
    await database.connect()
    admin = openBrowser(one)
    await admin.signIn(ADMIN)
  })
  afterAll(async () => {
    await database.end()
    await one.close()
    await two.close()
  })

  const newUser = async (username: string) => {
    const user = { username, password: PASSWORD, role: 'user', institution_id: 'dkfz' }
    const made = await admin.call('POST', '/api/v1/admin/users', { body: user })
    expect(made.status, made.text).toBe(201)
    return { ...user, id: made.json.id as number }
  }
  const signedIn = async (user: { username: string; password: string }) => {
    const browser = openBrowser(one)
    expect((await browser.signIn(user)).status).toBe(200)
    return browser
  }
  const me = (browser: Browser) => browser.call('GET', '/api/v1/auth/me')

  it('keep the id in a cookie that no script reads and no other site sends, and nowhere else', async () => {
    const browser = openBrowser(one)
    const answer = await browser.signIn(ADMIN)
    const [cookie = ''] = answer.headers.getSetCookie()
    expect(cookie).toMatch(
      /^dataspace-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
    )
    const id = browser.cookies.get(COOKIE) ?? ''
    expect(answer.text).not.toContain(id)
    expect(answer.json.session).toMatchObject({
      username: 'admin',
      role: 'admin',
      institution_id: null,
      provider: 'password',
      idle_seconds: 1800,
    })
    const { rows } = await database.query('select * from sessions')
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(id).toString('hex'))
    expect(JSON.stringify(rows)).not.toContain(id)
  })

  it('are good for every replica, and end at all of them at the sign-out', async () => {
    const browser = await signedIn(ADMIN)
    const elsewhere = Object.assign(openBrowser(two), {
      cookies: browser.cookies,
      csrf: browser.csrf,
    })
    expect((await me(elsewhere)).json).toMatchObject({ username: 'admin' })
    const id = browser.cookies.get(COOKIE) as string
    const out = await elsewhere.call('DELETE', PATH)
    expect(out.json).toEqual({ status: 'signed-out', provider_sign_out: null })
    expect(browser.cookies.has(COOKIE)).toBe(false)
    browser.cookies.set(COOKIE, id)
    expect(await me(browser)).toMatchObject({
      status: 401,
      json: { detail: 'The session has ended; sign in again' },
    })
    expect((await browser.call('GET', PATH)).json.session).toBeNull()
  })

  it('are taken on every route that takes a token', async () => {
    const browser = await signedIn(await newUser('ward'))
    const patient = {
      patient_id: 'P-1',
      age: 60,
      gender: 'female',
      conditions: [],
      medications: [],
      recent_encounters: 0,
    }
    const predicted = await browser.call('POST', '/api/v1/predict', { body: patient })
    expect(predicted.status, predicted.text).toBe(200)
    const row = await browser.call('GET', `/api/v1/audit/${predicted.json.prediction_id}`)
    expect(row.json).toMatchObject({ institution: 'dkfz', actor: expect.stringMatching(/^user:/) })
    expect((await browser.call('GET', '/api/v1/admin/users')).status).toBe(403)
  })

  it('get a new id at every sign-in, and the id the browser came with ends', async () => {
    const browser = openBrowser(one)
    const planted = 'A'.repeat(43)
    browser.cookies.set(COOKIE, planted)
    await browser.signIn(ADMIN)
    const first = browser.cookies.get(COOKIE) as string
    expect(first).not.toBe(planted)
    await browser.signIn(ADMIN)
    expect(browser.cookies.get(COOKIE)).not.toBe(first)
    browser.cookies.set(COOKIE, first)
    expect((await me(browser)).status).toBe(401)
  })

  it('change nothing without their token, whatever page sent it', async () => {
    const browser = await signedIn(ADMIN)
    const right = browser.csrf as string
    const change = (headers: Record<string, string>) =>
      browser.call('POST', '/api/v1/admin/drift/check', { headers })
    for (const token of ['', 'wrong', right.slice(1), (admin.csrf ?? '') as string])
      expect((await change({ 'x-csrf-token': token })).status, token).toBe(403)
    expect((await change({ 'x-csrf-token': right })).status).toBe(200)
  })

  it('serve no other origin: not another site, not a neighbouring port, not even for reading', async () => {
    const browser = await signedIn(ADMIN)
    const read = (headers: Record<string, string>) =>
      browser.call('GET', '/api/v1/auth/me', { headers })
    for (const site of ['cross-site', 'same-site'])
      expect((await read({ 'sec-fetch-site': site })).status, site).toBe(403)
    expect((await read({ 'sec-fetch-site': 'none' })).status).toBe(200)
    const post = (headers: Record<string, string>) =>
      browser.call('POST', '/api/v1/admin/drift/check', { headers })
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await post({ 'sec-fetch-site': site })).status, site).toBe(403)
    const hidden = await browser.call('GET', PATH, { headers: { 'sec-fetch-site': 'same-site' } })
    expect(hidden.json.session, 'the token is not told to others').toBeNull()
  })

  it('go by Origin where a browser does not say which site asks', async () => {
    const browser = await signedIn(ADMIN)
    const send = (origin: string) =>
      fetch(`${one.url}/api/v1/admin/drift/check`, {
        method: 'POST',
        headers: {
          origin,
          cookie: `${COOKIE}=${browser.cookies.get(COOKIE)}`,
          'x-csrf-token': browser.csrf as string,
          // fetch of Node sets none of Sec-Fetch-Site.
        },
      })
    expect((await send('http://127.0.0.1:3000')).status).toBe(403)
    expect((await send('null')).status).toBe(403)
    expect((await send(one.url)).status).toBe(200)
  })

  it('cannot be begun by another page, or over plain HTTP from another machine', async () => {
    const begin = (headers: Record<string, string>) =>
      openBrowser(one).call('POST', PATH, { body: ADMIN, headers })
    expect((await begin({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await begin({ 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  it('end when they are not used for long, and in any case in the end', async () => {
    const age = (column: string, id: string) =>
      database.query(
        `update sessions set ${column} = now() - interval '31 minutes' where encode(id_sha256, 'hex') =
         encode(sha256($1::bytea), 'hex')`,
        [Buffer.from(id)],
      )
    for (const column of ['last_used_at', 'expires_at']) {
      const browser = await signedIn(ADMIN)
      expect((await me(browser)).status).toBe(200)
      expect((await age(column, browser.cookies.get(COOKIE) as string)).rowCount).toBe(1)
      expect((await me(browser)).status, column).toBe(401)
    }
  })

  it('stay alive by being used', async () => {
    const browser = await signedIn(ADMIN)
    await database.query(`update sessions set last_used_at = now() - interval '29 minutes'`)
    expect((await me(browser)).status).toBe(200)
    const { rows } = await database.query(
      `select count(*)::int as fresh from sessions where last_used_at > now() - interval '1 minute'`,
    )
    expect(rows[0].fresh).toBe(1)
  })

  it('end when their user is deleted', async () => {
    const user = await newUser('leaver')
    const browser = await signedIn(user)
    expect((await admin.call('DELETE', `/api/v1/admin/users/${user.id}`)).status).toBe(200)
    expect((await me(browser)).status).toBe(401)
  })

  it('and tokens end when the password changes, but for the browser that changed it', async () => {
    const user = await newUser('changer')
    const [here, there] = [await signedIn(user), await signedIn(user)]
    const token = await one.token(user)
    const change = (current_password: string, new_password: string) =>
      here.call('POST', '/api/v1/auth/password', { body: { current_password, new_password } })
    expect((await change('wrong-password', 'the-next-password')).status).toBe(401)
    const old = here.cookies.get(COOKIE)
    const changed = await change(PASSWORD, 'the-next-password')
    expect(changed.status, changed.text).toBe(200)
    expect(here.cookies.get(COOKIE)).not.toBe(old)
    expect((await me(here)).status).toBe(200)
    expect((await me(there)).status).toBe(401)
    expect((await one.call('GET', '/api/v1/auth/me', { token })).status).toBe(401)
    const next = { username: 'changer', password: 'the-next-password' }
    const again = await one.token(next)
    expect((await two.call('GET', '/api/v1/auth/me', { token: again })).status).toBe(200)
    const reset = await admin.call('POST', `/api/v1/admin/users/${user.id}/password`, {
      body: { password: 'set-by-the-administrator' },
    })
    expect(reset.json).toEqual({ status: 'changed' })
    expect((await me(here)).status).toBe(401)
  })

  it('do not help a request whose own credential is no good', async () => {
    const browser = await signedIn(ADMIN)
    expect((await browser.call('GET', '/api/v1/auth/me', { token: 'junk' })).status).toBe(401)
    expect((await browser.call('GET', '/api/v1/institutions', { key: 'junk' })).status).toBe(403)
  })

  it('of administrators make, replace and revoke keys, at once and for all replicas', async () => {
    const institutions = (service: TestService, key: string) =>
      service.call('GET', '/api/v1/institutions', { key }).then(({ status }) => status)
    const order = { institution_id: 'ukhd', label: 'Ward 3' }
    const made = await admin.call('POST', '/api/v1/admin/keys', { body: order })
    expect(made.status, made.text).toBe(201)
    const { key, id } = made.json
    expect(await institutions(two, key)).toBe(200)
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const rotated = await admin.call('POST', `/api/v1/admin/keys/${id}/rotate`, {
      body: { old_valid_until: until },
    })
    expect(rotated.json).toMatchObject({
      new: { institution_id: 'ukhd', label: 'Ward 3', state: 'active' },
      old: { id, state: 'active', expires_at: until },
    })
    expect(await institutions(two, key)).toBe(200)
    await database.query(`update api_keys set expires_at = now() where id = $1`, [id])
    expect(await institutions(one, key)).toBe(403)
    const next = rotated.json.new
    expect(await institutions(two, next.key)).toBe(200)
    expect((await admin.call('DELETE', `/api/v1/admin/keys/${next.id}`)).json.state).toBe('revoked')
    expect(await institutions(two, next.key)).toBe(403)
    const listed = await admin.call('GET', '/api/v1/admin/keys')
    expect(listed.json.keys.slice(0, 2).map((one: { state: string }) => one.state)).toEqual([
      'revoked',
      'expired',
    ])
    for (const secret of [key, next.key, KEYS.ukhd]) expect(listed.text).not.toContain(secret)
    const { rows } = await database.query('select * from api_keys')
    expect(JSON.stringify(rows)).not.toContain(key)
  })

  it('cannot change keys that come from the environment, or that have ended', async () => {
    const { json } = await admin.call('GET', '/api/v1/admin/keys')
    const given = json.keys.find((one: { source: string }) => one.source === 'environment')
    const refused = await admin.call('DELETE', `/api/v1/admin/keys/${given.id}`)
    expect(refused).toMatchObject({ status: 409 })
    const ended = json.keys.find((one: { state: string }) => one.state === 'revoked')
    expect((await admin.call('DELETE', `/api/v1/admin/keys/${ended.id}`)).status).toBe(409)
    expect((await admin.call('DELETE', '/api/v1/admin/keys/99999')).status).toBe(404)
    const past = { institution_id: 'ukhd', label: 'x', expires_at: '2020-01-01T00:00:00Z' }
    expect((await admin.call('POST', '/api/v1/admin/keys', { body: past })).status).toBe(422)
  })
})

describe('a session and a restart', () => {
  it('leave each other alone', async () => {
    const DATA_DIR = copyOfEmptyDatabase()
    const before = await startTestService({ DATA_DIR })
    const browser = openBrowser(before)
    await browser.signIn(ADMIN)
    await before.close()
    const after = await startTestService({ DATA_DIR })
    try {
      const { cookies, csrf } = browser
      const again = Object.assign(openBrowser(after), { cookies, csrf })
      expect((await again.call('GET', '/api/v1/auth/me')).json.username).toBe('admin')
      expect((await again.call('DELETE', PATH)).status).toBe(200)
    } finally {
      await after.close()
      rmSync(DATA_DIR, { recursive: true, force: true })
    }
  })
})

describe('behind a proxy that ends TLS', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService({ TRUSTED_PROXIES: '1' })
  })
  afterAll(() => service.close())
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '10.0.0.9' }

  it('cookies are Secure and bound to the host by their prefix', async () => {
    const browser = openBrowser(service)
    const answer = await browser.call('POST', PATH, { body: ADMIN, headers: forwarded })
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-dataspace-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
    )
    expect((await browser.call('GET', '/api/v1/auth/me', { headers: forwarded })).status).toBe(200)
    const id = browser.cookies.get('__Host-dataspace-session') as string
    const planted = openBrowser(service)
    planted.cookies.set(COOKIE, id)
    const me = await planted.call('GET', '/api/v1/auth/me', { headers: forwarded })
    expect(me.status, 'a cookie without the prefix counts for nothing').toBe(401)
  })
})
