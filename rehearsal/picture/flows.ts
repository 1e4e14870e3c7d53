import type { PlainValue } from '../engine/wire.ts'
import { type Exposure, findExposure } from '../plan/exposure.ts'
import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText, textsIn } from '../plan/values.ts'
import { copyFlows, eventFlows } from './event-flows.ts'
import { ingressFlows } from './ingress-flows.ts'
import { arnOf } from './kinds.ts'

/** What an arrow means. */
export type FlowKind = 'exposed' | 'traffic' | 'event' | 'copy' | 'access'

/** An arrow between two resources; `internet` stands for everyone outside. */
export interface Flow {
  readonly from: string
  readonly to: string
  readonly kind: FlowKind
  readonly label: string
}

/** Who may reach whom: exposure, security groups, balancers, events, copies, what roles may use. */
export function flowsOf(resources: readonly PlannedResource[]): Flow[] {
  const flows = [
    ...exposureFlows(resources),
    ...groupFlows(resources),
    ...ingressFlows(resources),
    ...eventFlows(resources),
    ...copyFlows(resources),
    ...accessFlows(resources),
  ]
  const unique = new Map(flows.map((flow) => [JSON.stringify(flow), flow]))
  return [...unique.values()].filter(({ from, to }) => from !== to)
}

function exposureFlows(resources: readonly PlannedResource[]): Flow[] {
  const found = findExposure(resources).filter(({ type }) => !type.includes('ecurityGroup'))
  return found.map(({ urn, what, from }: Exposure) => ({
    from: 'internet',
    to: urn,
    kind: 'exposed',
    label: `${what.startsWith('public endpoint') ? 'API ' : ''}${shortList(from)}`,
  }))
}

const shortList = (blocks: readonly string[]): string =>
  blocks.length > 2 ? `${blocks.slice(0, 2).join(', ')} +${blocks.length - 2}` : blocks.join(', ')

/** Security group A admits security group B: what has B may reach what has A. */
function groupFlows(resources: readonly PlannedResource[]): Flow[] {
  return resources.flatMap((rule) =>
    admissions(rule).flatMap(({ group, source, label }) =>
      ownersOf(source, resources).flatMap((from) =>
        ownersOf(group, resources).map((to): Flow => ({ from, to, kind: 'traffic', label })),
      ),
    ),
  )
}

interface Admission {
  readonly group: string
  readonly source: string
  readonly label: string
}

function admissions({ id, type, inputs }: PlannedResource): Admission[] {
  if (type === 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule')
    return [
      {
        group: asText(inputs.securityGroupId),
        source: asText(inputs.referencedSecurityGroupId),
        label: port(inputs.fromPort, inputs.toPort),
      },
    ]
  if (type === 'aws:ec2/securityGroupRule:SecurityGroupRule' && inputs.type === 'ingress')
    return [
      {
        group: asText(inputs.securityGroupId),
        source: asText(inputs.sourceSecurityGroupId),
        label: port(inputs.fromPort, inputs.toPort),
      },
    ]
  if (type !== 'aws:ec2/securityGroup:SecurityGroup') return []
  return asList(inputs.ingress).flatMap((each) => {
    const rule = asObject(each)
    const label = port(rule.fromPort, rule.toPort)
    return asList(rule.securityGroups).map((source) => ({
      group: id,
      source: asText(source),
      label,
    }))
  })
}

function port(from: PlainValue | undefined, to: PlainValue | undefined): string {
  if (from === undefined || from === -1 || (from === 0 && to === 65535)) return 'all ports'
  return from === to ? String(from) : `${from}–${to}`
}

const RULES = /[sS]ecurityGroup/

/** What carries a security group: by its inputs, or, for a cluster, the one AWS made for it. */
function ownersOf(group: string, resources: readonly PlannedResource[]): string[] {
  if (group === '') return []
  return resources
    .filter(({ type, inputs, outputs }) => {
      if (RULES.test(type)) return false
      const own = asObject(outputs.vpcConfig).clusterSecurityGroupId
      return own === group || textsIn(inputs).includes(group)
    })
    .map(({ urn }) => urn)
}

/** What a role's policies let its bearer use. */
function accessFlows(resources: readonly PlannedResource[]): Flow[] {
  const arns = resources.filter((each) => arnOf(each) !== undefined)
  return resources.flatMap((attachment): Flow[] => {
    const { role, policyArn, policy } = attachment.inputs
    const text = policyText(resources, policyArn) ?? (typeof policy === 'string' ? policy : '')
    if (role === undefined || text === '') return []
    const used = arns.filter(({ outputs }) => text.includes(`${outputs.arn}`))
    return bearersOf(role, resources).flatMap((from) =>
      used.map(({ urn }): Flow => ({ from, to: urn, kind: 'access', label: '' })),
    )
  })
}

function policyText(
  resources: readonly PlannedResource[],
  arn: PlainValue | undefined,
): string | undefined {
  const policy = resources.find(({ type, outputs }) => /:Policy$/.test(type) && outputs.arn === arn)
  return policy === undefined ? undefined : JSON.stringify(policy.inputs.policy ?? '')
}

/** Who acts in a role: what names its ARN. A pod identity stands for its namespace. */
function bearersOf(role: PlainValue, resources: readonly PlannedResource[]): string[] {
  const found = resources.find(({ type, id }) => type === 'aws:iam/role:Role' && id === role)
  const arn = found?.outputs.arn
  if (typeof arn !== 'string') return []
  return resources
    .filter(({ inputs }) => textsIn(inputs).includes(arn))
    .map(({ type, urn, inputs }) =>
      type === 'aws:eks/podIdentityAssociation:PodIdentityAssociation'
        ? `namespace:${asText(inputs.namespace)}`
        : urn,
    )
}
