import * as aws from '@pulumi/aws'
import * as eks from '@pulumi/eks'
import { describe, expect, it } from 'vitest'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import type { Properties } from '../../../rehearsal/engine/wire.ts'
import { readClusterArgs } from '../../../rehearsal/simulation/eks/cluster-args.ts'

/** Type and name of all that hangs below a component, in the order of URNs. */
const below = ({ resources }: RecordedProgram, name: string): string[] =>
  resources
    .filter(({ urn }) => urn.includes('eks:index:') && !urn.endsWith(`Cluster::${name}`))
    .map(({ type, name: child }) => `${type} ${child}`)
    .sort()

const lean = {
  authenticationMode: eks.AuthenticationMode.Api,
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  createInstanceRole: false,
  kubeProxyAddonOptions: { enabled: false },
  corednsAddonOptions: { enabled: false },
  useDefaultVpcCni: true,
  version: '1.34',
}

const resourceOf = ({ resources }: RecordedProgram, type: string) => {
  const found = resources.find((resource) => resource.type === type)
  if (!found) throw new Error(`no ${type}`)
  return found
}

describe('eks.Cluster as its provider constructs it', () => {
  it('makes roles, security groups, access, add-ons and nodes unless told not to', async () => {
    const program = await record(
      () => void new eks.Cluster('main', { vpcId: 'vpc-1', subnetIds: ['subnet-1'] }),
    )
    expect(below(program, 'main')).toEqual([
      'aws:autoscaling/group:Group main',
      'aws:ec2/launchTemplate:LaunchTemplate main-launchTemplate',
      'aws:ec2/securityGroup:SecurityGroup main-eksClusterSecurityGroup',
      'aws:ec2/securityGroup:SecurityGroup main-nodeSecurityGroup',
      ...[
        'eksClusterIngressRule',
        'eksClusterInternetEgressRule',
        'eksExtApiServerClusterIngressRule',
        'eksNodeClusterIngressRule',
        'eksNodeIngressRule',
        'eksNodeInternetEgressRule',
      ].map((role) => `aws:ec2/securityGroupRule:SecurityGroupRule main-${role}`),
      'aws:eks/addon:Addon main-coredns',
      'aws:eks/addon:Addon main-kube-proxy',
      'aws:eks/addon:Addon main-vpc-cni',
      'aws:eks/cluster:Cluster main-eksCluster',
      'aws:iam/instanceProfile:InstanceProfile main-instanceProfile',
      'aws:iam/role:Role main-eksRole-role',
      'aws:iam/role:Role main-instanceRole-role',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment main-eksRole-4b490823',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment main-instanceRole-03516f97',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment main-instanceRole-3eb088f2',
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment main-instanceRole-e1b295bd',
      'eks:index:ServiceRole main-eksRole',
      'eks:index:ServiceRole main-instanceRole',
      'eks:index:VpcCniAddon main-vpc-cni',
      'kubernetes:core/v1:ConfigMap main-nodeAccess',
      'pulumi:providers:kubernetes main-eks-k8s',
    ])
  })

  it('hands the control plane over as asked, and keeps to access entries', async () => {
    const program = await record(() => {
      const serviceRole = new aws.iam.Role('plane', { assumeRolePolicy: '{}' })
      new eks.Cluster('main', {
        ...lean,
        serviceRole,
        privateSubnetIds: ['subnet-1', 'subnet-2'],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        encryptionConfigKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/k',
        enabledClusterLogTypes: ['audit'],
        deletionProtection: true,
        clusterTags: { owner: 'platform' },
        createOidcProvider: true,
        accessEntries: {
          admins: {
            principalArn: 'arn:aws:iam::123456789012:role/admins',
            accessPolicies: { all: { policyArn: 'arn:p', accessScope: { type: 'cluster' } } },
          },
        },
      })
    })
    const plane = resourceOf(program, 'aws:eks/cluster:Cluster')
    const role = resourceOf(program, 'aws:iam/role:Role')
    expect(plane.inputs).toEqual({
      bootstrapSelfManagedAddons: true,
      vpcConfig: {
        subnetIds: ['subnet-1', 'subnet-2'],
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      },
      version: '1.34',
      enabledClusterLogTypes: ['audit'],
      tags: { Name: 'main-eksCluster', owner: 'platform' },
      encryptionConfig: {
        provider: { keyArn: 'arn:aws:kms:eu-central-1:123456789012:key/k' },
        resources: ['secrets'],
      },
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
      deletionProtection: true,
      roleArn: role.outputs.arn,
    })
    expect(plane.dependencies).toContain(role.urn)
    expect(below(program, 'main')).toEqual([
      'aws:eks/accessEntry:AccessEntry main-admins',
      'aws:eks/accessPolicyAssociation:AccessPolicyAssociation main-admins-all',
      'aws:eks/cluster:Cluster main-eksCluster',
      'aws:iam/openIdConnectProvider:OpenIdConnectProvider main-oidcProvider',
      'pulumi:providers:kubernetes main-eks-k8s',
    ])
  })

  it('gives node groups and add-ons the cluster, version and order they need', async () => {
    const program = await record(() => {
      const cluster = new eks.Cluster('main', { ...lean, privateSubnetIds: ['subnet-1'] })
      new eks.ManagedNodeGroup('general', {
        cluster,
        nodeRoleArn: 'arn:role',
        enableIMDSv2: true,
        diskSize: 50,
      })
      new eks.Addon('dns', { cluster, addonName: 'coredns', configurationValues: { b: 1, a: 2 } })
      return { kubeconfig: cluster.kubeconfig, arn: cluster.eksCluster.arn }
    })
    const plane = resourceOf(program, 'aws:eks/cluster:Cluster')
    const nodes = resourceOf(program, 'aws:eks/nodeGroup:NodeGroup')
    const template = resourceOf(program, 'aws:ec2/launchTemplate:LaunchTemplate')
    const addon = resourceOf(program, 'aws:eks/addon:Addon')
    expect(nodes.inputs).toEqual({
      nodeRoleArn: 'arn:role',
      version: '1.34',
      clusterName: plane.outputs.name,
      scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 2 },
      subnetIds: ['subnet-1'],
      launchTemplate: { id: template.id, version: '1' },
    })
    expect(nodes.dependencies).toEqual(expect.arrayContaining([plane.urn, template.urn]))
    expect(addon.inputs).toMatchObject({
      clusterName: plane.outputs.name,
      configurationValues: '{"a":2,"b":1}',
    })
    expect(addon.urn).toContain('eks:index:Cluster$eks:index:Addon$aws:eks/addon:Addon::dns')
    expect(program.outputs.arn).toBe(plane.outputs.arn)
    expect(program.outputs.kubeconfig).toMatchObject({
      clusters: [{ cluster: { server: plane.outputs.endpoint } }],
    })
  })

  it.each([
    ['two kinds of subnets', { subnetIds: ['a'], privateSubnetIds: ['b'] }, 'mutually exclusive'],
    [
      'CIDRs for a closed endpoint',
      { publicAccessCidrs: ['10.0.0.0/8'], endpointPublicAccess: false },
      '`publicAccessCidrs` can only be set',
    ],
    [
      'access entries without their mode',
      { authenticationMode: undefined, accessEntries: { a: { principalArn: 'arn' } } },
      "not supported when 'authenticationMode' is not set",
    ],
    [
      'mappings for access entries',
      { roleMappings: [{ roleArn: 'a', username: 'b', groups: [] }] },
      "'roleMappings' property does not support",
    ],
  ])('refuses %s as its provider does', (_, args, told) => {
    const given = Object.entries({ ...lean, ...args }).filter(([, value]) => value !== undefined)
    const inputs = Object.fromEntries(given) as Properties
    const component = { type: 'eks:index:Cluster', name: 'main', urn: 'urn:main', region: '' }
    expect(() => readClusterArgs({ ...component, inputs })).toThrow(told)
  })
})
