import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StructureDefinition, ValueSet } from './structure-definition.ts'

type Library = typeof import('@medplum/core')

/** The validation library with the R4 definitions of our types loaded into it. */
export interface Definitions {
  library: Pick<Library, 'getDataType' | 'isPrimitiveType' | 'validateResource'>
  /** Codes of each value set with a required binding, as `system|code`, by the value set's URL. */
  valueSets: ReadonlyMap<string, ReadonlySet<string>>
}

let loading: Promise<Definitions> | undefined

/**
 * Loads library and definitions at the first call (50 ms, 30 MB on one core) and answers the same
 * object afterwards, so that a service that never sees FHIR never pays for it.
 */
export function loadDefinitions(): Promise<Definitions> {
  loading ??= load()
  return loading
}

async function load(): Promise<Definitions> {
  const [library, text] = await Promise.all([
    import('@medplum/core'),
    readFile(join(import.meta.dirname, 'definitions.ndjson'), 'utf8'),
  ])
  const valueSets = new Map<string, ReadonlySet<string>>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const resource: StructureDefinition | ValueSet = JSON.parse(line)
    if (resource.resourceType === 'ValueSet') {
      const codes = resource.expansion.contains.map(({ system, code }) => `${system}|${code}`)
      valueSets.set(resource.url, new Set(codes))
    } else {
      library.loadDataType(resource)
    }
  }
  return { library, valueSets }
}
