import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestService, type TestService } from './start-service.ts'

const PATIENT = {
  ...{ patient_id: 'P-1', age: 60, gender: 'female' },
  ...{ conditions: [], medications: [], recent_encounters: 0 },
}

interface Schema {
  type?: string | string[]
  pattern?: string
  properties?: Record<string, Schema>
}

/** Every object in a document, with where it is. */
function* objectsOf(node: unknown, path = ''): Generator<[string, Record<string, unknown>]> {
  if (typeof node !== 'object' || node === null) return
  yield [path, node as Record<string, unknown>]
  for (const [key, value] of Object.entries(node)) yield* objectsOf(value, `${path}/${key}`)
}

describe('the OpenAPI document', () => {
  let service: TestService
  let document: { components: { schemas: Record<string, Schema> } }
  beforeAll(async () => {
    service = await startTestService()
    document = (await service.call('GET', '/openapi.json')).json
  })
  afterAll(() => service.close())

  it('gives every name to one thing: none is also null', () => {
    const both = Object.entries(document.components.schemas).filter(([, { type }]) =>
      Array.isArray(type),
    )
    expect(both.map(([name]) => name)).toEqual([])
  })

  it('allows null where an answer says null', async () => {
    const { json } = await service.call('POST', '/api/v1/predict', { body: PATIENT })
    const row = (await service.call('GET', `/api/v1/audit/${json.prediction_id}`)).json
    expect(row.human_action).toBeNull()
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema(document, 'document')
    const validate = ajv.compile({ $ref: 'document#/components/schemas/AuditRow' })
    expect([validate(row), validate.errors]).toEqual([true, null])
    expect(validate({ ...row, human_action: 1 })).toBe(false)
  })

  it('has patterns as JSON Schema reads them, that take and refuse what the service does', () => {
    const patterns = [...objectsOf(document)].flatMap(([, { pattern }]) =>
      typeof pattern === 'string' ? [pattern] : [],
    )
    expect(patterns.length).toBeGreaterThan(8)
    for (const pattern of patterns) expect(pattern).toMatch(/^\^.*\$$/)
    const { patient_id } = document.components.schemas.PredictionRequest?.properties ?? {}
    const id = new RegExp(patient_id?.pattern ?? '', 'u')
    for (const right of ['P-1', ' P 1', 'Ä']) expect(id.test(right), right).toBe(true)
    for (const wrong of ['', '  ', 'P\u0007', 'P\u200b']) expect(id.test(wrong), wrong).toBe(false)
  })

  it('gives every path parameter of a path its place in the operation', () => {
    const missing = [...objectsOf(document)].flatMap(([path, { parameters, responses }]) => {
      if (responses === undefined || !path.startsWith('/paths/')) return []
      const names = (parameters as { in: string; name: string }[] | undefined) ?? []
      return [...path.matchAll(/\{(\w+)\}/g)]
        .filter(([, name]) => !names.some((one) => one.in === 'path' && one.name === name))
        .map(([, name]) => `${path}: ${name}`)
    })
    expect(missing).toEqual([])
  })

  it('has both types of content of an answer that may be binary', () => {
    const found = [...objectsOf(document)].filter(([path]) =>
      path.endsWith('/versions/{version}/infer/post/responses/200'),
    )
    expect(Object.keys((found[0]?.[1].content as object | undefined) ?? {})).toEqual([
      'application/json',
      'application/octet-stream',
    ])
  })
})

describe('a Bundle of a type that carries no records', () => {
  it('is refused with the types that are taken, and the type is not repeated', async () => {
    const service = await startTestService()
    try {
      const body = { resourceType: 'Bundle', type: 'document', entry: [] }
      const { status, json } = await service.call('POST', '/api/v1/data/ingest', { body })
      const msg = 'Input should be collection, transaction, batch, searchset'
      expect([status, json.errors]).toEqual([422, [{ path: 'type', message: msg }]])
    } finally {
      await service.close()
    }
  })
})
