/** A line of definitions.ndjson: what FHIR R4 says about one type, as far as the library reads it. */
export interface StructureDefinition {
  resourceType: 'StructureDefinition'
  url: string
  name: string
  type: string
  status: 'active'
  kind: 'resource' | 'complex-type'
  abstract: boolean
  snapshot: { element: { path: string }[] }
}

/** A line of definitions.ndjson: a value set with its codes listed. */
export interface ValueSet {
  resourceType: 'ValueSet'
  url: string
  expansion: { contains: { system: string; code: string }[] }
}
