import { isObject, type JsonObject } from '../fhir/problems.ts'
import { RECORDS } from './operation-definition.ts'
import type { RefusalIssue } from './refusal.ts'

/** The Bundle that came with a call of the operation, or undefined where none did. */
export type PredictParameters = { records: JsonObject | undefined } | { issue: RefusalIssue }

/** Reads the Parameters of `$predict-readmission`. */
export function predictParameters(body: unknown): PredictParameters {
  if (!isObject(body) || body.resourceType !== 'Parameters')
    return wrong('structure', 'Must be a Parameters resource', 'Parameters')
  const { parameter = [] } = body
  if (!Array.isArray(parameter))
    return wrong('structure', 'Must be a list of parameters', 'Parameters.parameter')
  const unknown = parameter.findIndex((one) => !isObject(one) || one.name !== RECORDS)
  if (unknown >= 0) return wrong('value', `Only the parameter "${RECORDS}" is known`, at(unknown))
  if (parameter.length > 1) return wrong('value', `"${RECORDS}" may be given once`, at(1))
  const [given] = parameter
  if (given === undefined) return { records: undefined }
  const { resource } = given
  return isObject(resource) && resource.resourceType === 'Bundle'
    ? { records: resource }
    : wrong('value', `"${RECORDS}" must be a Bundle`, `${at(0)}.resource`)
}

const at = (index: number): string => `Parameters.parameter[${index}]`

const wrong = (code: RefusalIssue['code'], text: string, expression: string) => ({
  issue: { code, text, expression },
})
