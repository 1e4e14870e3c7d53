import { describe, expect, it } from 'vitest'
import { flowsOf } from '../../../rehearsal/picture/flows.ts'
import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'
import { planned } from '../plan/planned.ts'

const flows = (...resources: PlannedResource[]) =>
  flowsOf(resources).map(({ from, to, kind, label }) => {
    const name = (urn: string) => urn.split('::').at(-1)
    return `${name(from)} -${kind}${label === '' ? '' : ` ${label}`}-> ${name(to)}`
  })

const queue = planned('aws:sqs/queue:Queue', 'queue', { outputs: { arn: 'arn:q' } })
const intake = planned('aws:lambda/function:Function', 'intake', {
  id: 'fn',
  inputs: { role: 'arn:role' },
  outputs: { arn: 'arn:fn' },
})

describe('flows', () => {
  it('follow a security group rule from what has the source to what has the target', () => {
    const balancer = planned('aws:lb/loadBalancer:LoadBalancer', 'edge', {
      inputs: { internal: true, securityGroups: ['sg-edge'] },
    })
    const machine = planned('aws:ec2/instance:Instance', 'imaging', {
      inputs: { vpcSecurityGroupIds: ['sg-imaging'] },
    })
    const group = planned('aws:ec2/securityGroup:SecurityGroup', 'imaging', {
      id: 'sg-imaging',
      inputs: { ingress: [{ fromPort: 443, toPort: 8443, securityGroups: ['sg-edge'] }] },
    })
    expect(flows(balancer, machine, group)).toEqual(['edge -traffic 443–8443-> imaging'])
  })

  it('come from outside to what is exposed, with who may come', () => {
    const cluster = planned('aws:eks/cluster:Cluster', 'main', {
      inputs: {
        vpcConfig: { publicAccessCidrs: ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'] },
      },
    })
    expect(flows(cluster)).toEqual([
      'internet -exposed API 192.0.2.0/24, 198.51.100.0/24 +1-> main',
    ])
  })

  it('follow events, also when something else names the same ARN', () => {
    const target = planned('aws:cloudwatch/eventTarget:EventTarget', 'a-target', {
      inputs: { arn: 'arn:q' },
      outputs: { arn: 'arn:q' },
    })
    const mapping = planned('aws:lambda/eventSourceMapping:EventSourceMapping', 'source', {
      inputs: { eventSourceArn: 'arn:q', functionName: 'arn:fn' },
    })
    expect(flows(target, queue, intake, mapping)).toEqual(['queue -event messages-> intake'])
  })

  it('show what a role may use, for functions and for pods', () => {
    const role = planned('aws:iam/role:Role', 'role', { id: 'role', outputs: { arn: 'arn:role' } })
    const policy = planned('aws:iam/policy:Policy', 'policy', {
      inputs: { policy: '{"Resource":"arn:q"}' },
      outputs: { arn: 'arn:policy' },
    })
    const attachment = planned('aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'both', {
      inputs: { role: 'role', policyArn: 'arn:policy' },
    })
    const pod = planned('aws:eks/podIdentityAssociation:PodIdentityAssociation', 'pod', {
      inputs: { roleArn: 'arn:role', namespace: 'ml' },
    })
    expect(flows(queue, intake, role, policy, attachment, pod)).toEqual([
      'intake -access-> queue',
      'namespace:ml -access-> queue',
    ])
  })
})
