import { z } from '@hono/zod-openapi'
import type { SearchParameter } from '../../../fhir-api/capability-statement.ts'

const PATIENT =
  'Patient/[id] or [id], as your institution knows him; with :identifier his pseudonym as system|value'

/** The search parameters of RiskAssessment, as the CapabilityStatement names them. */
export const RISK_SEARCH_PARAMETERS: readonly SearchParameter[] = [
  {
    name: 'subject',
    definition: 'http://hl7.org/fhir/SearchParameter/RiskAssessment-subject',
    type: 'reference',
    documentation: PATIENT,
  },
  {
    name: 'patient',
    definition: 'http://hl7.org/fhir/SearchParameter/clinical-patient',
    type: 'reference',
    documentation: `The same as subject: ${PATIENT}`,
  },
  {
    name: 'date',
    definition: 'http://hl7.org/fhir/SearchParameter/clinical-date',
    type: 'date',
    documentation: 'When the prediction was made; eq, ge, gt, le, lt, sa, eb; may be given twice',
  },
]

const text = z.string().optional()

/** The same for the OpenAPI document. */
export const riskSearchQuery = z.object({
  subject: text.openapi({ description: PATIENT }),
  patient: text.openapi({ description: 'The same as subject' }),
  'subject:identifier': text.openapi({ description: "The patient's pseudonym, as system|value" }),
  date: text.openapi({ description: 'When the prediction was made, such as ge2026-03-01' }),
  _count: text.openapi({ description: 'Predictions a page, 1 to 500' }),
  _cursor: text.openapi({ description: 'As in the link "next" of the page before' }),
})
