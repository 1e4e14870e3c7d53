import { describe, expect, it } from 'vitest'
import type { ClusterArgs } from '../../../components/cluster/cluster-args.ts'
import { ClusterAccessPolicy } from '../../../components/cluster/cluster-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { CLUSTER_ARGS, clusterProgram, finder, TAGS } from './fixture.ts'

const recordWith = (args: Partial<ClusterArgs> = {}) =>
  record(() => {
    const { clusterName, kubeconfig, endpoint } = clusterProgram(args).cluster
    return { clusterName, kubeconfig, endpoint }
  })
const recorded = recordWith()
const find = finder(await recorded)

// What the SDK adds by itself.
const OFF = {
  enabled: false,
  resolveConflictsOnCreate: 'OVERWRITE',
  resolveConflictsOnUpdate: 'OVERWRITE',
}

describe('a cluster', () => {
  it('makes exactly these resources for one node group and one principal', async () => {
    const { resources } = await recorded
    // Children of eks.* are their provider's matter.
    const isOwn = (parent: string): boolean => parent.endsWith('dataspace:index:Cluster::main')
    const own = resources.filter(({ parent, remote }) => isOwn(parent) || remote)
    const role = 'aws:iam/role:Role'
    const attachment = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'
    expect(own.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      [
        'aws:cloudwatch/logGroup:LogGroup main-logs',
        'aws:ec2/launchTemplate:LaunchTemplate main-system',
        'aws:eks/accessEntry:AccessEntry main-access-deploy',
        'aws:eks/accessPolicyAssociation:AccessPolicyAssociation main-access-deploy',
        'aws:eks/podIdentityAssociation:PodIdentityAssociation main-aws-ebs-csi-driver-association',
        'aws:eks/podIdentityAssociation:PodIdentityAssociation main-vpc-cni-association',
        'aws:iam/policy:Policy main-aws-ebs-csi-driver-policy',
        'aws:iam/policy:Policy main-secrets-key',
        `${role} main-aws-ebs-csi-driver-role`,
        `${role} main-control-plane`,
        `${role} main-node`,
        `${role} main-vpc-cni-role`,
        `${attachment} main-aws-ebs-csi-driver-managed`,
        `${attachment} main-aws-ebs-csi-driver-own`,
        `${attachment} main-control-plane-cluster`,
        `${attachment} main-control-plane-secrets-key`,
        `${attachment} main-node-pull`,
        `${attachment} main-node-ssm`,
        `${attachment} main-node-worker`,
        `${attachment} main-vpc-cni-managed`,
        'eks:index:Addon main-aws-ebs-csi-driver',
        'eks:index:Addon main-aws-secrets-store-csi-driver-provider',
        'eks:index:Addon main-coredns',
        'eks:index:Addon main-eks-pod-identity-agent',
        'eks:index:Addon main-kube-proxy',
        'eks:index:Addon main-metrics-server',
        'eks:index:Addon main-vpc-cni',
        'eks:index:Cluster main',
        'eks:index:ManagedNodeGroup main-system',
      ].sort(),
    )
  })

  it('hands @pulumi/eks a closed control plane and nothing to decide by itself', () => {
    expect(find('eks:index:Cluster', 'main').inputs).toEqual({
      name: 'main',
      version: '1.36',
      vpcId: 'vpc-1',
      privateSubnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
      authenticationMode: 'API',
      serviceRole: find('aws:iam/role:Role', 'main-control-plane').id,
      endpointPrivateAccess: true,
      endpointPublicAccess: false,
      encryptionConfigKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/secrets',
      enabledClusterLogTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      upgradePolicy: { supportType: 'STANDARD' },
      deletionProtection: true,
      tags: TAGS,
      clusterTags: { Name: 'main' },
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: OFF,
      corednsAddonOptions: OFF,
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createInstanceRole: false,
      createOidcProvider: false,
    })
  })

  it('takes the administrator back that @pulumi/eks makes of its creator', async () => {
    const type = 'aws:eks/cluster:Cluster'
    expect(find(type, 'main-eksCluster').inputs).toMatchObject({
      accessConfig: {
        authenticationMode: 'API',
        bootstrapClusterCreatorAdminPermissions: false,
      },
      zonalShiftConfig: { enabled: true },
    })
    const asked = finder(await recordWith({ creatorIsAdmin: true, zonalShift: false }))
    expect(asked(type, 'main-eksCluster').inputs).toMatchObject({
      accessConfig: { bootstrapClusterCreatorAdminPermissions: true },
      zonalShiftConfig: { enabled: false },
    })
  })

  it('trusts EKS with the role of the control plane for this cluster only', () => {
    const { inputs } = find('aws:iam/role:Role', 'main-control-plane')
    expect(JSON.parse(String(inputs.assumeRolePolicy)).Statement[0].Condition).toEqual({
      StringEquals: { 'aws:SourceAccount': '123456789012' },
      ArnEquals: { 'aws:SourceArn': 'arn:aws:eks:eu-central-1:123456789012:cluster/main' },
    })
  })

  it('opens the public endpoint for the given ranges only', async () => {
    const open = finder(await recordWith({ publicEndpointCidrs: ['198.51.100.0/24'] }))
    expect(open('eks:index:Cluster', 'main').inputs).toMatchObject({
      endpointPrivateAccess: true,
      endpointPublicAccess: true,
      publicAccessCidrs: ['198.51.100.0/24'],
    })
  })

  it('logs into a group that it makes first, encrypted and kept for a year', () => {
    const group = find('aws:cloudwatch/logGroup:LogGroup', 'main-logs')
    expect(group.inputs).toEqual({
      name: '/aws/eks/main/cluster',
      retentionInDays: 365,
      kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/logs',
      tags: { ...TAGS, Name: '/aws/eks/main/cluster' },
    })
    expect(find('eks:index:Cluster', 'main').dependencies).toContain(group.urn)
  })

  it('gives each principal an access entry and a policy with a scope', async () => {
    const principalArn = 'arn:aws:iam::123456789012:role/ml'
    const policy = ClusterAccessPolicy.Edit
    const ml = { principalArn, policy, namespaces: ['ml'], kubernetesGroups: ['ml-team'] }
    const both = finder(await recordWith({ access: { ...CLUSTER_ARGS.access, ml } }))
    expect(both('aws:eks/accessEntry:AccessEntry', 'main-access-ml').inputs).toEqual({
      clusterName: 'main',
      principalArn,
      type: 'STANDARD',
      kubernetesGroups: ['ml-team'],
      tags: { ...TAGS, Name: 'main-access-ml' },
    })
    const association = 'aws:eks/accessPolicyAssociation:AccessPolicyAssociation'
    expect(both(association, 'main-access-ml').inputs).toEqual({
      clusterName: 'main',
      principalArn,
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy',
      accessScope: { type: 'namespace', namespaces: ['ml'] },
    })
    expect(both(association, 'main-access-deploy').inputs.accessScope).toEqual({ type: 'cluster' })
  })

  it('keeps its kubeconfig secret and asks no provider function', async () => {
    const { outputs, secretOutputs, invokes } = await recorded
    expect(outputs.clusterName).toBe('main')
    expect(JSON.parse(String(outputs.kubeconfig)).clusters[0].cluster.server).toBe(outputs.endpoint)
    expect(secretOutputs).toEqual(['kubeconfig'])
    expect(invokes).toEqual([])
  })

  it('tags all that AWS tags', async () => {
    const { resources } = await recorded
    const untaggable = /Attachment|AccessPolicyAssociation|eks:index:Addon|dataspace|pulumi:/
    for (const { type, name, inputs } of resources)
      if (!untaggable.test(type)) expect(inputs.tags, `${type} ${name}`).toMatchObject(TAGS)
  })

  it('protects what holds state when it is told to', async () => {
    const { resources } = await recordWith({ protect: true, fileSystem: { zones: ['a'] } })
    const stateful = /^(eks:index:Cluster|aws:eks\/cluster:Cluster|aws:efs\/fileSystem:FileSystem)$/
    for (const { type, protect, parent } of resources)
      if (!parent.includes('$eks:index:Cluster'))
        expect([type, protect]).toEqual([type, stateful.test(type)])
  })
})

