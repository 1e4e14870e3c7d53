import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asker } from '../fhir-api/ask.ts'
import { type Answer, startTestService, type TestService } from './start-service.ts'

interface Rest {
  type: string
  interaction?: { code: string }[]
  searchParam?: { name: string; type: string }[]
  operation?: { name: string; definition: string }[]
}

describe('the CapabilityStatement', () => {
  let service: TestService
  let ask: ReturnType<typeof asker>
  let resources: Rest[]
  let statement: Answer
  beforeAll(async () => {
    service = await startTestService()
    ask = asker(service)
    statement = await ask('GET', '/fhir/metadata', { key: null })
    resources = statement.json.rest[0].resource
  })
  afterAll(() => service.close())

  it('is public, and says what and where this is', () => {
    expect(statement.json).toMatchObject({
      kind: 'instance',
      fhirVersion: '4.0.1',
      implementation: { url: `${service.url}/fhir` },
    })
  })

  it('names every route of the FHIR API in the OpenAPI document, and none besides', async () => {
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    const routed = Object.entries(json.paths as Record<string, object>).flatMap(
      ([path, methods]) =>
        path.startsWith('/fhir/') ? Object.keys(methods).map((method) => `${method} ${path}`) : [],
    )
    const named = resources.flatMap(({ type, interaction = [], operation = [] }) => [
      ...interaction.flatMap(({ code }) =>
        code === 'read'
          ? [`get /fhir/${type}/{id}`]
          : [`get /fhir/${type}`, `post /fhir/${type}/_search`],
      ),
      ...operation.flatMap(({ name }) => [
        `post /fhir/${type}/{id}/$${name}`,
        `post /fhir/${type}/$${name}`,
      ]),
    ])
    const fhir = routed.filter((one) => !one.includes('/auth/') && !one.includes('/.well-known/'))
    expect([...named, 'get /fhir/metadata'].sort()).toEqual(fhir.sort())
  })

  it('leads to the definition of every operation', async () => {
    const operations = resources.flatMap(({ operation = [] }) => operation)
    expect(operations).toHaveLength(1)
    for (const { name, definition } of operations) {
      expect(definition.startsWith(`${service.url}/fhir/`)).toBe(true)
      const { json } = await ask('GET', definition.slice(service.url.length), { key: null })
      expect(json).toMatchObject({ url: definition, code: name, affectsState: true })
    }
  })

  it('names no search parameter that a strict caller is refused', async () => {
    const values: Record<string, string> = { reference: 'Patient/x', date: '2026', token: 'x' }
    const parameters = resources.flatMap(({ searchParam = [] }) => searchParam)
    expect(parameters.length).toBeGreaterThan(2)
    for (const { name, type } of parameters) {
      const path = `/fhir/RiskAssessment?${name}=${values[type]}`
      const answer = await ask('GET', path, { headers: { prefer: 'handling=strict' } })
      expect(answer.status, `${name}: ${answer.text}`).toBe(200)
    }
  })

  it('tells of SMART if and only if tokens are given here', async () => {
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    const hasTokens = '/fhir/auth/token' in json.paths
    const { security } = statement.json.rest[0]
    expect('service' in security).toBe(hasTokens)
    expect(JSON.stringify(security).includes(`${service.url}/fhir/auth/token`)).toBe(hasTokens)
  })

  it('defines every code that is the service’s own', async () => {
    const { json } = await ask('GET', '/fhir/CodeSystem/readmission', { key: null })
    expect(json.concept.map(({ code }: { code: string }) => code)).toEqual([
      'readmission-risk-30-days',
      'unplanned-readmission-30-days',
      'calibrated-random-forest',
    ])
  })

  it('names the address that people use, behind a proxy', async () => {
    const proxied = await startTestService({ PUBLIC_URL: 'https://dataspace.example.org' })
    const { json } = await asker(proxied)('GET', '/fhir/metadata', { key: null })
    expect(json.implementation.url).toBe('https://dataspace.example.org/fhir')
    await proxied.close()
  })
})
