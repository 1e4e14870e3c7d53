import { CLIENT_USES, SIGNING_ALGORITHMS } from '../../../../auth/trusted/trusted-client.ts'
import type { ApiError, Schema } from '../../api/api.ts'
import { readKeySet } from './key-set.ts'
import type { System } from './system.ts'

/** The registration as it is typed. */
export interface TypedSystem {
  name: string
  issuer: string
  tenant: string
  institution: string
  uses: string[]
  /** Separated by blanks. */
  scopes: string
  /** Where the public keys come from: `address` or `pasted`. */
  source: string
  jwksUrl: string
  jwks: string
}

/** A registration in which nothing is typed yet; the scopes are those the service gives by itself. */
export const EMPTY: TypedSystem = {
  name: '',
  issuer: '',
  tenant: '',
  institution: '',
  uses: [],
  scopes: 'system/*.crs',
  source: 'address',
  jwksUrl: '',
  jwks: '',
}

/** Scopes are of FHIR alone. */
export const hasScopes = ({ uses }: TypedSystem): boolean => uses.includes('fhir')

/** A tenant is of CDS Hooks alone: SMART knows none. */
export const hasTenant = ({ uses }: TypedSystem): boolean => !uses.includes('fhir')

/** The scopes of a text. */
export const scopesOf = (text: string): string[] => [
  ...new Set(text.split(/\s+/).filter((scope) => scope !== '')),
]

/** What a checked form asks the service for. */
export function orderOf(typed: TypedSystem): Schema<'TrustedClientOrder'> {
  const { name, issuer, tenant, institution, uses, scopes, source, jwksUrl, jwks } = typed
  const keys = readKeySet(jwks)
  return {
    name,
    issuer,
    institution_id: institution,
    algorithms: [...SIGNING_ALGORITHMS],
    uses: CLIENT_USES.filter((use) => uses.includes(use)),
    ...(hasTenant(typed) && tenant !== '' && { tenant }),
    ...(hasScopes(typed) && { scopes: scopesOf(scopes) }),
    ...(source === 'address' && { jwks_url: jwksUrl }),
    ...(source === 'pasted' && typeof keys === 'object' && { jwks: keys }),
  }
}

/** What the service calls the fields, to show its refusal beside the right one. */
const SERVICE_NAMES: Readonly<Record<string, keyof TypedSystem>> = {
  name: 'name',
  issuer: 'issuer',
  tenant: 'tenant',
  institution_id: 'institution',
  uses: 'uses',
  scopes: 'scopes',
  jwks_url: 'jwksUrl',
  jwks: 'jwks',
}

/** The service's problems by the field of the form; a problem inside a list belongs to the list. */
export const fieldErrorsOf = ({ fields }: ApiError): Partial<Record<keyof TypedSystem, string>> =>
  Object.fromEntries(
    [...fields].flatMap(([path, message]) => {
      const field = SERVICE_NAMES[path.split('.')[0] ?? '']
      return field === undefined ? [] : [[field, message]]
    }),
  )

/** Fields in which a registration is the same as an active one: no two may be. */
export function takenFields(typed: TypedSystem, systems: readonly System[]): ('name' | 'issuer')[] {
  const active = systems.filter(({ state }) => state === 'active')
  const tenant = orderOf(typed).tenant ?? null
  const isNameTaken = active.some(({ name }) => name === typed.name)
  const isIssuerTaken = active.some(
    (one) => one.issuer === typed.issuer && (one.tenant ?? null) === tenant,
  )
  return [...(isNameTaken ? ['name' as const] : []), ...(isIssuerTaken ? ['issuer' as const] : [])]
}
