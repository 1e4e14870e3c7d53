import { beforeAll, describe, expect, it } from 'vitest'
import { SignInProxy } from '../../../components/sign-in-proxy/sign-in-proxy.ts'
import type { SignInProxyArgs } from '../../../components/sign-in-proxy/sign-in-proxy-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, expectSecretsOnlyIn, find, podOf, waitsFor } from '../recorded-resources.ts'
import { refusalOf } from '../refusal.ts'
import { PROXY } from './arguments.ts'

const recorded = (args: SignInProxyArgs) =>
  record(() => {
    const { namespace, serviceName } = new SignInProxy('sign-in', args)
    return { namespace, serviceName }
  })

const argumentsOf = (program: RecordedProgram): string[] =>
  podOf(find(program, 'Deployment', 'sign-in')).containers[0].args

describe('A SignInProxy', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await recorded(PROXY)
  })

  it('makes exactly these resources', () => {
    expect(childrenOf(program)).toEqual(
      [
        'Deployment sign-in',
        'HorizontalPodAutoscaler sign-in',
        'Namespace sign-in',
        'NetworkPolicy sign-in-deny-all',
        'NetworkPolicy sign-in-from-callers',
        'NetworkPolicy sign-in-to-dns',
        'NetworkPolicy sign-in-to-provider',
        'NetworkPolicy sign-in-to-upstream',
        'PodDisruptionBudget sign-in',
        'RandomPassword sign-in-cookies',
        'Secret sign-in-secrets',
        'Service sign-in',
        'ServiceAccount sign-in',
      ].sort(),
    )
  })

  it('lets members of the allowed groups through to the tool, and logs nobody', () => {
    expect(argumentsOf(program)).toEqual(
      expect.arrayContaining([
        '--oidc-issuer-url=https://sso.example.org/realms/hospital',
        '--redirect-url=https://mlflow.example.org/oauth2/callback',
        '--allowed-group=ml-team',
        '--allowed-group=auditors',
        '--upstream=http://tracking.tracking.svc:5000/',
        '--trusted-proxy-ip=10.20.0.0/18',
        '--request-logging=false',
        '--auth-logging=false',
      ]),
    )
  })

  it('binds sessions to the host and to TLS, and asks the provider again every quarter of an hour', () => {
    expect(argumentsOf(program).filter((one) => one.startsWith('--cookie'))).toEqual([
      '--cookie-secret-file=/run/secrets/sign-in/cookie-secret',
      '--cookie-name=__Host-sign-in',
      '--cookie-secure=true',
      '--cookie-httponly=true',
      '--cookie-samesite=lax',
      '--cookie-expire=8h',
      '--cookie-refresh=15m',
    ])
  })

  it('reads its secrets from files, and has them nowhere else', () => {
    expect(argumentsOf(program)).toContain(
      '--client-secret-file=/run/secrets/sign-in/client-secret',
    )
    expectSecretsOnlyIn(program, ['sign-in-secrets'], ['client secret'])
  })

  it('starts once the network is closed', () => {
    expect(waitsFor(program, find(program, 'Deployment', 'sign-in'))).toEqual(
      expect.arrayContaining(['sign-in-deny-all', 'sign-in-to-upstream', 'sign-in-secrets']),
    )
  })

  it('believes no proxy’s word where callers are told by namespace', async () => {
    const inside = await recorded({ ...PROXY, callers: [{ namespace: 'ingress-nginx' }] })
    expect(argumentsOf(inside).filter((one) => one.startsWith('--trusted'))).toEqual([])
  })
})

/** Arguments that are wrong in one way, and what the message says after component and name. */
const REFUSED: [string, Partial<SignInProxyArgs>, string][] = [
  [
    'everybody who has an account',
    { signIn: { ...PROXY.signIn, allowedGroups: [] } },
    'signIn.allowedGroups must be one or more groups without commas, got []',
  ],
  [
    'an issuer without TLS',
    { signIn: { ...PROXY.signIn, issuer: 'http://sso.example.org' } },
    'signIn.issuer must be an https address, as the provider’s discovery document names it, got "http://sso.example.org"',
  ],
  [
    'a host name with a port',
    { hostName: 'mlflow.example.org:443' },
    'hostName must be a full host name in small letters, e.g. mlflow.example.org, got "mlflow.example.org:443"',
  ],
  ['sessions of days', { sessionHours: 48 }, 'sessionHours must be a whole number, 1–24, got 48'],
  [
    'an image by tag',
    { image: { reference: 'oauth2-proxy:latest' } },
    'image.reference must be <repository>@sha256:<64 hexadecimal digits>, got "oauth2-proxy:latest"',
  ],
]

describe('A SignInProxy refuses', () => {
  it.each(REFUSED)('%s', (_case, wrong, message) => {
    expect(refusalOf(() => new SignInProxy('sign-in', { ...PROXY, ...wrong }))).toBe(
      `SignInProxy "sign-in": ${message}`,
    )
  })
})
