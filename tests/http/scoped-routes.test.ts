import { OpenAPIHono } from '@hono/zod-openapi'
import { describe, expect, it } from 'vitest'
import { answerJson } from '../../app/http/answer.ts'
import type { Credentials } from '../../app/http/authentication.ts'
import type { Environment } from '../../app/http/context.ts'
import { failureHandler } from '../../app/http/failure.ts'
import { addRoute } from '../../app/http/route.ts'
import { createTokenBuckets } from '../../app/http/token-bucket.ts'
import { createLogger } from '../../app/logging/logger.ts'

const ACTOR = { id: 'key:dkfz', role: 'institution', institution: 'dkfz', username: null } as const

/** Credentials that know one key and one system, whose token is for reading alone. */
const credentials = {
  apiKey: (key: string) => (key === 'right' ? ACTOR : undefined),
  tokens: { verify: async () => undefined },
  oidc: undefined,
  ownOrigin: () => undefined,
  system: async (token: string) =>
    token === 'system'
      ? { ...ACTOR, id: 'client:monitor', scopes: ['system/RiskAssessment.r'] }
      : undefined,
} as unknown as Credentials

const app = new OpenAPIHono<Environment>()
app.onError(failureHandler(createLogger('silent')))
const gate = { app, credentials, rate: createTokenBuckets({ perSecond: 100, burst: 100 }) }
const route = (path: string, scope?: string) =>
  addRoute(
    gate,
    {
      method: 'get',
      path,
      access: 'client',
      ...(scope !== undefined && { scope }),
      tag: 'FHIR',
      summary: 'A route',
      answer: { description: 'Who asks' },
    },
    ({ c, actor }) => answerJson(c, { id: actor.id }),
  )
route('/read', 'system/RiskAssessment.r')
route('/search', 'system/RiskAssessment.s')
route('/unscoped')

const ask = async (path: string, headers: Record<string, string>) => {
  const answer = await app.request(path, { headers })
  const challenge = answer.headers.get('www-authenticate')
  return { status: answer.status, body: await answer.text(), challenge }
}
const SYSTEM = { authorization: 'Bearer system' }

describe('a route with a scope', () => {
  it('serves a system whose token holds it, as its institution', async () => {
    expect(await ask('/read', SYSTEM)).toMatchObject({
      status: 200,
      body: '{"id":"client:monitor"}',
    })
  })

  it('refuses one whose token does not, and names the scope', async () => {
    expect(await ask('/search', SYSTEM)).toMatchObject({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="system/RiskAssessment.s"',
    })
  })

  it('serves keys whatever the scope', async () => {
    for (const path of ['/read', '/search', '/unscoped'])
      expect((await ask(path, { 'x-api-key': 'right' })).status).toBe(200)
  })

  it('refuses other tokens', async () => {
    expect((await ask('/read', { authorization: 'Bearer x' })).status).toBe(401)
    expect((await ask('/read', {})).status).toBe(403)
  })

  it('is named so in the document', () => {
    const { paths } = app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: '', version: '' },
    })
    expect(paths?.['/read']?.get).toMatchObject({
      'x-scope': 'system/RiskAssessment.r',
      security: expect.arrayContaining([{ smart: ['system/RiskAssessment.r'] }]),
    })
  })
})

describe('a route without a scope', () => {
  it('refuses systems: their tokens are for the FHIR interface', async () => {
    expect((await ask('/unscoped', SYSTEM)).status).toBe(401)
  })
})
