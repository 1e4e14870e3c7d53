/** A FHIR R4 resource as this service writes it. */
export type Resource = { resourceType: string } & Record<string, unknown>