describe('the add-ons of a cluster', () => {
  const nodes = 'eks:index:ManagedNodeGroup'
  const needsOf = (addOn: string) => find('eks:index:Addon', `main-${addOn}`).dependencies

  it('are pinned, and removed with the cluster', () => {
    expect(find('eks:index:Addon', 'main-vpc-cni').inputs).toEqual({
      cluster: find('eks:index:Cluster', 'main').urn,
      addonName: 'vpc-cni',
      addonVersion: 'v1.22.4-eksbuild.3',
      configurationValues: { enableNetworkPolicy: 'true' },
      preserve: false,
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
    })
  })

  it.each(['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent'])(
    '%s come before the nodes',
    (addOn) => {
      expect(find(nodes, 'main-system').dependencies).toContain(
        find('eks:index:Addon', `main-${addOn}`).urn,
      )
      expect(needsOf(addOn)).not.toContain(find(nodes, 'main-system').urn)
    },
  )

  it.each([
    'coredns',
    'metrics-server',
    'aws-ebs-csi-driver',
    'aws-secrets-store-csi-driver-provider',
  ])('%s come after the nodes', (addOn) => {
    expect(needsOf(addOn)).toContain(find(nodes, 'main-system').urn)
  })

  it.each([
    ['vpc-cni', 'aws-node', 'AmazonEKS_CNI_Policy'],
    ['aws-ebs-csi-driver', 'ebs-csi-controller-sa', 'service-role/AmazonEBSCSIDriverPolicy'],
  ])('%s get an identity of their own before they start', (addOn, serviceAccount, policy) => {
    const association = find(
      'aws:eks/podIdentityAssociation:PodIdentityAssociation',
      `main-${addOn}-association`,
    )
    expect(association.inputs).toMatchObject({ namespace: 'kube-system', serviceAccount })
    expect(needsOf(addOn)).toContain(association.urn)
    const attached = find(
      'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      `main-${addOn}-managed`,
    )
    expect(attached.inputs.policyArn).toBe(`arn:aws:iam::aws:policy/${policy}`)
  })
})

