import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './api-types.ts'

/** How a client reaches and proves itself to the service. Give at most one of key and token. */
export interface ReadmissionClientOptions {
  /** Origin of the service, e.g. `https://readmission.hospital.example`. */
  baseUrl: string
  /** An institution's key, sent as `X-API-Key`. */
  apiKey?: string
  /** A user's token, sent as `Authorization: Bearer`. */
  token?: string
  /**
   * Sends the requests: for proxies, time limits, certificates of one's own.
   * @default the global fetch
   */
  fetch?: (request: Request) => Promise<Response>
}

/**
 * Every route of the service with the types of its OpenAPI document. A call answers `data`, or
 * `error` (problem+json) for what the service refused; it throws only where no answer came.
 */
export type ReadmissionClient = Client<paths>

/**
 * Makes a client.
 *
 * @example
 * ```ts
 * const client = createReadmissionClient({ baseUrl: 'http://localhost:8000', apiKey })
 * const { data, error } = await client.POST('/api/v1/predict', {
 *   body: { patient_id: 'P-1', age: 75, gender: 'male', conditions: [], medications: [], recent_encounters: 3 },
 * })
 * ```
 */
export function createReadmissionClient(options: ReadmissionClientOptions): ReadmissionClient {
  const { baseUrl, apiKey, token, fetch } = options
  return createClient<paths>({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: {
      ...(apiKey !== undefined && { 'X-API-Key': apiKey }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    ...(fetch !== undefined && { fetch }),
  })
}
