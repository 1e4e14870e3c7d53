import { describe, expect, it } from 'vitest'
import { clusterAutoscalerStatements } from '../../../components/cluster/cluster-autoscaler.ts'
import { loadBalancerStatements } from '../../../components/cluster/load-balancer-controller.ts'
import {
  statementProblems,
  type WorkloadIdentityStatement,
} from '../../../components/workload-identity/statements.ts'

const SCOPE = {
  clusterName: 'main',
  region: 'eu-central-1',
  accountId: '123456789012',
  vpcId: 'vpc-1',
}
const READS = /^[a-z0-9-]+:(Describe|Get|List)/
const isChange = ({ actions }: WorkloadIdentityStatement) => actions.some((a) => !READS.test(a))

describe.each([
  ['the load-balancer controller', loadBalancerStatements(SCOPE)],
  ['the autoscaler', clusterAutoscalerStatements(SCOPE)],
])('the policy of %s', (_, statements) => {
  it('passes the checks for any workload', () => {
    expect(statementProblems(statements)).toEqual([])
  })

  it('changes nothing outside of the account and region', () => {
    const home = /^arn:aws:(?:[a-z0-9]+:eu-central-1|iam:):123456789012:/
    for (const { sid, resources } of statements.filter(isChange))
      for (const resource of resources) expect(resource, sid).toMatch(home)
  })
})

describe('the policy of the load-balancer controller', () => {
  const byAction = (action: string) =>
    loadBalancerStatements(SCOPE).filter(({ actions }) => actions.includes(action))

  it.each([
    'elasticloadbalancing:DeleteLoadBalancer',
    'elasticloadbalancing:ModifyTargetGroup',
    'elasticloadbalancing:RegisterTargets',
    'ec2:DeleteSecurityGroup',
  ])('allows %s on what the same cluster made only', (action) => {
    const conditions = byAction(action).map((statement) => statement.conditions)
    const own = {
      operator: 'StringEquals',
      key: 'aws:ResourceTag/elbv2.k8s.aws/cluster',
      values: ['main'],
    }
    expect(conditions).toEqual([[own]])
  })

  it('admits traffic to groups of its own network only', () => {
    const [statement, ...rest] = byAction('ec2:AuthorizeSecurityGroupIngress')
    expect(rest).toEqual([])
    expect(statement?.conditions).toEqual([
      {
        operator: 'ArnEquals',
        key: 'ec2:Vpc',
        values: ['arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-1'],
      },
    ])
  })

  it('never tags what it neither creates nor owns', () => {
    const tagging = ['ec2:CreateTags', 'elasticloadbalancing:AddTags'].flatMap(byAction)
    const ofBalancers = tagging.filter(({ sid }) => sid !== 'Listeners')
    const keys = ofBalancers.map(({ conditions = [] }) =>
      conditions.map(({ key }) => key).join(' '),
    )
    for (const key of keys) expect(key).toMatch(/:CreateAction aws:RequestTag|^aws:ResourceTag/)
    expect(keys).toHaveLength(4)
  })
})

describe('the policy of the autoscaler', () => {
  it('resizes groups of its own cluster only', () => {
    const resize = clusterAutoscalerStatements(SCOPE).filter(isChange)
    expect(resize.map(({ conditions }) => conditions)).toEqual([
      [
        {
          operator: 'StringEquals',
          key: 'aws:ResourceTag/k8s.io/cluster-autoscaler/main',
          values: ['owned'],
        },
      ],
    ])
  })
})
