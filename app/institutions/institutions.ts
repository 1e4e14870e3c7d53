/** A hospital or centre that asks for predictions and owns its patients' records. */
export interface Institution {
  /** Lower-case id: 2–32 of a–z, 0–9 and hyphen. Credentials and stored rows are bound to it. */
  id: string
  /** Name people read. */
  name: string
  /** Town or region. */
  location: string
}

/** The institutions of the founding network; `INSTITUTIONS` replaces them. */
export const FOUNDING_INSTITUTIONS: readonly Institution[] = [
  { id: 'dkfz', name: 'German Cancer Research Center', location: 'Heidelberg' },
  { id: 'ukhd', name: 'University Hospital Heidelberg', location: 'Heidelberg' },
  { id: 'embl', name: 'European Molecular Biology Laboratory', location: 'Heidelberg' },
]

/** Name of the environment variable that holds an institution's API key: `INSTITUTION_API_KEY_<ID>`. */
export const apiKeyVariable = (id: string): string =>
  `INSTITUTION_API_KEY_${id.toUpperCase().replaceAll('-', '_')}`
