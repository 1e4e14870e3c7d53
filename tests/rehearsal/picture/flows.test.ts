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

  it('follow an event of a bucket through a rule to its queue', () => {
    const bucket = planned('aws:s3/bucket:Bucket', 'uploads', { id: 'uploads-1' })
    const rule = planned('aws:cloudwatch/eventRule:EventRule', 'rule', {
      id: 'rule-1',
      inputs: { eventPattern: '{"detail":{"bucket":{"name":["uploads-1"]}}}' },
    })
    const target = planned('aws:cloudwatch/eventTarget:EventTarget', 'target', {
      inputs: { rule: 'rule-1', arn: 'arn:q' },
    })
    expect(flows(bucket, rule, target, queue)).toEqual(['uploads -event new file-> queue'])
  })

  it('show what is copied elsewhere, and not the key it is encrypted with', () => {
    const bucket = (name: string) =>
      planned('aws:s3/bucket:Bucket', name, { id: name, outputs: { arn: `arn:${name}` } })
    const key = planned('aws:kms/key:Key', 'key', { outputs: { arn: 'arn:key' } })
    const rules = [
      {
        destination: {
          bucket: 'arn:there',
          encryptionConfiguration: { replicaKmsKeyId: 'arn:key' },
        },
      },
    ]
    const replication = planned('aws:s3/bucketReplicationConfig:BucketReplicationConfig', 'r', {
      inputs: { bucket: 'here', rules },
    })
    const vault = (name: string) =>
      planned('aws:backup/vault:Vault', name, { id: name, outputs: { arn: `arn:${name}` } })
    const backup = planned('aws:backup/plan:Plan', 'daily', {
      inputs: {
        rules: [{ targetVaultName: 'near', copyActions: [{ destinationVaultArn: 'arn:far' }] }],
      },
    })
    expect(
      flows(bucket('here'), bucket('there'), key, replication, vault('near'), vault('far'), backup),
    ).toEqual(['here -copy replicates-> there', 'near -copy copies backups-> far'])
  })

  it('lead from an ingress to the pods of its service, on their port', () => {
    const labels = { app: 'api' }
    const metadata = { namespace: 'web' }
    const ingress = planned('kubernetes:networking.k8s.io/v1:Ingress', 'edge', {
      inputs: {
        metadata,
        spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'api' } } }] } }] },
      },
    })
    const service = planned('kubernetes:core/v1:Service', 'api', {
      inputs: { metadata, spec: { selector: labels, ports: [{ port: 80, targetPort: 8000 }] } },
    })
    const pods = (name: string, own: Record<string, string>) =>
      planned('kubernetes:apps/v1:Deployment', name, {
        inputs: { metadata, spec: { template: { metadata: { labels: own } } } },
      })
    expect(flows(ingress, service, pods('api', labels), pods('other', {}))).toEqual([
      'edge -traffic 8000-> api',
    ])
  })
})
