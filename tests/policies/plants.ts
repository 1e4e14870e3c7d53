import type { Graph, GraphResource, GraphValue } from '../../policies/graph.ts'

/** Breaks one promise in a copy of a graph. Throws when the graph has nothing to break. */
export type Plant = (graph: Graph) => Graph

type Broken = { -readonly [key in keyof GraphResource]: GraphResource[key] }

/** Changes every resource of a type (by suffix), as `change` does to a copy. */
function change(type: string, edit: (resource: Broken) => void): Plant {
  return (graph) => {
    let met = 0
    const resources = graph.resources.map((resource) => {
      if (!resource.type.endsWith(type)) return resource
      met += 1
      const copy = structuredClone(resource) as Broken
      edit(copy)
      return copy
    })
    if (met === 0) throw new Error(`There is no ${type} to break`)
    return { resources }
  }
}

/** Sets an input of every resource of a type. */
function set(type: string, path: (string | number)[], value: GraphValue): Plant {
  return change(type, (resource) => {
    let place = resource.inputs as Record<string | number, GraphValue>
    for (const step of path.slice(0, -1)) {
      if (place[step] === undefined || place[step] === null) place[step] = {}
      place = place[step] as Record<string | number, GraphValue>
    }
    place[path.at(-1) ?? ''] = value
  })
}

/** Removes every resource of a type. */
const drop =
  (type: string): Plant =>
  (graph) => {
    const resources = graph.resources.filter((resource) => !resource.type.endsWith(type))
    if (resources.length === graph.resources.length) throw new Error(`There is no ${type} to drop`)
    return { resources }
  }

/** Adds a resource. */
const add =
  (type: string, inputs: GraphResource['inputs'], outputs: GraphResource['inputs'] = {}): Plant =>
  (graph) => ({
    resources: [
      ...graph.resources,
      {
        urn: `urn:pulumi:test::dataspace::${type}::planted`,
        type,
        name: 'planted',
        id: 'planted',
        parent: '',
        inputs,
        outputs,
        dependencies: [],
        protect: false,
        secretInputs: [],
      },
    ],
  })

/** Replaces text in an input of every resource of a type. */
const rewrite = (type: string, input: string, from: RegExp, to: string): Plant =>
  change(type, (resource) => {
    const inputs = resource.inputs as Record<string, GraphValue>
    inputs[input] = String(inputs[input]).replaceAll(from, to)
  })

const open = JSON.stringify({
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
})
const everyKey = JSON.stringify({
  Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
})
const wholeAccount = JSON.stringify({
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
})

const POD = ['spec', 'template', 'spec']
const CONTAINER = [...POD, 'containers', 0]
const deployment = (path: (string | number)[], value: GraphValue) => set(':Deployment', path, value)
const instance = (input: string, value: GraphValue) => set(':Instance', [input], value)
const parameters = (value: GraphValue) =>
  set('rds/parameterGroup:ParameterGroup', ['parameters'], value)
const cluster = (path: string[], value: GraphValue) => set('aws:eks/cluster:Cluster', path, value)
const template = (path: (string | number)[], value: GraphValue) =>
  set(':LaunchTemplate', path, value)

