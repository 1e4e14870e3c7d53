import { OWN_CODES, OWN_SYSTEM } from './codes.ts'
import type { Resource } from './resource.ts'

/** Id of the code system below `CodeSystem/`. */
export const CODE_SYSTEM_ID = 'readmission'

/** The service's own codes as a FHIR R4 CodeSystem. */
export const codeSystem = (): Resource => {
  const concept = Object.entries(OWN_CODES).map(([code, words]) => ({ code, ...words }))
  return {
    resourceType: 'CodeSystem',
    id: CODE_SYSTEM_ID,
    url: OWN_SYSTEM,
    name: 'ReadmissionCodes',
    title: 'Codes of the readmission prediction',
    status: 'active',
    description: 'What a prediction of this service is, how it is made and what it predicts.',
    caseSensitive: true,
    content: 'complete',
    count: concept.length,
    concept,
  }
}
