import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Registered, register } from './registered.ts'
import { KEYS, startTestService, type TestService } from './start-service.ts'

describe('SMART backend services', () => {
  let service: TestService
  let monitor: Registered
  let reader: Registered
  let admin: string
  beforeAll(async () => {
    service = await startTestService({ LOGIN_FAILURES_PER_MINUTE: '100' })
    admin = await service.token()
    monitor = await register(service, { name: 'monitor', institution_id: 'dkfz', uses: ['fhir'] })
    reader = await register(service, {
      ...{ name: 'reader', institution_id: 'ukhd', uses: ['fhir'] },
      scopes: ['system/RiskAssessment.r'],
    })
  })
  afterAll(() => service.close())

  it('are described where SMART looks', async () => {
    const answer = await service.call('GET', '/fhir/.well-known/smart-configuration', { key: null })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.json).toEqual({
      token_endpoint: `${service.url}/fhir/auth/token`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
      scopes_supported: ['system/*.crs', 'system/Patient.rs', 'system/RiskAssessment.crs'],
      code_challenge_methods_supported: ['S256'],
      capabilities: ['client-confidential-asymmetric', 'permission-v2', 'permission-v1'],
    })
  })

  it('get a token of five minutes, which is in the audit trail before they have it', async () => {
    const answer = await monitor.askToken()
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json).toEqual({
      access_token: expect.any(String),
      token_type: 'bearer',
      expires_in: 300,
      scope: 'system/RiskAssessment.rs',
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { exp = 0, iat = 0 } = decodeJwt(answer.json.access_token)
    expect(exp - iat).toBe(300)
    const rows = await service.call('GET', '/api/v1/audit?kind=token-issued', { token: admin })
    expect(rows.json.rows[0]).toMatchObject({
      actor: 'client:monitor',
      institution: 'dkfz',
      details: { scope: 'system/RiskAssessment.rs', seconds: 300 },
    })
    expect(rows.text).not.toContain(answer.json.access_token)
  })

  it('get the scopes they are registered for and no more, version 1 in its own words', async () => {
    const scopes = async (client: Registered, scope: string) => {
      const { status, json } = await client.askToken({ scope })
      return status === 200 ? json.scope : `${status} ${json.error}: ${json.error_description}`
    }
    expect(await scopes(monitor, 'system/*.rs')).toBe('system/*.rs')
    expect(await scopes(monitor, 'system/RiskAssessment.read')).toBe('system/RiskAssessment.read')
    expect(await scopes(reader, 'system/*.rs')).toBe('system/RiskAssessment.r')
    const refused = '400 invalid_scope: '
    for (const [client, scope] of [
      [reader, 'system/Patient.rs'],
      [monitor, 'system/Observation.rs'],
    ] as const)
      expect(await scopes(client, `system/RiskAssessment.r ${scope}`)).toBe(
        `${refused}${scope} is not served, or not registered for this client`,
      )
    for (const scope of ['patient/Patient.rs', '<script>', ''])
      expect(await scopes(monitor, scope)).toMatch(`${refused}scope must be a list of system/`)
  })

  it.each([
    [{ grant_type: undefined }, 400, 'invalid_request'],
    [{ scope: undefined }, 400, 'invalid_request'],
    [{ client_assertion: undefined }, 400, 'invalid_request'],
    [{ client_assertion_type: 'saml' }, 400, 'invalid_request'],
    [{ grant_type: 'authorization_code' }, 400, 'unsupported_grant_type'],
    [{ client_assertion: 'none' }, 401, 'invalid_client'],
    [{ client_id: 'https://another.test/' }, 401, 'invalid_client'],
  ])('are refused with %o in the words of OAuth', async (fields, status, error) => {
    const answer = await monitor.askToken(fields)
    expect([answer.status, answer.json.error]).toEqual([status, error])
    expect(answer.json.error_description).toMatch(/\w+/)
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  it('are refused with JSON, and with a field twice', async () => {
    const send = async (body: string, type: string) =>
      (
        await service.call('POST', '/fhir/auth/token', {
          key: null,
          body,
          headers: { 'content-type': type },
        })
      ).json.error
    const form = 'application/x-www-form-urlencoded'
    expect(await send('{"grant_type":"client_credentials"}', 'application/json')).toBe(
      'invalid_request',
    )
    expect(await send('grant_type=client_credentials&grant_type=x&scope=a', form)).toBe(
      'invalid_request',
    )
  })

  it('are refused with an assertion for something else, used before, or too long', async () => {
    const at = `${service.url}/fhir/auth/token`
    const exp = Math.floor(Date.now() / 1000) + 600
    const used = await monitor.sign(at)
    expect((await monitor.askToken({ client_assertion: used })).status).toBe(200)
    const bad = [
      used,
      await monitor.sign(`${service.url}/cds-services/readmission-in-chart`),
      await monitor.sign('https://authorize.smarthealthit.org/token'),
      await monitor.sign(at, { claims: { exp } }),
      await monitor.sign(at, { claims: { sub: 'somebody-else' } }),
      await reader.sign(at, { claims: { iss: monitor.issuer, sub: monitor.issuer } }),
    ]
    for (const client_assertion of bad)
      expect((await monitor.askToken({ client_assertion })).json.error).toBe('invalid_client')
  })

  it('open nothing outside the FHIR interface with a token', async () => {
    const { access_token: token } = (await monitor.askToken({ scope: 'system/*.rs' })).json
    for (const path of ['/api/v1/patients', '/api/v1/audit', '/api/v1/auth/me', '/api/v1/services'])
      expect((await service.call('GET', path, { token })).status, path).toBe(401)
    const body = { patient_id: 'p', age: 1, gender: 'male', conditions: [], medications: [] }
    const answer = await service.call('POST', '/api/v1/predict', {
      token,
      body: { ...body, recent_encounters: 0 },
    })
    expect(answer.status).toBe(401)
    const call = await monitor.call('/cds-services/readmission-in-chart', {}, token)
    expect(call.status).toBe(401)
  })

  it('use the FHIR interface as their institution, within the scopes of their token', async () => {
    const subject = { reference: 'Patient/p1' }
    await service.call('POST', '/api/v1/data/ingest', {
      body: [
        { resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1950-03-01' },
        {
          ...{ resourceType: 'Encounter', id: 'e1', status: 'finished', subject },
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
          period: { start: '2026-03-02T09:00:00+01:00', end: '2026-03-08T11:00:00+01:00' },
        },
      ],
    })
    const tokenFor = async (client: Registered, scope: string): Promise<string> =>
      (await client.askToken({ scope })).json.access_token
    const all = await tokenFor(monitor, 'system/*.crs')
    const operation = '/fhir/Patient/p1/$predict-readmission'
    const made = await service.call('POST', operation, { token: all })
    expect(made.status, made.text).toBe(200)
    const risk = `/fhir/RiskAssessment/${made.json.id}`
    const row = await service.call('GET', `/api/v1/audit/${made.json.id}`)
    expect(row.json).toMatchObject({ actor: 'client:monitor', institution: 'dkfz' })
    const reading = await tokenFor(monitor, 'system/RiskAssessment.r')
    expect((await service.call('GET', risk, { token: reading })).status).toBe(200)
    const refused = await service.call('POST', operation, { token: reading })
    expect(refused).toMatchObject({ status: 403, json: { resourceType: 'OperationOutcome' } })
    expect(refused.headers.get('www-authenticate')).toContain('system/RiskAssessment.c')
    const stranger = await tokenFor(reader, 'system/RiskAssessment.r')
    expect((await service.call('GET', risk, { token: stranger })).status).toBe(404)
  })

  it('that are revoked get no token', async () => {
    const gone = await register(service, { name: 'gone', institution_id: 'dkfz' })
    expect((await gone.askToken()).status).toBe(200)
    await service.call('DELETE', `/api/v1/admin/clients/${gone.id}`, { token: admin })
    expect((await gone.askToken()).json.error).toBe('invalid_client')
  })

  it('that fail too often wait', async () => {
    const strict = await startTestService({ LOGIN_FAILURES_PER_MINUTE: '2' })
    try {
      const client = await register(strict, { name: 'wrong', institution_id: 'dkfz' })
      for (const status of [401, 401, 429])
        expect((await client.askToken({ client_assertion: 'x' })).status).toBe(status)
    } finally {
      await strict.close()
    }
  })

  it('are judged by PUBLIC_URL, whatever Host a request names', async () => {
    const PUBLIC_URL = 'https://dataspace.example.org'
    const named = await startTestService({ PUBLIC_URL })
    try {
      const client = await register(named, { name: 'named', institution_id: 'dkfz' })
      const well = await named.call('GET', '/fhir/.well-known/smart-configuration', { key: null })
      expect(well.json.token_endpoint).toBe(`${PUBLIC_URL}/fhir/auth/token`)
      expect((await client.askToken()).json.error).toBe('invalid_client')
      const client_assertion = await client.sign(well.json.token_endpoint)
      expect((await client.askToken({ client_assertion })).status).toBe(200)
    } finally {
      await named.close()
    }
  })

  it('leave keys as they were', async () => {
    expect((await service.call('GET', '/api/v1/patients', { key: KEYS.dkfz })).status).toBe(200)
  })
})
