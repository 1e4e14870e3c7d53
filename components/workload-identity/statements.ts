import * as pulumi from '@pulumi/pulumi'
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
const DECRYPTION = /^kms:(\*|Decrypt.*|ReEncrypt.*)$/i

/** What is wrong with some statements: what is wider than a workload's least privilege can be. */
export function statementProblems(
  statements: readonly WorkloadIdentityStatement[],
): ArgumentProblem[] {
  const sids = statements.map(({ sid }) => sid)
  return statements.flatMap((statement, index) => {
    const at = `statements[${index}]`
    const { sid, actions, resources } = statement
    const anyResource = resources.some((resource) => resource === '*')
    const tooWide = actions.filter(
      (action) => action === '*' || (anyResource && /:\*$|^kms:.*$/i.test(action)),
    )
    const malformed = actions.filter((action) => !/^(\*|[a-z0-9-]+:[A-Za-z0-9*]+)$/.test(action))
    const problems: ArgumentProblem[] = []
    if (!/^[A-Za-z0-9]+$/.test(sid) || sids.indexOf(sid) !== index)
      problems.push({
        argument: `${at}.sid`,
        got: sid,
        allowed: 'letters and digits that no other statement has',
      })
    if (actions.length === 0 || malformed.length > 0)
      problems.push({
        argument: `${at}.actions`,
        got: actions,
        allowed: 'one or more of the form service:Action',
      })
    if (resources.length === 0)
      problems.push({ argument: `${at}.resources`, got: resources, allowed: 'one or more ARNs' })
    if (tooWide.some((action) => !DECRYPTION.test(action)))
      problems.push({
        argument: `${at}.actions`,
        got: actions,
        allowed: 'named actions',
        fix: 'name the actions the workload calls, or the resources it calls them on',
      })
    if (tooWide.some((action) => DECRYPTION.test(action)))
      problems.push({
        argument: `${at}.resources`,
        got: resources.map((resource) =>
          pulumi.Output.isInstance(resource) ? '(output)' : resource,
        ),
        allowed: 'ARNs of keys for an action that decrypts',
      })
    return problems
  })
}
