import openapiTS, { astToString } from 'openapi-typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReadmissionClient } from '../../app/client/client.ts'
import { KEYS, startTestService, type TestService } from '../http/start-service.ts'

const PATIENT = {
  ...{ patient_id: 'P-1', age: 75, gender: 'male' },
  ...{ conditions: ['diabetes'], medications: ['metformin'], recent_encounters: 3 },
}

describe('the typed client', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  it('has the types of the document that the service answers with', async () => {
    const document = await (await fetch(`${service.url}/openapi.json`)).text()
    const types = astToString(await openapiTS(document, { alphabetize: true, exportType: true }))
    // Reviewed like code; after a wanted change: npx vitest run tests/client -u
    await expect(
      `// Made from the OpenAPI document: npx vitest run tests/client -u\n\n${types}`,
    ).toMatchFileSnapshot('../../app/client/api-types.ts')
  })

  it('predicts with the key of an institution', async () => {
    const client = createReadmissionClient({ baseUrl: `${service.url}/`, apiKey: KEYS.dkfz })
    const { data, error } = await client.POST('/api/v1/predict', { body: PATIENT })
    expect(error).toBeUndefined()
    expect(data).toMatchObject({
      patient_id: 'P-1',
      risk_level: expect.stringMatching(/^(LOW|MEDIUM|HIGH)$/),
    })
  })

  it('tells what the service refused, and does not throw', async () => {
    const client = createReadmissionClient({ baseUrl: service.url })
    const { data, error, response } = await client.POST('/api/v1/predict', { body: PATIENT })
    expect([data, response.status]).toEqual([undefined, 403])
    expect(error).toMatchObject({ status: 403, request_id: expect.any(String) })
  })

  it('sends through a fetch of the caller', async () => {
    const seen: string[] = []
    const client = createReadmissionClient({
      baseUrl: service.url,
      token: 'none',
      fetch: (request) => {
        seen.push(`${request.method} ${new URL(request.url).pathname}`)
        return fetch(request)
      },
    })
    const { response } = await client.GET('/api/v1/auth/me')
    expect([seen, response.status]).toEqual([['GET /api/v1/auth/me'], 401])
  })
})
