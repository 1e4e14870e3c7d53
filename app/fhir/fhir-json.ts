import type { Definitions } from './definitions.ts'
import { isObject, type JsonObject, jsonType, type Problem } from './problems.ts'

interface ElementShape {
  type: string
  isPrimitive: boolean
  isList: boolean
}

/** The regular expression of FHIR R4 for dateTime: a time stands only with seconds and offset. */
const DATE_TIME =
  /^\d{4}(-\d\d(-\d\d(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00)))?)?)?$/

/** The text on a list where FHIR has one value. */
export const NOT_A_LIST = 'must be one value; got a list, allowed one value; fix: remove the [ ]'

const shapes = new Map<string, Map<string, ElementShape>>()

function shapesOf(type: string, { library }: Definitions): Map<string, ElementShape> {
  const known = shapes.get(type)
  if (known) return known
  const made = new Map<string, ElementShape>()
  for (const [name, element] of Object.entries(library.getDataType(type).elements)) {
    for (const { code } of element.type) {
      const key = name.replace('[x]', `${code.charAt(0).toUpperCase()}${code.slice(1)}`)
      made.set(key, {
        type: code,
        isPrimitive: library.isPrimitiveType(code),
        isList: element.isArray === true,
      })
    }
  }
  shapes.set(type, made)
  return made
}

/**
 * What the library lets pass in the JSON form of a resource: an object where a primitive belongs
 * and the other way round, names inherited from JavaScript's own objects taken for elements, and
 * times without offset. Without an offset an admission could fall on either of two days.
 */
export function jsonProblems(
  value: JsonObject,
  { type, path, definitions }: { type: string; path: string; definitions: Definitions },
): Problem[] {
  const elements = shapesOf(type, definitions)
  const problems: Problem[] = []
  for (const [key, member] of Object.entries(value)) {
    const at = `${path}.${key}`
    const element = elements.get(key.startsWith('_') ? key.slice(1) : key)
    if (!element) {
      if (key in Object.prototype) problems.push(unknownElement(at))
      continue
    }
    if (member === undefined) continue
    if (!element.isList && Array.isArray(member)) {
      problems.push({ path: at, code: 'structure', text: NOT_A_LIST })
    } else if (!element.isList) {
      problems.push(...memberProblems(member, { element, path: at, key, definitions }))
    } else if (Array.isArray(member)) {
      member.forEach((item, index) => {
        const itemPath = `${at}[${index}]`
        problems.push(...memberProblems(item, { element, path: itemPath, key, definitions }))
      })
    }
  }
  return problems
}

function memberProblems(
  item: unknown,
  {
    element,
    path,
    key,
    definitions,
  }: { element: ElementShape; path: string; key: string; definitions: Definitions },
): Problem[] {
  // The library answers for nulls.
  if (item === null) return []
  if (key.startsWith('_')) {
    return isObject(item) && element.isPrimitive ? [] : [wrongType(path, item, 'an object')]
  }
  if (element.isPrimitive) return primitiveProblems(item, { element, path })
  if (!isObject(item)) return [wrongType(path, item, 'an object')]
  if (element.type === 'Resource') return []
  return jsonProblems(item, { type: element.type, path, definitions })
}

function primitiveProblems(
  item: unknown,
  { element, path }: { element: ElementShape; path: string },
): Problem[] {
  if (typeof item === 'object') {
    return [wrongType(path, item, `a ${element.type.split('.').at(-1)?.toLowerCase()}`)]
  }
  if (element.type !== 'dateTime' || typeof item !== 'string' || DATE_TIME.test(item)) return []
  return [
    {
      path,
      code: 'value',
      text: `is no FHIR dateTime; got ${item.length} characters, allowed YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+hh:mm; fix: add seconds and the offset`,
    },
  ]
}

/** The problem of a member that FHIR R4 does not know. */
export const unknownElement = (path: string): Problem => ({
  path,
  code: 'structure',
  text: 'is no element of FHIR R4; got an unknown name, allowed the elements of its type; fix: remove it or send it as an extension',
})

const wrongType = (path: string, got: unknown, allowed: string): Problem => ({
  path,
  code: 'structure',
  text: `has the wrong JSON type; got ${jsonType(got)}, allowed ${allowed}; fix: send ${allowed}`,
})