describe('the nodes of a cluster', () => {
  it('follow its version, leave their number to the autoscaler and take any pod', () => {
    const template = find('aws:ec2/launchTemplate:LaunchTemplate', 'main-system')
    expect(find('eks:index:ManagedNodeGroup', 'main-system').inputs).toEqual({
      cluster: find('eks:index:Cluster', 'main').urn,
      nodeRoleArn: find('aws:iam/role:Role', 'main-node').outputs.arn,
      version: '1.36',
      subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
      instanceTypes: ['m7i.large'],
      capacityType: 'ON_DEMAND',
      amiType: 'AL2023_x86_64_STANDARD',
      scalingConfig: { minSize: 3, maxSize: 6, desiredSize: 3 },
      ignoreScalingChanges: true,
      launchTemplate: { id: template.id, version: `${template.outputs.latestVersion}` },
      labels: { 'node-group': 'system' },
      tags: { ...TAGS, Name: 'main-system' },
    })
  })

  it('require IMDSv2 with one hop, encrypt their disks and know no SSH', () => {
    const template = find('aws:ec2/launchTemplate:LaunchTemplate', 'main-system')
    const tags = { ...TAGS, Name: 'main-system' }
    expect(template.inputs).toEqual({
      description: 'Nodes system of the EKS cluster main',
      updateDefaultVersion: true,
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeType: 'gp3',
            volumeSize: 50,
            encrypted: 'true',
            kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/volumes',
            deleteOnTermination: 'true',
          },
        },
      ],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
        resourceType,
        tags,
      })),
      tags,
    })
  })

  it('may join, pull images and be reached by Session Manager, and nothing else', async () => {
    const { resources } = await recorded
    const role = find('aws:iam/role:Role', 'main-node').outputs.name
    const policies = resources
      .filter(({ type, inputs }) => type.includes('rolePolicyAttachment') && inputs.role === role)
      .map(({ inputs }) => inputs.policyArn)
    expect(policies.sort()).toEqual([
      'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
      'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    ])
  })

  it('with GPUs carry a taint, so that only pods that ask for one are there', async () => {
    const gpu = { instanceTypes: ['g6.xlarge'], maxSize: 2, gpu: true }
    const nodeGroups = { ...CLUSTER_ARGS.nodeGroups, gpu }
    const group = finder(await recordWith({ nodeGroups }))('eks:index:ManagedNodeGroup', 'main-gpu')
    expect(group.inputs).toMatchObject({
      amiType: 'AL2023_x86_64_NVIDIA',
      scalingConfig: { minSize: 0, maxSize: 2, desiredSize: 0 },
      taints: [{ key: 'nvidia.com/gpu', value: 'true', effect: 'NO_SCHEDULE' }],
    })
  })
})

describe('the file system of a cluster', () => {
  it('is encrypted, backed up, in every zone, and reached by the nodes alone', async () => {
    const files = await record(() => {
      const { cluster } = clusterProgram({ fileSystem: { zones: ['a', 'b', 'c'] } })
      return { fileSystemId: cluster.fileSystemId, nodes: cluster.securityGroupId }
    })
    const found = finder(files)
    const { id, inputs } = found('aws:efs/fileSystem:FileSystem', 'main-files')
    expect(files.outputs.fileSystemId).toBe(id)
    expect(inputs).toMatchObject({
      encrypted: true,
      kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/volumes',
      throughputMode: 'elastic',
    })
    expect(found('aws:efs/backupPolicy:BackupPolicy', 'main-files').inputs.backupPolicy).toEqual({
      status: 'ENABLED',
    })
    const group = found('aws:ec2/securityGroup:SecurityGroup', 'main-files').id
    const targets = ['a', 'b', 'c'].map(
      (zone) => found('aws:efs/mountTarget:MountTarget', `main-files-${zone}`).inputs,
    )
    expect(targets).toEqual(
      ['subnet-a', 'subnet-b', 'subnet-c'].map((subnetId) => ({
        fileSystemId: id,
        subnetId,
        securityGroups: [group],
      })),
    )
    const rule = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'
    expect(found(rule, 'main-files-nfs').inputs).toMatchObject({
      securityGroupId: group,
      referencedSecurityGroupId: files.outputs.nodes,
      ipProtocol: 'tcp',
      fromPort: 2049,
      toPort: 2049,
    })
    const efs = 'main-aws-efs-csi-driver'
    expect(found('eks:index:Addon', efs).inputs.addonVersion).toBe('v3.4.1-eksbuild.1')
  })
})
