import { NOT_A_LIST, unknownElement } from './fhir-json.ts'
import { isObject, type JsonObject, type Problem } from './problems.ts'

type Wording = (match: RegExpExecArray, path: string) => Omit<Problem, 'path'>

const structure = (text: string): Omit<Problem, 'path'> => ({ code: 'structure', text })

/** The library's messages (5.2) in the wording of the house. A message not listed passes as it is. */
const WORDINGS: [RegExp, Wording][] = [
  [
    /^Missing required property/,
    () => ({
      code: 'required',
      text: 'is required by FHIR R4; got nothing, allowed a value; fix: send it',
    }),
  ],
  [/^Invalid additional property/, (_match, path) => unknownElement(path)],
  [
    /^Expected array of values/,
    () => structure('must be a list; got one value, allowed a list; fix: wrap it in [ ]'),
  ],
  [/^Expected single value/, () => structure(NOT_A_LIST)],
  [
    /^Invalid JSON type: expected (\w+), but got (\w+)/,
    ([, allowed, got]) =>
      structure(
        `has the wrong JSON type; got a ${got}, allowed a ${allowed}; fix: send a ${allowed}`,
      ),
  ],
  [
    /^Invalid (date|dateTime|instant) (format|value)/,
    ([, type]) => ({
      code: 'value',
      text: `is no FHIR ${type}; got text of another form or a day that is in no calendar, allowed YYYY-MM-DD${type === 'date' ? '' : ' or YYYY-MM-DDThh:mm:ss+hh:mm'}; fix: correct the date`,
    }),
  ],
  [
    /^Invalid (null|empty|undefined)/,
    ([, got]) => structure(`has no value; got ${got}, allowed a value; fix: leave the element out`),
  ],
  [
    /^Conflicting choice of type/,
    () => structure('is given twice in different types; allowed one; fix: send one of them'),
  ],
]

function problemOf(issue: JsonObject, type: string): Problem | undefined {
  const message = isObject(issue.details) ? String(issue.details.text) : 'is not valid'
  const conflicting = message.startsWith('Conflicting choice')
  if (issue.severity !== 'error' && issue.severity !== 'fatal' && !conflicting) return undefined
  const expression = Array.isArray(issue.expression) ? String(issue.expression[0]) : type
  const bare = conflicting ? `${type}.${expression}` : expression
  const path = bare.replaceAll('[x]', '')
  for (const [pattern, wording] of WORDINGS) {
    const match = pattern.exec(message)
    if (match) return { ...wording(match, path), path }
  }
  const code = issue.code === 'invariant' ? 'invariant' : 'structure'
  return { path, code, text: `${message}; fix: correct it as FHIR R4 says` }
}

/** Issues of the library (an OperationOutcome's) as problems. Mere warnings are left out. */
export const libraryProblems = (issues: readonly unknown[], type: string): Problem[] =>
  issues
    .filter(isObject)
    .map((issue) => problemOf(issue, type))
    .filter((problem) => problem !== undefined)
