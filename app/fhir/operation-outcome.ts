import type { IssueCode, Problem } from './problems.ts'

/** A FHIR R4 OperationOutcome as this service writes it. */
export interface OperationOutcome {
  resourceType: 'OperationOutcome'
  issue: {
    severity: 'error'
    code: IssueCode
    diagnostics: string
    expression?: string[]
  }[]
}

/** The problems of one record as FHIR R4 tells them. `problems` must not be empty. */
export const operationOutcome = (problems: readonly Problem[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: problems.map(({ path, text, code }) => ({
    severity: 'error',
    code,
    diagnostics: path === '' ? text : `${path}: ${text}`,
    ...(path === '' ? {} : { expression: [path] }),
  })),
})
