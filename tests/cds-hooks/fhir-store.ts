import { readFileSync } from 'node:fs'
import { join } from 'node:path'

// biome-ignore lint/suspicious/noExplicitAny: FHIR resources of many types
export type Resource = any

/** A small FHIR server's memory: reads, and searches by patient and class. */
export interface FhirStore {
  resources: Resource[]
  /** Answers a FHIR query as prefetch templates make them; null where there is nothing. */
  answer(query: string): Resource | null
}

/** A store of these resources. */
export const createFhirStore = (resources: Resource[]): FhirStore => ({
  resources,
  answer: (query) => {
    const [path = '', search] = query.split('?')
    const [type, id] = path.split('/')
    const ofType = resources.filter((one) => one.resourceType === type)
    if (search === undefined) return ofType.find((one) => one.id === id) ?? null
    const wanted = new URLSearchParams(search)
    const classes = wanted.get('class')?.split(',')
    const found = ofType.filter(
      (one) =>
        one.subject?.reference === `Patient/${wanted.get('patient')}` &&
        (classes === undefined || classes.includes(one.class?.code)),
    )
    const page = found.slice(0, Number(wanted.get('_count') ?? 20))
    if (page.length === 0) return null
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      total: found.length,
      link: [{ relation: 'self', url: `https://ehr.test/fhir/${query}` }],
      entry: page.map((resource) => ({ resource, search: { mode: 'match' } })),
    }
  },
})

/** The records of Synthea's bulk export, 13 patients. */
export const syntheaResources = (folder: string): Resource[] =>
  ['Patient', 'Encounter', 'Condition', 'MedicationRequest'].flatMap((type) =>
    readFileSync(join(folder, 'synthea-bulk', `${type}.000.ndjson`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )
