import { describe, expect, it } from 'vitest'
import { forcesReplacement } from '../../../rehearsal/cloud/replacement-rules.ts'

describe('what a change means', () => {
  it.each([
    ['aws:ec2/vpc:Vpc', 'cidrBlock'],
    ['aws:ec2/subnet:Subnet', 'availabilityZone'],
    ['aws:eks/cluster:Cluster', 'encryptionConfig.provider.keyArn'],
    ['aws:eks/nodeGroup:NodeGroup', 'instanceTypes[0]'],
    ['aws:rds/instance:Instance', 'storageEncrypted'],
    ['kubernetes:apps/v1:Deployment', 'spec.selector.matchLabels.app'],
    ['kubernetes:core/v1:Namespace', 'metadata.name'],
    ['random:index/randomPassword:RandomPassword', 'length'],
    ['aws:iam/rolePolicyAttachment:RolePolicyAttachment', 'role'],
  ])('%s is replaced when %s changes', (type, path) => {
    expect(forcesReplacement(type, path)).toBe(true)
  })

  it.each([
    ['aws:ec2/vpc:Vpc', 'tags.owner'],
    ['aws:ec2/flowLog:FlowLog', 'tags.owner'],
    ['aws:eks/cluster:Cluster', 'version'],
    ['aws:eks/nodeGroup:NodeGroup', 'launchTemplate.version'],
    ['aws:rds/instance:Instance', 'instanceClass'],
    ['aws:rds/instance:Instance', 'engineVersion'],
    ['kubernetes:apps/v1:Deployment', 'spec.replicas'],
    ['kubernetes:core/v1:Namespace', 'metadata.labels.owner'],
    ['aws:ssm/parameter:Parameter', 'value'],
  ])('%s is updated in place when %s changes', (type, path) => {
    expect(forcesReplacement(type, path)).toBe(false)
  })
})
