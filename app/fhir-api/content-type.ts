/** Media type of every FHIR answer. */
export const FHIR_JSON = 'application/fhir+json'

const JSON_FORMATS: ReadonlySet<string> = new Set([
  'json',
  'text/json',
  'application/json',
  FHIR_JSON,
])
const ACCEPTED: ReadonlySet<string> = new Set([...JSON_FORMATS, '*/*', 'application/*', 'text/*'])

/**
 * Whether a JSON answer suits the caller. `_format` goes before Accept (R4, 3.1.0.1.11); a type with
 * weight 0 is one he refuses, and a fhirVersion must be 4.0.
 */
export function takesJson(accept: string | undefined, format: string | undefined): boolean {
  // A plus sign in an address is a space.
  if (format !== undefined) return JSON_FORMATS.has(typeOf(format.replaceAll(' ', '+')))
  if (accept === undefined || accept.trim() === '') return true
  return accept.split(',').some((one) => ACCEPTED.has(typeOf(one)) && isWanted(one))
}

/** Whether a body of this type is FHIR in JSON. A body without type counts as such. */
export const isJson = (type: string | undefined): boolean =>
  type === undefined || JSON_FORMATS.has(typeOf(type))

const typeOf = (text: string): string => (text.split(';', 1)[0] ?? '').trim().toLowerCase()

const isWanted = (one: string): boolean => {
  const version = /;\s*fhirVersion\s*=\s*"?([\d.]+)/i.exec(one)?.[1]
  return (
    !/;\s*q\s*=\s*0(\.0*)?\s*(;|$)/i.test(one) && (version === undefined || /^4\.0\b/.test(version))
  )
}
