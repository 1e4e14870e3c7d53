import { type Control, each, some } from './control.ts'
import { at, type Graph, type GraphResource, list, ofType } from './graph.ts'
import { keyIsOurs } from './key-controls.ts'

const CLUSTER = 'aws:eks/cluster:Cluster'
const NODE_GROUP = 'aws:eks/nodeGroup:NodeGroup'
const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']
const REQUIRED_ADDONS = [
  'vpc-cni',
  'coredns',
  'kube-proxy',
  'aws-ebs-csi-driver',
  'eks-pod-identity-agent',
]
const NODE_POLICIES = [
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKSWorkerNodeMinimalPolicy',
  'AmazonEC2ContainerRegistryPullOnly',
  'AmazonSSMManagedInstanceCore',
]

const clusters = (graph: Graph) => ofType(graph, CLUSTER)
const nodeGroups = (graph: Graph) => ofType(graph, NODE_GROUP)

function ofClusters(
  control: Omit<Control, 'violations'>,
  broken: (cluster: GraphResource, graph: Graph) => string | false,
): Control {
  return {
    ...control,
    violations: (graph) => [
      ...some(clusters(graph), 'cluster'),
      ...each(clusters(graph), (cluster) => broken(cluster, graph)),
    ],
  }
}

/** The launch template that a node group starts its machines from. */
function templateOf(graph: Graph, group: GraphResource): GraphResource | undefined {
  const id = at(group.inputs, 'launchTemplate', 'id')
  return ofType(graph, 'aws:ec2/launchTemplate:LaunchTemplate').find((one) => one.id === id)
}

/**
 * Nodes of Kaapana's own cluster: its disks are in one zone, as EBS's are, and its charts run one pod of
 * each service, so nodes in other zones would stand by without what they need.
 */
const holdsImages = (inputs: GraphResource['inputs']): boolean =>
  at(inputs, 'labels', 'kaapana.io/node') === 'storage'

const serviceAccounts = (graph: Graph) =>
  new Set(
    ofType(graph, 'kubernetes:core/v1:ServiceAccount').map(
      ({ inputs }) => `${at(inputs, 'metadata', 'namespace')}/${at(inputs, 'metadata', 'name')}`,
    ),
  )

