import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ROUTES } from '../../../kaapana/check/routes.ts'
import { createFetch } from '../../../kaapana/http/kaapana-fetch.ts'
import { makeCertificate } from '../double/certificate.ts'
import type { Fault } from '../double/faults.ts'
import { type KaapanaDouble, startDouble } from '../double/start-double.ts'
import { resultsOf, targetOf } from './check-double.ts'

let double: KaapanaDouble
beforeAll(async () => {
  double = await startDouble()
})
afterAll(() => double.stop())
afterEach(() => double.faults.clear())

const outcomes = async (...given: Parameters<typeof resultsOf>) =>
  Object.fromEntries(
    Array.from(await resultsOf(...given), ([id, { outcome }]) => [id, outcome] as const),
  )

describe('the checks of a host', () => {
  it('all pass where everything is as it shall be, and skip the cluster alone', async () => {
    const found = await resultsOf(targetOf(double))
    const others = [...found.values()].filter(({ outcome }) => outcome !== 'passed')
    expect(others.map(({ id, outcome }) => [id.split('.')[0], outcome])).toEqual(
      Array.from({ length: 8 }, () => ['cluster', 'skipped']),
    )
    expect(found.size).toBeGreaterThan(75)
  })

  it.each<[Fault, string, RegExp]>([
    ['http.page', 'tls.redirect', /answers 200, not with a redirect/],
    ['http.loop', 'tls.redirect', /answers 301 to http:\/\/localhost/],
    [
      'keycloak.no-realm',
      'keycloak.discovery',
      /answers 404\. Keycloak is not up, or has no realm/,
    ],
    ['keycloak.issuer', 'keycloak.discovery', /calls itself https:\/\/elsewhere\.example/],
    ['keycloak.issuer-path', 'keycloak.discovery', /calls itself \S+\d\/realms\/kaapana, not/],
    ['keycloak.login-page', 'keycloak.login-page', /answers 400 without a form to sign in/],
    ['keycloak.first-password', 'session.sign-in', /The first sign-in changes the password/],
    ['aii.no-project', 'session.sign-in', /There is no project "admin"/],
    ['health.kube-helm', 'health.kube-helm', /answers 500: Internal Server Error/],
    ['health.workflow-api', 'health.workflow-api', /answers 503: \{"status":false\}/],
  ])('with the fault %s fail in %s, and say what to do', async (fault, id, detail) => {
    double.faults.add(fault)
    const found = await resultsOf(targetOf(double), { only: id })
    expect(found.get(id)).toMatchObject({
      outcome: 'failed',
      detail: expect.stringMatching(detail),
    })
    double.faults.clear()
    expect(await outcomes(targetOf(double), { only: id })).toEqual({ [id]: 'passed' })
  })

  it.each(ROUTES)('see $name both open and closed, and fail where it is neither', async (route) => {
    const [closed, open] = [`route.${route.name}.closed`, `route.${route.name}.open`]
    const only = `route.${route.name}.`
    const { pathname } = new URL(route.path, double.baseUrl)
    const target = targetOf(double)
    expect(await outcomes(target, { only })).toEqual({ [closed]: 'passed', [open]: 'passed' })
    double.faults.add('proxy.open')
    expect((await outcomes(target, { only }))[closed]).toBe('failed')
    double.faults.clear()
    double.faults.add(`down ${pathname}`)
    expect(await outcomes(target, { only })).toEqual({ [closed]: 'failed', [open]: 'failed' })
    if (route.path === '/') return
    double.faults.clear()
    double.faults.add(`missing ${pathname}`)
    expect((await outcomes(target, { only }))[open]).toBe(route.extension ? 'skipped' : 'failed')
  })

  it('fail where the proxy refuses a good token', async () => {
    const target = targetOf(double)
    await target.session?.()
    double.faults.add('proxy.token')
    const found = await resultsOf(target, { only: 'route.airflow.open' })
    expect(found.get('route.airflow.open')?.detail).toContain('in spite of a token')
  })

  it('skip what needs a session where nobody can sign in, and try that once', async () => {
    double.faults.add('keycloak.first-password')
    double.requests.length = 0
    const found = await outcomes(targetOf(double), { only: 'route.' })
    const open = Object.entries(found).filter(([id]) => id.endsWith('.open'))
    expect(new Set(open.map(([, outcome]) => outcome))).toEqual(new Set(['skipped']))
    expect(double.requests.filter((one) => one.endsWith('/token'))).toHaveLength(1)
  })

  it('fail with what they waited for where nothing answers', async () => {
    double.faults.add('hang /ohif/')
    const found = await resultsOf(targetOf(double), { only: 'route.ohif.', limit: 0.2 })
    expect(found.get('route.ohif.closed')).toMatchObject({
      outcome: 'failed',
      detail: 'No answer within 0.2 s.',
    })
  })
})

describe('the certificate', () => {
  it('fails when it is self-signed and nobody said that this is right', async () => {
    const { certificateAuthority: _, ...target } = targetOf(double, { fetch: createFetch({}) })
    const { outcome, detail } = (await resultsOf(target, { only: 'tls.c' })).get('tls.certificate')!
    expect(outcome).toBe('failed')
    expect(detail).toMatch(/^It is self-signed and not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)/)
    const insecure = await resultsOf({ ...target, insecure: true }, { only: 'tls.c' })
    expect(insecure.get('tls.certificate')).toMatchObject({ outcome: 'skipped' })
  })

  it.each([
    [{ names: ['DNS:other.example'] }, 'tls.names', /localhost/],
    [{ days: 7 }, 'tls.expiry', /in [67] days/],
  ])('%o fails in %s', async (certificate, id, detail) => {
    const other = await startDouble({ certificate: makeCertificate(certificate) })
    const found = await resultsOf(targetOf(other), { only: 'tls.' })
    await other.stop()
    const failed = [...found.values()].filter(({ outcome }) => outcome === 'failed')
    expect(failed).toMatchObject([{ id, detail: expect.stringMatching(detail) }])
  })

  it('fails with the reason where nothing listens', async () => {
    const gone = await startDouble({ certificate: double.certificate })
    await gone.stop()
    const found = await resultsOf(targetOf(gone), { only: 'tls.' })
    expect(new Set(Array.from(found.values(), ({ outcome }) => outcome))).toEqual(
      new Set(['failed']),
    )
    expect(found.get('tls.redirect')?.detail).toMatch(/ECONNREFUSED.*--http-port 0/)
  })
})
