import { z } from '@hono/zod-openapi'
import { grantScopes, isSystemScope, SUPPORTED_SCOPES } from '../../auth/smart/scopes.ts'
import { TOKEN_SECONDS } from '../../auth/smart/system-tokens.ts'
import { SIGNING_ALGORITHMS, type TrustedClient } from '../../auth/trusted/trusted-client.ts'
import { answerJson } from '../answer.ts'
import type { RequestContext } from '../context.ts'
import { limitLogins } from '../login.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'
import { reasonOf, requireSignedOrigin } from '../signed-request.ts'

const TAG = 'FHIR'
const TOKEN_PATH = '/fhir/auth/token'
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** "This time SHALL be no more than five minutes in the future." */
const LONGEST_ASSERTION_SECONDS = 300

const form = z
  .object({
    grant_type: z.string().openapi({ example: 'client_credentials' }),
    scope: z.string().openapi({ example: 'system/RiskAssessment.rs' }),
    client_assertion_type: z.string().openapi({ example: ASSERTION_TYPE }),
    client_assertion: z.string().openapi({ description: 'The JWT that the client signed' }),
    client_id: z.string(),
  })
  .partial()
  .optional()

const token = z
  .object({
    access_token: z.string(),
    token_type: z.literal('bearer'),
    expires_in: z.int(),
    scope: z.string().openapi({ description: 'What was granted; may be less than was asked for' }),
  })
  .openapi('SmartToken')

const oauthError = z
  .object({ error: z.string(), error_description: z.string() })
  .openapi('OAuthError', { description: 'RFC 6749, 5.2' })

const configuration = z
  .object({
    token_endpoint: z.url(),
    grant_types_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: z.array(z.string()),
    token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
    scopes_supported: z.array(z.string()),
    code_challenge_methods_supported: z.array(z.string()).openapi({
      description: 'Required of every SMART server, also where no browser signs in',
    }),
    capabilities: z.array(z.string()),
  })
  .openapi('SmartConfiguration')

/** SMART backend services: where tokens are had, and the tokens. */
export function addSmartRoutes(parts: Parts): void {
  addConfiguration(parts)
  addToken(parts)
}

function addConfiguration({ gate }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/fhir/.well-known/smart-configuration',
      access: 'public',
      tag: TAG,
      summary: 'What this server can do of SMART',
      answer: { description: 'The SMART configuration', schema: configuration },
      refusals: { 503: 'PUBLIC_URL is not set' },
    },
    ({ c }) =>
      answerJson(
        c,
        {
          token_endpoint: `${requireSignedOrigin(c, gate.credentials)}${TOKEN_PATH}`,
          grant_types_supported: ['client_credentials'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
          token_endpoint_auth_signing_alg_values_supported: SIGNING_ALGORITHMS,
          scopes_supported: SUPPORTED_SCOPES,
          code_challenge_methods_supported: ['S256'],
          capabilities: ['client-confidential-asymmetric', 'permission-v2', 'permission-v1'],
        },
        { headers: { 'access-control-allow-origin': '*', ...c.get('cors') } },
      ),
  )
}

function addToken(parts: Parts): void {
  addRoute(
    parts.gate,
    {
      method: 'post',
      path: TOKEN_PATH,
      access: 'public',
      tag: TAG,
      summary: `An access token of ${TOKEN_SECONDS} seconds for a registered system`,
      body: { schema: form, form: true },
      answer: { description: 'The token', schema: token },
      alsoAnswers: [
        { status: 400, description: 'Something is missing or not allowed', schema: oauthError },
        { status: 401, description: 'The client is not known or not proven', schema: oauthError },
      ],
      refusals: { 429: 'Too many failed requests', 503: 'PUBLIC_URL is not set; database down' },
    },
    ({ c, body }) => answerToken(parts, c, body ?? {}),
  )
}

type Form = NonNullable<z.output<typeof form>>

/** What the client wrote is repeated where it is a scope, and so no more than that. */
const refusedScope = (text: string): string =>
  isSystemScope(text)
    ? `${text} is not served, or not registered for this client`
    : 'scope must be a list of system/<type>.<cruds>, without search parameters'

/** An answer that RFC 6749, 5.2 describes. */
const refuse = (c: RequestContext, error: string, text: string): Response =>
  answerJson(
    c,
    { error, error_description: text },
    error === 'invalid_client'
      ? { status: 401, headers: { 'www-authenticate': 'Bearer' } }
      : { status: 400 },
  )

async function answerToken(parts: Parts, c: RequestContext, asked: Form): Promise<Response> {
  const { grant_type: grant, scope, client_assertion_type: type, client_assertion: jwt } = asked
  if (grant === undefined || type === undefined || jwt === undefined || scope === undefined)
    return refuse(
      c,
      'invalid_request',
      'A form with grant_type, scope, client_assertion_type and client_assertion is needed',
    )
  if (grant !== 'client_credentials')
    return refuse(c, 'unsupported_grant_type', 'grant_type must be client_credentials')
  if (type !== ASSERTION_TYPE)
    return refuse(c, 'invalid_request', `client_assertion_type must be ${ASSERTION_TYPE}`)
  const client = await clientOf(parts, c, jwt)
  if (client === undefined || (asked.client_id ?? client.issuer) !== client.issuer)
    return refuse(c, 'invalid_client', 'The client assertion is not valid')
  const scopes = grantScopes(scope, client.scopes)
  if ('refused' in scopes) return refuse(c, 'invalid_scope', refusedScope(scopes.refused))
  const granted = scopes.granted.join(' ')
  await parts.recordEvent({
    kind: 'token-issued',
    actor: `client:${client.name}`,
    institution: client.institution,
    outcome: 'ok',
    requestId: c.get('requestId'),
    details: { scope: granted, seconds: TOKEN_SECONDS },
  })
  return answerJson(
    c,
    {
      access_token: await parts.systemTokens.sign({ client: client.id, scopes: scopes.granted }),
      token_type: 'bearer',
      expires_in: TOKEN_SECONDS,
      scope: granted,
    },
    { headers: { pragma: 'no-cache' } },
  )
}

/** The client that signed an assertion for our token endpoint; the reason of a refusal is logged. */
async function clientOf(
  parts: Parts,
  c: RequestContext,
  jwt: string,
): Promise<TrustedClient | undefined> {
  const { credentials } = parts.gate
  const failed = limitLogins(parts, c)
  const judged = await credentials.assertions.judge(jwt, {
    use: 'fhir',
    audiences: [`${requireSignedOrigin(c, credentials)}${TOKEN_PATH}`],
    longestSeconds: LONGEST_ASSERTION_SECONDS,
    requires: ['sub'],
  })
  if (!('refused' in judged)) return judged.client
  failed()
  parts.logger.warn({ request_id: c.get('requestId'), route: TOKEN_PATH, err: reasonOf(judged) })
  return undefined
}