/** One violation to plant for every control. */
export const PLANTS: Readonly<Record<number, Plant>> = {
  16: set(':DefaultSecurityGroup', ['ingress'], [{ protocol: '-1', fromPort: 0, toPort: 0 }]),
  17: set(':FlowLog', ['trafficType'], 'REJECT'),
  18: set(':RouteTableAssociation', ['routeTableId'], 'rtb-none'),
  19: set(':Subnet', ['mapPublicIpOnLaunch'], true),
  20: set('ec2/route:Route', ['destinationCidrBlock'], '0.0.0.0/0'),
  21: add('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', {
    securityGroupId: 'sg-1',
    cidrIpv4: '0.0.0.0/0',
    fromPort: 5432,
    description: 'planted',
  }),
  22: (graph) => {
    const database = graph.resources.find(({ type }) => type === 'aws:rds/instance:Instance')
    const [group] = (database?.inputs.vpcSecurityGroupIds as string[] | undefined) ?? []
    if (group === undefined) throw new Error('There is no database to break')
    const inputs = { securityGroupId: group, cidrIpv4: '10.0.0.0/8', description: 'planted' }
    return add('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', inputs)(graph)
  },
  23: set(':SecurityGroup', ['description'], 'Managed by Pulumi'),
  24: add('aws:ec2/networkAclRule:NetworkAclRule', {
    cidrBlock: '0.0.0.0/0',
    ruleAction: 'allow',
    fromPort: 20,
    toPort: 25,
  }),
  25: set(':NatGateway', ['subnetId'], 'subnet-one'),
  26: set(':VpcEndpoint', ['serviceName'], 'com.amazonaws.eu-central-1.s3'),
  27: add('aws:ec2/defaultVpc:DefaultVpc', {}),
  28: set('kms/key:Key', ['enableKeyRotation'], false),
  29: set('kms/key:Key', ['policy'], open),
  30: set('kms/key:Key', ['deletionWindowInDays'], 7),
  31: set('kms/key:Key', ['policy'], wholeAccount),
  32: add('aws:iam/policy:Policy', { policy: everyKey }),
  33: set('secretsmanager/secret:Secret', ['kmsKeyId'], null),
  34: add('aws:rds/instance:Instance', { password: 'correct horse' }),
  36: set(':BucketPublicAccessBlock', ['blockPublicPolicy'], false),
  37: set(':BucketOwnershipControls', ['rule', 'objectOwnership'], 'ObjectWriter'),
  38: set(':BucketServerSideEncryptionConfiguration', ['rules', 0, 'bucketKeyEnabled'], false),
  39: rewrite(':BucketPolicy', 'policy', /s3:TlsVersion/g, 's3:signatureversion'),
  40: set(':BucketVersioning', ['versioningConfiguration', 'status'], 'Suspended'),
  41: drop(':BucketObjectLockConfiguration'),
  42: drop(':BucketLogging'),
  43: set(':BucketLifecycleConfiguration', ['rules'], []),
  44: set(':BucketPolicy', ['policy'], open),
  45: drop(':BucketReplicationConfig'),
  46: set('s3/bucket:Bucket', ['forceDestroy'], true),
  47: instance('kmsKeyId', 'alias/aws/rds'),
  48: instance('publiclyAccessible', true),
  49: instance('multiAz', false),
  50: instance('backupRetentionPeriod', 7),
  51: instance('deletionProtection', false),
  52: parameters([{ name: 'rds.force_ssl', value: '0' }]),
  53: instance('iamDatabaseAuthenticationEnabled', false),
  54: instance('manageMasterUserPassword', false),
  55: instance('enabledCloudwatchLogsExports', ['postgresql']),
  56: parameters([
    { name: 'pgaudit.log', value: 'ddl,role' },
    { name: 'log_statement', value: 'all' },
  ]),
  57: instance('monitoringInterval', 0),
  58: instance('performanceInsightsKmsKeyId', 'alias/aws/rds'),
  59: instance('autoMinorVersionUpgrade', false),
  60: instance('caCertIdentifier', 'rds-ca-2019'),
  61: drop(':VaultLockConfiguration'),
  62: drop(':EventSubscription'),
  63: instance('username', 'postgres'),
  64: set('ecr/repository:Repository', ['imageScanningConfiguration', 'scanOnPush'], false),
  65: set('ecr/repository:Repository', ['imageTagMutability'], 'MUTABLE'),
  66: set('ecr/repository:Repository', ['encryptionConfigurations'], []),
  67: drop('ecr/lifecyclePolicy:LifecyclePolicy'),
  68: add('aws:ecr/repositoryPolicy:RepositoryPolicy', { policy: open }),
  69: deployment([...CONTAINER, 'image'], 'service:latest'),
  72: cluster(['vpcConfig', 'endpointPrivateAccess'], false),
  73: cluster(['encryptionConfig', 'resources'], []),
  74: cluster(['enabledClusterLogTypes'], ['api', 'audit', 'authenticator']),
  75: cluster(['upgradePolicy'], {}),
  76: cluster(['accessConfig', 'authenticationMode'], 'API_AND_CONFIG_MAP'),
  77: set(':PodIdentityAssociation', ['roleArn'], 'arn:aws:iam::123456789012:role/one'),
  78: template(['metadataOptions', 'httpTokens'], 'optional'),
  79: template(['blockDeviceMappings'], []),
  80: template(['keyName'], 'ops'),
  81: set('eks/addon:Addon', ['addonVersion'], ''),
  82: set('aws:eks/nodeGroup:NodeGroup', ['updateConfig'], null),
  83: set(':RolePolicyAttachment', ['policyArn'], 'arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy'),
  84: set(':Namespace', ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'], 'baseline'),
  85: deployment([...POD, 'hostNetwork'], true),
  86: deployment([...CONTAINER, 'securityContext', 'allowPrivilegeEscalation'], true),
  87: deployment([...CONTAINER, 'securityContext', 'capabilities'], { drop: ['NET_RAW'] }),
  88: deployment([...CONTAINER, 'securityContext', 'runAsUser'], 1000),
  89: deployment([...CONTAINER, 'securityContext', 'seccompProfile'], { type: 'Unconfined' }),
  90: deployment([...CONTAINER, 'securityContext', 'readOnlyRootFilesystem'], false),
  91: deployment([...POD, 'volumes'], [{ name: 'host', hostPath: { path: '/' } }]),
  92: deployment([...POD, 'automountServiceAccountToken'], true),
  93: deployment([...CONTAINER, 'resources', 'limits'], {}),
  94: deployment([...CONTAINER, 'livenessProbe', 'httpGet', 'path'], '/health'),
  95: set(':HorizontalPodAutoscaler', ['spec', 'minReplicas'], 1),
  96: set(':NetworkPolicy', ['spec', 'policyTypes'], ['Ingress']),
  97: deployment([...CONTAINER, 'envFrom'], [{ secretRef: { name: 'service' } }]),
  98: add('kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding', {
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
  }),
  99: set(':Deployment', ['metadata', 'namespace'], 'default'),
  100: deployment([...POD, 'terminationGracePeriodSeconds'], 1),
  101: set(':Service', ['spec', 'type'], 'LoadBalancer'),
}
