import { at, type Graph, type GraphResource, type GraphValue, list } from './graph.ts'

/** A statement of an IAM or resource policy. */
export interface Statement {
  readonly effect: string
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** `*`, ARNs and service names. */
  readonly principals: readonly string[]
  readonly conditional: boolean
  readonly condition: GraphValue | undefined
}

/** The statements of a policy given as JSON text; none for anything else. */
export function statements(policy: GraphValue | undefined): Statement[] {
  if (typeof policy !== 'string') return []
  const document = JSON.parse(policy) as GraphValue
  return list(at(document, 'Statement')).map((statement) => ({
    effect: String(at(statement, 'Effect')),
    actions: list(at(statement, 'Action')).map(String),
    resources: list(at(statement, 'Resource')).map(String),
    principals: principals(at(statement, 'Principal')),
    conditional: at(statement, 'Condition') !== undefined,
    condition: at(statement, 'Condition'),
  }))
}

function principals(value: GraphValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (value === undefined || value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap((item) => list(item).map(String))
}

/** Policies that say what an identity may do, with their statements. */
export function identityPolicies(
  graph: Graph,
): { resource: GraphResource; statements: Statement[] }[] {
  const types = ['aws:iam/policy:Policy', 'aws:iam/rolePolicy:RolePolicy']
  return graph.resources
    .filter(({ type }) => types.includes(type))
    .map((resource) => ({ resource, statements: statements(resource.inputs.policy) }))
}
