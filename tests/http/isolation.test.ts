import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openBrowser } from './browser.ts'
import { register } from './registered.ts'
import { type Answer, KEYS, startTestService, type TestService } from './start-service.ts'

const PASSWORD = 'long-enough-password'
const PATIENT = {
  patient_id: 'P-of-dkfz',
  age: 60,
  gender: 'female',
  conditions: [],
  medications: [],
  recent_encounters: 0,
}
const RECORDS = [
  { resourceType: 'Patient', id: 'P-of-dkfz', gender: 'female', birthDate: '1950-03-01' },
  {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    subject: { reference: 'Patient/P-of-dkfz' },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    period: { start: '2026-03-02T09:00:00+01:00', end: '2026-03-08T11:00:00+01:00' },
  },
]

/** Everybody who may knock: how they come, as whom, and from where. */
interface Identity {
  name: string
  by: 'nothing' | 'key' | 'token' | 'session' | 'signature' | 'smart'
  role: 'nobody' | 'institution' | 'user' | 'admin'
  institution: string | null
  send(method: string, path: string, body: unknown): Promise<Answer>
}

interface Operation {
  method: string
  path: string
  access: 'public' | 'client' | 'user' | 'admin' | 'session' | 'signed'
  /** Scope of SMART with which systems are served. */
  scope: string | undefined
  institution: 'required' | 'unless-admin' | undefined
}

/** What is asked of the route with its path's parameters and body: something of DKFZ. */
interface Asked {
  url: string
  body: unknown
  /** It names a thing of DKFZ, which nobody else may know to exist. */
  ofDkfz: boolean
}