/** Controls 72–83: EKS. */
export const CLUSTER_CONTROLS: readonly Control[] = [
  ofClusters(
    {
      number: 72,
      title: 'The API server is private, or public to named networks alone',
      sources: 'FSBP EKS.1, CIS-EKS 5.4.1/5.4.2',
    },
    ({ inputs }) => {
      if (at(inputs, 'vpcConfig', 'endpointPrivateAccess') !== true)
        return 'has no private endpoint'
      const cidrs = list(at(inputs, 'vpcConfig', 'publicAccessCidrs'))
      const open = cidrs.length === 0 || cidrs.includes('0.0.0.0/0')
      return (
        at(inputs, 'vpcConfig', 'endpointPublicAccess') !== false && open && 'is open to everyone'
      )
    },
  ),
  ofClusters(
    {
      number: 73,
      title: 'Kubernetes secrets are encrypted with a key of ours',
      sources: 'FSBP EKS.3, CIS-EKS 5.3.1',
    },
    ({ inputs }, graph) => {
      const key = at(inputs, 'encryptionConfig', 'provider', 'keyArn')
      const secrets = list(at(inputs, 'encryptionConfig', 'resources')).includes('secrets')
      return !(secrets && keyIsOurs(graph, key)) && 'has secrets without a key of ours'
    },
  ),
  ofClusters(
    {
      number: 74,
      title: 'All five logs of the control plane go to a group with key and a year of retention',
      sources: 'FSBP EKS.8, CIS-EKS 2.1.1, CKV_AWS_338',
    },
    ({ inputs, outputs }, graph) => {
      const missing = LOG_TYPES.filter((log) => !list(inputs.enabledClusterLogTypes).includes(log))
      if (missing.length > 0) return `does not log ${missing.join(', ')}`
      const group = ofType(graph, 'aws:cloudwatch/logGroup:LogGroup').find(
        (one) => one.outputs.name === `/aws/eks/${outputs.name}/cluster`,
      )
      const kept = Number(group?.inputs.retentionInDays ?? 0) >= 365 && group?.inputs.kmsKeyId
      return !kept && 'has no log group with key and retention'
    },
  ),
  ofClusters(
    {
      number: 75,
      title: 'The Kubernetes version and the policy for its end of support are explicit',
      sources: 'FSBP EKS.2, CKV_AWS_339',
    },
    ({ inputs }) =>
      !(inputs.version && at(inputs, 'upgradePolicy', 'supportType')) &&
      'leaves version or upgrade policy to AWS',
  ),
  ofClusters(
    {
      number: 76,
      title: 'Access is by entries alone, and the creator is no administrator',
      sources: 'CIS-EKS 4.1.7/5.5.1',
    },
    ({ inputs }) => {
      if (at(inputs, 'accessConfig', 'authenticationMode') !== 'API')
        return 'does not use entries alone'
      const creator = at(inputs, 'accessConfig', 'bootstrapClusterCreatorAdminPermissions')
      return creator !== false && 'makes its creator an administrator'
    },
  ),
  {
    number: 77,
    title: 'Workloads have a role each through pod identity, for service accounts that exist',
    sources: 'CIS-EKS 5.2.1',
    violations: (graph) => {
      const associations = ofType(graph, 'aws:eks/podIdentityAssociation:PodIdentityAssociation')
      const roles = associations.map(({ inputs }) => String(inputs.roleArn))
      const known = serviceAccounts(graph)
      return [
        ...some(associations, 'pod identity association'),
        ...each(associations, ({ inputs }) => {
          const shared = roles.filter((role) => role === String(inputs.roleArn)).length > 1
          if (shared) return 'shares its role'
          // Accounts in kube-system belong to add-ons and charts, which make them.
          const ours = inputs.namespace !== 'kube-system'
          return (
            ours &&
            !known.has(`${inputs.namespace}/${inputs.serviceAccount}`) &&
            'names a service account that nobody makes'
          )
        }),
      ]
    },
  },
  {
    number: 78,
    title: 'Nodes demand tokens for their metadata and do not pass them on',
    sources: 'FSBP EC2.8, CIS 5.6, CKV_AWS_79/341',
    violations: (graph) =>
      each(nodeGroups(graph), (group) => {
        const options = templateOf(graph, group)?.inputs.metadataOptions
        const tight =
          at(options, 'httpTokens') === 'required' && at(options, 'httpPutResponseHopLimit') === 1
        return !tight && 'has no launch template with required tokens and one hop'
      }),
  },
  {
    number: 79,
    title: 'Disks of nodes are encrypted with a key of ours',
    sources: 'FSBP EC2.3, CKV_AWS_3',
    violations: (graph) =>
      each(nodeGroups(graph), (group) => {
        const disks = list(templateOf(graph, group)?.inputs.blockDeviceMappings)
        const safe = disks.every(
          (disk) =>
            String(at(disk, 'ebs', 'encrypted')) === 'true' &&
            keyIsOurs(graph, at(disk, 'ebs', 'kmsKeyId')),
        )
        return !(disks.length > 0 && safe) && 'has disks without a key of ours'
      }),
  },
  {
    number: 80,
    title: 'Nobody signs in to a node by SSH',
    sources: 'CKV_AWS_100',
    violations: (graph) =>
      each(nodeGroups(graph), (group) => {
        const key = templateOf(graph, group)?.inputs.keyName
        return (group.inputs.remoteAccess !== undefined || key !== undefined) && 'opens SSH'
      }),
  },
  {
    number: 81,
    title: 'Add-ons are managed and pinned, and network policies are enforced',
    sources: 'CIS-EKS 4.3.1',
    violations: (graph) => {
      const addons = ofType(graph, 'aws:eks/addon:Addon')
      const found = new Set(addons.map(({ inputs }) => inputs.addonName))
      const cni = addons.find(({ inputs }) => inputs.addonName === 'vpc-cni')
      const settings = String(cni?.inputs.configurationValues ?? '')
      return [
        ...REQUIRED_ADDONS.filter((name) => !found.has(name)).map((name) => `there is no ${name}`),
        ...each(addons, ({ inputs }) => !inputs.addonVersion && 'has no pinned version'),
        ...(/"enableNetworkPolicy"\s*:\s*"true"/.test(settings)
          ? []
          : ['vpc-cni does not enforce network policies']),
      ]
    },
  },
  {
    number: 82,
    title:
      'Nodes span three zones (but the one that holds Kaapana), are repaired, and roll in steps; the cluster resists deletion',
    sources: 'Well-Architected REL',
    violations: (graph) => [
      ...each(nodeGroups(graph), ({ inputs }) => {
        // A group that may scale to nothing serves one kind of job, not the platform.
        const needed = Number(at(inputs, 'scalingConfig', 'minSize') ?? 0)
        if (!holdsImages(inputs)) {
          if (needed > 0 && list(inputs.subnetIds).length < 3) return 'is in fewer than three zones'
          if (needed > 0 && needed < 3) return 'keeps fewer than three nodes'
        }
        if (!inputs.updateConfig) return 'does not roll in steps'
        return at(inputs, 'nodeRepairConfig', 'enabled') !== true && 'does not repair nodes'
      }),
      ...each(
        clusters(graph),
        ({ inputs }) => inputs.deletionProtection !== true && 'can be deleted',
      ),
    ],
  },
  {
    number: 83,
    title: 'The role of nodes has the managed policies of a node and nothing else',
    sources: 'EKS best practices (IAM)',
    violations: (graph) => {
      const roles = new Set(nodeGroups(graph).map(({ inputs }) => inputs.nodeRoleArn))
      const nodeRoles = ofType(graph, 'aws:iam/role:Role').filter(({ outputs }) =>
        roles.has(outputs.arn ?? null),
      )
      const names = nodeRoles.flatMap(({ id, outputs }) => [id, outputs.name])
      const attached = ofType(graph, 'aws:iam/rolePolicyAttachment:RolePolicyAttachment').filter(
        ({ inputs }) => names.includes(inputs.role ?? ''),
      )
      return [
        ...some(nodeRoles, 'role of nodes'),
        ...each(attached, ({ inputs }) => {
          const policy = String(inputs.policyArn).split('/').at(-1) ?? ''
          return !NODE_POLICIES.includes(policy) && `gives nodes ${policy}`
        }),
      ]
    },
  },
]
