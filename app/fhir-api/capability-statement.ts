import { FHIR_JSON } from './content-type.ts'
import type { Resource } from './resource.ts'

/** A search parameter as a CapabilityStatement names it. */
export interface SearchParameter {
  name: string
  /** Canonical URL of its definition; none for one of our own. */
  definition?: string
  type: 'reference' | 'date' | 'token'
  documentation: string
}

/** What a route adds to the CapabilityStatement. */
export type Capability = { type: string } & (
  | { interaction: 'read' | 'search-type'; search?: readonly SearchParameter[]; etag?: boolean }
  | { operation: string; definition: string; documentation: string }
)

/** What the statement says of the service as a whole. */
export interface ServerFacts {
  /** Address of the FHIR API, without a slash at its end. */
  base: string
  /** Since when what it says is so: the start of the service. */
  since: Date
  version: string
  /** Where SMART clients get tokens; undefined where there are none. */
  tokenUrl: string | undefined
}

/** The CapabilityStatement (R4) of exactly the capabilities that are routed. */
export const capabilityStatement = (
  { base, since, version, tokenUrl }: ServerFacts,
  capabilities: readonly Capability[],
): Resource => ({
  resourceType: 'CapabilityStatement',
  url: `${base}/metadata`,
  name: 'HealthAllianceDataSpace',
  title: 'HealthAlliance DataSpace: readmission risk',
  status: 'active',
  date: since.toISOString(),
  publisher: 'HealthAlliance DataSpace',
  description:
    'Predicts 30-day readmission, and answers predictions as RiskAssessment. A decision aid for ' +
    'discharge planning, never the sole basis of a decision.',
  kind: 'instance',
  software: { name: 'HealthAlliance DataSpace', version },
  implementation: { description: 'Readmission risk of a network of hospitals', url: base },
  fhirVersion: '4.0.1',
  format: [FHIR_JSON, 'json'],
  rest: [
    {
      mode: 'server',
      documentation: 'JSON only. Every institution sees its own patients and predictions alone.',
      security: securityOf(base, tokenUrl),
      resource: resourcesOf(base, capabilities),
    },
  ],
})

/**
 * SMART is told only where tokens are given: a key or a user's token always does. The extension
 * `oauth-uris` cannot be used: its definition wants an address to authorize people at, and backend
 * services have none. SMART's clients read `.well-known/smart-configuration`.
 */
function securityOf(base: string, tokenUrl: string | undefined): object {
  const keys = "an institution's key in the header X-API-Key, or a user's token"
  if (tokenUrl === undefined) return { description: `Requests carry ${keys}.` }
  return {
    service: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/restful-security-service',
            code: 'SMART-on-FHIR',
            display: 'SMART-on-FHIR',
          },
        ],
        text: 'SMART backend services: OAuth 2.0 client credentials with a signed assertion',
      },
    ],
    description:
      `Requests carry a token of SMART backend services from ${tokenUrl} ` +
      `(see ${base}/.well-known/smart-configuration), ${keys}.`,
  }
}

function resourcesOf(base: string, capabilities: readonly Capability[]): object[] {
  const types = Map.groupBy(capabilities, ({ type }) => type)
  return [...types].map(([type, own]) => {
    const interactions = new Map(
      own.flatMap((one) => ('interaction' in one ? [[one.interaction, one]] : [])),
    )
    const operations = new Map(
      own.flatMap((one) => ('operation' in one ? [[one.operation, one]] : [])),
    )
    const search = [...interactions.values()].flatMap((one) => one.search ?? [])
    const etag = [...interactions.values()].some((one) => one.etag)
    return {
      type,
      ...list(
        'interaction',
        [...interactions.keys()].map((code) => ({ code })),
      ),
      ...(interactions.size === 0 ? {} : { versioning: 'no-version' }),
      ...(etag ? { conditionalRead: 'not-match' } : {}),
      ...list('searchParam', search),
      ...list(
        'operation',
        [...operations.values()].map(({ operation: name, definition, documentation }) => ({
          name,
          definition: `${base}/${definition}`,
          documentation,
        })),
      ),
    }
  })
}

/** FHIR knows no empty lists: such an element is left out. */
const list = (name: string, items: readonly unknown[]): object =>
  items.length === 0 ? {} : { [name]: items }
