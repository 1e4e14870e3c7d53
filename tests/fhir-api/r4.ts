import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Definitions, loadDefinitions } from '../../app/fhir/definitions.ts'
import { isObject, type JsonObject } from '../../app/fhir/problems.ts'
import type { StructureDefinition, ValueSet } from '../../app/fhir/structure-definition.ts'
import { r4Problems } from '../../app/fhir/validate-record.ts'

let loading: Promise<Definitions> | undefined

/** The service's definitions, and those of what it answers: made by app/fhir/extract-definitions.ts. */
const definitions = (): Promise<Definitions> => {
  loading ??= load()
  return loading
}

async function load(): Promise<Definitions> {
  const known = await loadDefinitions()
  const library = await import('@medplum/core')
  const valueSets = new Map(known.valueSets)
  const text = readFileSync(join(import.meta.dirname, 'definitions.ndjson'), 'utf8')
  for (const line of text.split('\n')) {
    if (line === '') continue
    const resource: StructureDefinition | ValueSet = JSON.parse(line)
    if (resource.resourceType === 'ValueSet') {
      const codes = resource.expansion.contains.map(({ system, code }) => `${system}|${code}`)
      valueSets.set(resource.url, new Set(codes))
    } else library.loadDataType(resource as Parameters<typeof library.loadDataType>[0])
  }
  return { library, valueSets }
}

/** What FHIR R4 says against a resource and those inside it; a line each, none for a valid one. */
export async function r4Errors(resource: unknown): Promise<string[]> {
  if (!isObject(resource)) return ['is no resource']
  const known = await definitions()
  return [resource, ...inside(resource)].flatMap((one) => [
    ...r4Problems(one, known).map(({ path, text }) => `${path}: ${text}`),
    ...ownRules(one),
  ])
}

/** Resources inside another: contained, in a Bundle, in Parameters. */
const inside = (value: unknown): JsonObject[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((member) => [
    ...(isObject(member) && typeof member.resourceType === 'string' ? [member] : []),
    ...inside(member),
  ])
}

/** What the extract leaves out: dom-3 (contained resources are referred to) and empty texts. */
function ownRules(resource: JsonObject): string[] {
  const text = JSON.stringify(resource)
  const contained = Array.isArray(resource.contained) ? resource.contained.filter(isObject) : []
  const idle = contained.filter(({ id }) => !text.includes(`"#${String(id)}"`))
  return [
    ...idle.map(({ id }) => `contained: #${String(id)} is not referred to`),
    ...(/:(""|\[\]|\{\}|null)/.test(text) ? ['has an empty value'] : []),
  ]
}
