import type { Parts } from '../../parts.ts'
import { definitions } from './definitions.ts'
import { addFhirRoute, type FhirRoute } from './fhir-route.ts'
import { metadata } from './metadata.ts'
import { predictReadmission } from './predict-readmission.ts'
import { readRisk } from './read-risk.ts'
import { searchRisk } from './search-risk.ts'

/** The FHIR R4 API below `/fhir`, all of it. */
export function addFhirRoutes(parts: Parts): void {
  const routes: FhirRoute[] = [
    readRisk(parts),
    ...searchRisk(parts),
    ...predictReadmission(parts),
    ...definitions(),
  ]
  for (const route of [metadata(parts.gate.app, routes), ...routes]) addFhirRoute(parts.gate, route)
}
