import type { IssueCode } from '../fhir/problems.ts'
import type { Resource } from './resource.ts'

/** One reason why a request is refused. */
export interface RefusalIssue {
  code: IssueCode
  text: string
  /** Where in the request, as FHIRPath or name of a parameter. */
  expression?: string | undefined
}

const CODES: Readonly<Record<number, IssueCode>> = {
  400: 'invalid',
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-supported',
  406: 'not-supported',
  408: 'timeout',
  409: 'conflict',
  413: 'too-long',
  415: 'not-supported',
  422: 'processing',
  429: 'throttled',
  500: 'exception',
  503: 'transient',
}

/** The issue type (R4, value set issue-type) that goes with an HTTP status. */
export const issueCode = (status: number): IssueCode => CODES[status] ?? 'processing'

/** Why a request is refused, as OperationOutcome. Its id is the request's, which is also in the log. */
export const refusalOutcome = (requestId: string, issues: readonly RefusalIssue[]): Resource => ({
  resourceType: 'OperationOutcome',
  id: requestId,
  issue: issues.map(({ code, text, expression }) => ({
    severity: 'error',
    code,
    diagnostics: text,
    ...(expression === undefined ? {} : { expression: [expression] }),
  })),
})
