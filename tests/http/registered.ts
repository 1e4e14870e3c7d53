import { createSigner, type Signer } from '../auth/signer.ts'
import type { Answer, TestService } from './start-service.ts'

/** A system registered with a service, and how it calls it. */
export interface Registered extends Signer {
  id: number
  name: string
  /** A signed request to an endpoint. */
  call(path: string, body: unknown, token?: string): Promise<Answer>
  /** A token request of SMART with an assertion of its own. */
  askToken(fields?: Record<string, string | undefined>): Promise<Answer>
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Registers a system of an institution with a key pair of its own. */
export async function register(
  service: TestService,
  order: { name: string; institution_id: string } & Record<string, unknown>,
): Promise<Registered> {
  const signer = await createSigner(`https://${order.name}.test/`)
  const answer = await service.call('POST', '/api/v1/admin/clients', {
    token: await service.token(),
    body: { issuer: signer.issuer, jwks: signer.jwks, uses: ['cds-hooks', 'fhir'], ...order },
  })
  if (answer.status !== 201) throw new Error(answer.text)
  return {
    ...signer,
    id: answer.json.id,
    name: order.name,
    call: async (path, body, token) =>
      service.call('POST', path, {
        body,
        token: token ?? (await signer.sign(`${service.url}${path}`)),
      }),
    askToken: async (fields = {}) => {
      const form = {
        grant_type: 'client_credentials',
        scope: 'system/RiskAssessment.rs',
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await signer.sign(`${service.url}/fhir/auth/token`),
        ...fields,
      }
      const given = Object.entries(form).filter(
        (field): field is [string, string] => field[1] !== undefined,
      )
      return service.call('POST', '/fhir/auth/token', {
        key: null,
        body: new URLSearchParams(given).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
    },
  }
}
