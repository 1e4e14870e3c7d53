import { isDeeperThan } from '../../../fhir/problems.ts'
import { FHIR_JSON, isJson } from '../../../fhir-api/content-type.ts'
import { readBody } from '../../body.ts'
import type { RequestContext } from '../../context.ts'
import { FhirProblem } from '../../fhir-problem.ts'

const LIMIT = 1024 * 1024
/** A record nests at most 32 levels; Parameters and Bundle are around it. */
const MOST_DEPTH = 40
const FORM = 'application/x-www-form-urlencoded'

/**
 * The JSON a request came with; undefined for an empty body.
 *
 * @throws FhirProblem 415 for another media type, 400 for text that is not JSON, Problem 413
 */
export async function readFhirBody(c: RequestContext): Promise<unknown> {
  if (!isJson(c.req.header('content-type'))) throw unsupported(FHIR_JSON)
  const text = await readBody(c, LIMIT)
  if (text.trim() === '') return undefined
  const body = parsed(text)
  if (isDeeperThan(body, MOST_DEPTH)) throw unreadable(`JSON deeper than ${MOST_DEPTH} levels`)
  return body
}

/**
 * The parameters of a search by POST: those of the form and those of the address, as FHIR wants.
 *
 * @throws FhirProblem 415 for anything but a form
 */
export async function readSearchForm(c: RequestContext): Promise<URLSearchParams> {
  const type = c.req.header('content-type') ?? ''
  if ((type.split(';', 1)[0] ?? '').trim().toLowerCase() !== FORM) throw unsupported(FORM)
  const form = new URLSearchParams(await readBody(c, LIMIT / 16))
  return new URLSearchParams([...new URL(c.req.url).searchParams, ...form])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('The body is not JSON')
  }
}

const unreadable = (text: string): FhirProblem => new FhirProblem(400, { code: 'structure', text })

const unsupported = (allowed: string): FhirProblem =>
  new FhirProblem(415, {
    code: 'not-supported',
    text: `The body is of another media type; allowed: Content-Type: ${allowed}`,
  })
