import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { issueCode, type RefusalIssue, refusalOutcome } from '../fhir-api/refusal.ts'
import type { Resource } from '../fhir-api/resource.ts'
import { Problem } from './problem.ts'

/** A refusal of the FHIR API that knows its issue types better than the HTTP status says them. */
export class FhirProblem extends Problem {
  override name = 'FhirProblem'
  readonly issues: readonly RefusalIssue[]

  constructor(
    status: ContentfulStatusCode,
    issues: RefusalIssue | readonly RefusalIssue[],
    headers: Record<string, string> = {},
  ) {
    const all = 'code' in issues ? [issues] : issues
    super(status, all.map(({ text }) => text).join('; '), { headers })
    this.issues = all
  }
}

/** OAuth and its discovery are below `/fhir/` by SMART's rules, and no FHIR. */
const NOT_FHIR = ['/fhir/auth/', '/fhir/.well-known/']

/** Whether a path is the FHIR API's, where every refusal is an OperationOutcome. */
export const isFhirPath = (path: string): boolean =>
  (path === '/fhir' || path.startsWith('/fhir/')) &&
  !NOT_FHIR.some((start) => path.startsWith(start))

/** A problem as the FHIR API tells it. */
export const outcomeOf = (problem: Problem, requestId: string): Resource =>
  refusalOutcome(requestId, issuesOf(problem))

function issuesOf(problem: Problem): readonly RefusalIssue[] {
  const { status, detail } = problem
  if (problem instanceof FhirProblem) return problem.issues
  if (typeof detail === 'string') return [{ code: issueCode(status), text: detail }]
  return detail.map(({ type, loc, msg }) => ({
    code: type === 'missing' ? 'required' : 'value',
    text: msg,
    expression: loc.slice(1).join('.'),
  }))
}
