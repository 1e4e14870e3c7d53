import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeClosed, judgeOpen, type RouteAnswer } from '../../../kaapana/check/judge-route.ts'
import { ROUTES, type RouteKind } from '../../../kaapana/check/routes.ts'

const SIGN_IN =
  'https://k.example/auth/realms/kaapana/protocol/openid-connect/auth?client_id=kaapana'

const answer: fc.Arbitrary<RouteAnswer> = fc.record(
  {
    status: fc.integer({ min: 200, max: 599 }),
    location: fc.constantFrom(SIGN_IN, '/flow/home', 'https://elsewhere.example/'),
    contentType: fc.constantFrom('text/html', 'application/json', 'application/dicom+json'),
    landingPage: fc.boolean(),
  },
  { requiredKeys: ['status', 'landingPage'] },
)
const route = fc.constantFrom(...ROUTES)

const open = (kind: RouteKind, given: Partial<RouteAnswer>) =>
  judgeOpen(
    { name: 'x', service: 'X', path: '/x', kind },
    { status: 200, landingPage: false, ...given },
  ).outcome

describe('a route without a token', () => {
  it('passes only with a refusal or the sign-in, whatever else it answers', () => {
    fc.assert(
      fc.property(route, answer, (given, found) => {
        const { status, location } = found
        const refused = status === 401 || status === 403
        const led = status >= 300 && status < 400 && location === SIGN_IN
        expect(judgeClosed(given, found).outcome).toBe(refused || led ? 'passed' : 'failed')
      }),
    )
  })
})

describe('a route with a token', () => {
  it('never passes with the page of another, a refusal, or an error of the proxy', () => {
    fc.assert(
      fc.property(route, answer, (given, found) => {
        const { outcome } = judgeOpen(given, found)
        const elsewhere = found.landingPage && given.path !== '/'
        const refused = found.status === 403 || found.status >= 502
        if (elsewhere || refused) expect(outcome).not.toBe('passed')
        if (outcome === 'skipped') expect(given.extension).toBe(true)
      }),
    )
  })

  it.each<[RouteKind, Partial<RouteAnswer>, string]>([
    ['page', {}, 'passed'],
    ['page', { status: 302, location: '/flow/home' }, 'passed'],
    ['page', { status: 302, location: SIGN_IN }, 'failed'],
    ['page', { status: 404 }, 'failed'],
    ['json', { contentType: 'application/dicom+json' }, 'passed'],
    ['json', { status: 204 }, 'passed'],
    ['json', { contentType: 'text/html' }, 'failed'],
    ['own-sign-in', { status: 302, location: SIGN_IN }, 'passed'],
    ['own-sign-in', { status: 401 }, 'passed'],
    ['own-sign-in', { status: 403 }, 'failed'],
    ['reached', { status: 404 }, 'passed'],
    ['reached', { status: 500 }, 'passed'],
    ['reached', { status: 502 }, 'failed'],
    ['reached', { status: 401 }, 'failed'],
  ])('of kind %s with %o has %s', (kind, given, outcome) => {
    expect(open(kind, given)).toBe(outcome)
  })
})
