import { expect } from 'vitest'
import type { Answer, CallOptions, TestService } from '../http/start-service.ts'
import { r4Errors } from './r4.ts'

/** Asks a service for FHIR, and holds every answer to be valid R4 under FHIR's media type. */
export const asker =
  (service: TestService) =>
  async (method: string, path: string, options?: CallOptions): Promise<Answer> => {
    const answer = await service.call(method, path, options)
    if (answer.status === 304) return answer
    const of = `${method} ${path}: ${answer.text}`
    expect(answer.headers.get('content-type'), of).toBe('application/fhir+json')
    expect(await r4Errors(answer.json), of).toEqual([])
    return answer
  }

/** Parameters with a Bundle of records for `$predict-readmission`. */
export const parametersOf = (...records: object[]) => ({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'records',
      resource: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: records.map((resource) => ({ resource })),
      },
    },
  ],
})
