import { describe, expect, it } from 'vitest'
import { grantScopes, holdsScope, isSystemScope } from '../../app/auth/smart/scopes.ts'
import { createSystemTokens } from '../../app/auth/smart/system-tokens.ts'
import { createTokens } from '../../app/auth/tokens.ts'

const ALL = ['system/*.crs']

describe('scopes of SMART', () => {
  it.each(['system/Patient.rs', 'system/*.cruds', 'system/RiskAssessment.read', 'system/*.*'])(
    'know %s',
    (text) => expect(isSystemScope(text)).toBe(true),
  )

  // "a request of .dus is not a defined scope request" (SMART, Scopes and Launch Context)
  it.each([
    'system/Patient.dus',
    'system/Patient.',
    'system/Patient',
    'user/Patient.rs',
    'patient/*.rs',
    'launch/patient',
    'system/Observation.rs?category=laboratory',
    'openid',
  ])('know no %s', (text) => expect(isSystemScope(text)).toBe(false))

  it.each<[string, string[], string[]]>([
    ['system/Patient.rs', ALL, ['system/Patient.rs']],
    ['system/*.rs', ALL, ['system/*.rs']],
    ['system/*.cruds', ['system/Patient.rs'], ['system/Patient.rs']],
    ['system/RiskAssessment.cruds', ALL, ['system/RiskAssessment.crs']],
    [
      'system/RiskAssessment.rs system/Patient.r',
      ALL,
      ['system/RiskAssessment.rs', 'system/Patient.r'],
    ],
    ['system/RiskAssessment.read', ALL, ['system/RiskAssessment.read']],
    ['system/RiskAssessment.read', ['system/*.r'], ['system/RiskAssessment.r']],
    ['system/*.rs', ['system/Patient.r', 'system/Patient.s'], ['system/Patient.rs']],
  ])('grant of %s, registered for %s, %s', (asked, registered, granted) => {
    expect(grantScopes(asked, registered)).toEqual({ granted })
  })

  it.each<[string, string[], string]>([
    ['system/Observation.rs', ALL, 'system/Observation.rs'],
    ['system/Patient.rs system/RiskAssessment.r', ['system/Patient.rs'], 'system/RiskAssessment.r'],
    ['system/Patient.d', ['system/*.cruds'], 'system/Patient.d'],
    ['user/Patient.rs', ALL, 'user/Patient.rs'],
    ['', ALL, ''],
    ['system/*.rs', [], 'system/*.rs'],
  ])('refuse %s, registered for %s', (asked, registered, refused) => {
    expect(grantScopes(asked, registered)).toEqual({ refused })
  })

  it('hold systems, and nobody else', () => {
    const actor = { id: 'x', role: 'institution', institution: 'dkfz', username: null } as const
    const system = { ...actor, scopes: ['system/RiskAssessment.read', 'system/Patient.s'] }
    expect(holdsScope(actor, 'system/RiskAssessment.c')).toBe(true)
    expect(holdsScope(system, 'system/RiskAssessment.r')).toBe(true)
    expect(holdsScope(system, 'system/RiskAssessment.c')).toBe(false)
    expect(holdsScope(system, 'system/Patient.r')).toBe(false)
    expect(holdsScope({ ...actor, scopes: [] }, 'system/Patient.r')).toBe(false)
    expect(() => holdsScope(system, 'Patient.r')).toThrow('Patient.r is no scope')
  })
})

describe('access tokens of systems', () => {
  it("are no user's tokens, nor the reverse, under the same secret", async () => {
    const secret = new Uint8Array(32).fill(7)
    const systems = createSystemTokens(secret)
    const users = createTokens(secret)
    const token = await systems.sign({ client: 3, scopes: ['system/*.rs'] })
    expect(await systems.verify(token)).toEqual({ client: 3, scopes: ['system/*.rs'] })
    expect(await users.verify(token)).toBeUndefined()
    expect(
      await systems.verify(await users.sign({ userId: 3, username: 'a', role: 'admin' })),
    ).toBeUndefined()
    expect(await createSystemTokens(new Uint8Array(32)).verify(token)).toBeUndefined()
  })
})
