import type * as pulumi from '@pulumi/pulumi'
import type { ArgumentProblem } from '../argument-error.ts'

/** A condition that a request has to meet. */
export interface WorkloadIdentityCondition {
  /** Operator, e.g. `StringEquals`. */
  operator: string
  /** Condition key, e.g. `aws:ResourceTag/environment`. */
  key: string
  /** Values of which the key has to match one. */
  values: pulumi.Input<string>[]
}

/** What a workload may do with which resources. There is no way to deny: nothing else is allowed. */
export interface WorkloadIdentityStatement {
  /** What the statement is for, letters and digits, e.g. `ReadModels`. */
  sid: string
  /** Actions, e.g. `s3:GetObject`. */
  actions: string[]
  /** ARNs of the resources; `*` only for actions that know no resources. */
  resources: pulumi.Input<string>[]
  /**
   * Conditions that all have to be met.
   * @default none
   */
  conditions?: WorkloadIdentityCondition[]
}

/** The IAM policy document of some statements. */
export function policyDocument(statements: readonly WorkloadIdentityStatement[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, actions, resources, conditions }) => ({
      Sid: sid,
      Effect: 'Allow',
      Action: actions,
      Resource: resources,
      ...(conditions !== undefined && { Condition: conditionsOf(conditions) }),
    })),
  }
}

function conditionsOf(conditions: readonly WorkloadIdentityCondition[]): object {
  const byOperator: Record<string, Record<string, pulumi.Input<string>[]>> = {}
  for (const { operator, key, values } of conditions)
    byOperator[operator] = { ...byOperator[operator], [key]: values }
  return byOperator
}

// With these on every key, a role could read the data of every institution.
// https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1
const DECRYPTION = /^kms:(Decrypt|ReEncrypt|GenerateDataKey)/i

/** What is wrong with some statements: what is wider than a workload's least privilege can be. */
export function statementProblems(
  statements: readonly WorkloadIdentityStatement[],
): ArgumentProblem[] {
  const sids = statements.map(({ sid }) => sid)
  return statements.flatMap((statement, index) => {
    const { sid } = statement
    const at = `statements[${index}]`
    const allowed = 'letters and digits that no other statement has'
    const named = /^[A-Za-z0-9]+$/.test(sid) && sids.indexOf(sid) === index
    return [
      ...(named ? [] : [{ argument: `${at}.sid`, got: sid, allowed }]),
      ...formProblems(at, statement),
      ...widthProblems(at, statement),
    ]
  })
}

function formProblems(at: string, statement: WorkloadIdentityStatement): ArgumentProblem[] {
  const { actions, resources } = statement
  const wellFormed = actions.every((action) => /^(\*|[a-z0-9-]+:[A-Za-z0-9*]+)$/.test(action))
  const allowed = 'one or more of the form service:Action'
  const problems: ArgumentProblem[] = []
  if (actions.length === 0 || !wellFormed)
    problems.push({ argument: `${at}.actions`, got: actions, allowed })
  if (resources.length === 0)
    problems.push({ argument: `${at}.resources`, got: resources, allowed: 'one or more ARNs' })
  return problems
}

function widthProblems(at: string, statement: WorkloadIdentityStatement): ArgumentProblem[] {
  const { actions, resources } = statement
  const everything = resources.includes('*')
  const problems: ArgumentProblem[] = []
  if (actions.some((action) => action === '*' || (everything && action.includes('*'))))
    problems.push({
      argument: `${at}.actions`,
      got: actions,
      allowed: 'named actions',
      fix: 'name the actions the workload calls, or the resources it calls them on',
    })
  if (everything && actions.some((action) => DECRYPTION.test(action)))
    problems.push({
      argument: `${at}.resources`,
      got: ['*'],
      allowed: 'ARNs of keys for an action that decrypts',
    })
  return problems
}
