import type { StoredResource } from '../fhir/stored-resource.ts'
import type { FhirResource } from '../store/fhir-resources.ts'

/** A kept row as the resource it was made from: only validated resources are ever stored. */
export const asStoredResource = ({ type, id, version, patient, content }: FhirResource) =>
  ({ type, id, version, patient, content }) as unknown as StoredResource