describe('who may do what', () => {
  let service: TestService
  let operations: Operation[]
  let identities: Identity[]
  let prediction: string
  let pseudonym: string

  beforeAll(async () => {
    service = await startTestService()
    const admin = await service.token()
    await service.call('POST', '/api/v1/data/ingest', { body: RECORDS })
    prediction = (await service.call('POST', '/api/v1/predict', { body: PATIENT })).json
      .prediction_id
    pseudonym = (
      await service.call('POST', '/api/v1/pseudonyms', { body: { patient_id: 'P-of-dkfz' } })
    ).json.pseudonym
    identities = [
      { name: 'nobody', by: 'nothing', role: 'nobody', institution: null, send: sender({}) },
      ...(['dkfz', 'ukhd'] as const).map((id) => ({
        name: `key of ${id}`,
        by: 'key' as const,
        role: 'institution' as const,
        institution: id,
        send: sender({ key: KEYS[id] }),
      })),
      ...(await both('admin', 'admin', null, admin)),
    ]
    for (const institution of ['dkfz', 'ukhd', null]) {
      const username = `user-${institution ?? 'free'}`
      const body = { username, password: PASSWORD, role: 'user', institution_id: institution }
      await service.call('POST', '/api/v1/admin/users', { token: admin, body })
      const token = await service.token({ username, password: PASSWORD })
      identities.push(...(await both(username, 'user', institution, token)))
    }
    for (const institution of ['dkfz', 'ukhd'] as const)
      identities.push(...(await system(institution)))
    operations = await readOperations()
  })
  afterAll(() => service.close())

  const sender =
    (credential: { key?: string; token?: string }): Identity['send'] =>
    (method, path, body) =>
      service.call(method, path, {
        key: null,
        ...credential,
        ...(body === undefined ? {} : { body }),
      })

  /** A user twice: with his token, and with his session. */
  async function both(
    name: string,
    role: 'user' | 'admin',
    institution: string | null,
    token: string,
  ): Promise<Identity[]> {
    const password = role === 'admin' ? 'correct-horse-battery' : PASSWORD
    const signedIn = async (): Promise<Browser> => {
      const browser = openBrowser(service)
      expect((await browser.signIn({ username: name, password })).status).toBe(200)
      return browser
    }
    const browser = await signedIn()
    const bySession: Identity['send'] = async (method, path, body) => {
      // Signing out must not end the session that the other requests come with.
      const own = method === 'DELETE' && path.endsWith('/session') ? await signedIn() : browser
      return own.call(method, path, body === undefined ? {} : { body })
    }
    return [
      { name, by: 'token', role, institution, send: sender({ token }) },
      { name: `session of ${name}`, by: 'session', role, institution, send: bySession },
    ]
  }

  /** A registered system twice: with a token it signs for each request, and with one of SMART. */
  async function system(institution: 'dkfz' | 'ukhd'): Promise<Identity[]> {
    const client = await register(service, {
      name: `system-${institution}`,
      institution_id: institution,
    })
    const { access_token: token } = (await client.askToken({ scope: 'system/*.crs' })).json
    return [
      {
        ...{
          name: `signature of ${institution}`,
          by: 'signature',
          role: 'institution',
          institution,
        },
        send: async (method, path, body) => {
          const [endpoint = ''] = path.split('?')
          return sender({ token: await client.sign(service.url + endpoint) })(method, path, body)
        },
      },
      {
        ...{ name: `SMART token of ${institution}`, by: 'smart', role: 'institution', institution },
        send: sender({ token }),
      },
    ]
  }

  async function readOperations(): Promise<Operation[]> {
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    return Object.entries(json.paths as Record<string, Record<string, object>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => ({
          method: method.toUpperCase(),
          path,
          access: (operation as Record<string, Operation['access']>)['x-access'] as 'public',
          scope: (operation as Record<string, string>)['x-scope'],
          institution: (operation as Record<string, 'required'>)['x-institution'],
        })),
    )
  }

  function ask({ method, path }: Operation): Asked {
    const url = path
      .replace('{prediction_id}', prediction)
      .replace('{pseudonym}', pseudonym)
      .replace('{service}', 'readmission-at-discharge')
      .replace('/predict/patient/{id}', '/predict/patient/P-of-dkfz')
      .replace('/fhir/RiskAssessment/{id}', `/fhir/RiskAssessment/${prediction}`)
      .replace('/fhir/Patient/{id}', '/fhir/Patient/P-of-dkfz')
      .replace('{version}', '1')
      .replace('{name}', 'readmission-forest')
      .replace('{id}', '999999')
    const today = new Date().toISOString().slice(0, 10)
    const bodies: Record<string, unknown> = {
      '/api/v1/predict': { ...PATIENT },
      '/api/v1/outcomes': { prediction_id: prediction, readmitted: true, observed_on: today },
      '/api/v1/predictions/{prediction_id}/decision': { action: 'accepted' },
      '/api/v1/data/ingest': [],
      '/fhir/Patient/{id}/$predict-readmission': { resourceType: 'Parameters' },
    }
    const body = bodies[path] ?? (method === 'POST' ? {} : undefined)
    const ofDkfz =
      url.includes(prediction) ||
      url.includes(pseudonym) ||
      url.includes('/P-of-dkfz') ||
      path === '/api/v1/outcomes'
    return { url, body, ofDkfz }
  }

  /** The statuses that are right; undefined where every one but a refusal is. */
  function expected(who: Identity, operation: Operation, { ofDkfz }: Asked) {
    const { path, access, institution, scope } = operation
    if (access === 'public') return undefined
    // Whoever else they are: signatures open the CDS services alone, and nothing else opens these.
    if ((access === 'signed') !== (who.by === 'signature')) return [401]
    if (access === 'signed') return undefined
    if (who.by === 'smart' && scope === undefined) return [401]
    if (access === 'session' && who.by !== 'session') return [401]
    // FHIR's clients expect 401, those of the original 403.
    const isOriginal = access === 'client' && !path.startsWith('/fhir/')
    if (who.role === 'nobody') return [isOriginal ? 403 : 401]
    if (who.role === 'institution' && access !== 'client') return [401]
    if (access === 'admin' && who.role !== 'admin') return [403]
    const mayRoam = institution === 'unless-admin' && who.role === 'admin'
    if (institution !== undefined && who.institution === null && !mayRoam) return [403]
    return ofDkfz && who.institution !== 'dkfz' && !mayRoam ? [404] : undefined
  }

  it('is exactly what the OpenAPI document says, for every route and everybody', async () => {
    const wrong: string[] = []
    let asked = 0
    for (const operation of operations)
      for (const who of identities) {
        const what = ask(operation)
        const answer = await who.send(operation.method, what.url, what.body)
        const right = expected(who, operation, what)
        asked += 1
        const isRight =
          right === undefined
            ? operation.access === 'public' || ![401, 403, 500].includes(answer.status)
            : right.includes(answer.status)
        if (!isRight)
          wrong.push(
            `${operation.method} ${operation.path} as ${who.name}: ${answer.status}, not ${right}`,
          )
        const isStranger = who.institution !== 'dkfz' && who.role !== 'admin'
        const { text } = answer
        if (isStranger && (text.includes(pseudonym) || text.includes(prediction)))
          wrong.push(`${operation.method} ${operation.path} tells ${who.name} about DKFZ`)
      }
    expect(wrong).toEqual([])
    expect(asked).toBeGreaterThan(500)
  }, 120_000)

  it('gives access to no thing that does not exist for the institution that has it', async () => {
    const found = operations.filter((operation) => ask(operation).ofDkfz)
    expect(found.length).toBeGreaterThanOrEqual(8)
    for (const operation of found) {
      const { url, body } = ask(operation)
      const answer = await service.call(operation.method, url, {
        token: await service.token({ username: 'user-dkfz', password: PASSWORD }),
        ...(body === undefined ? {} : { body }),
      })
      expect(answer.status, `${operation.method} ${operation.path}: ${answer.text}`).toBe(200)
    }
  })

  it('changes nothing by a session without its token, on any route', async () => {
    const browser = openBrowser(service)
    await browser.signIn({ username: 'admin', password: 'correct-horse-battery' })
    browser.csrf = undefined
    let refused = 0
    for (const operation of operations) {
      if (['public', 'signed'].includes(operation.access) || operation.method === 'GET') continue
      const { url, body } = ask(operation)
      const answer = await browser.call(operation.method, url, body === undefined ? {} : { body })
      expect(answer.status, `${operation.method} ${operation.path}`).toBe(403)
      refused += 1
    }
    expect(refused).toBeGreaterThan(15)
    expect((await browser.call('GET', '/api/v1/auth/me')).status).toBe(200)
  })

  it('shows an institution no other one, named in a query or a body', async () => {
    const body = { ...PATIENT, institution_id: 'dkfz' }
    const strangers = identities.filter(
      ({ institution, by }) => institution === 'ukhd' && by !== 'signature' && by !== 'smart',
    )
    for (const who of strangers) {
      for (const path of ['/api/v1/audit', '/api/v1/audit/export'])
        expect((await who.send('GET', `${path}?institution_id=dkfz`, undefined)).status).toBe(403)
      expect((await who.send('POST', '/api/v1/predict', body)).status, who.name).toBe(403)
      const searched = await who.send('GET', `/api/v1/audit?prediction_id=${prediction}`, undefined)
      expect(searched.json.rows, who.name).toEqual([])
      for (const search of ['', '?subject=P-of-dkfz']) {
        const found = await who.send('GET', `/fhir/RiskAssessment${search}`, undefined)
        expect(found.status, who.name).toBe(200)
        expect(found.text, who.name).not.toContain(prediction)
        expect(found.text, who.name).not.toContain(pseudonym)
      }
      const byPseudonym = `/fhir/RiskAssessment?subject:identifier=${pseudonym}`
      expect((await who.send('GET', byPseudonym, undefined)).json.entry).toBeUndefined()
      const days = await who.send('GET', '/api/v1/overview', undefined)
      expect(days.text).not.toContain('dkfz')
    }
  })
})
