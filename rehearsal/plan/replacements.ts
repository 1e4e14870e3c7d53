/**
 * Inputs whose change makes AWS or Kubernetes replace a resource, for the types where a replacement
 * loses data, addresses or connections. Each is marked `forces replacement` in the registry's page of
 * the type, https://www.pulumi.com/registry/packages/aws/api-docs/. What is not listed may replace too.
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'aws:ec2/vpc:Vpc': ['cidrBlock', 'ipv4IpamPoolId', 'instanceTenancy'],
  'aws:ec2/subnet:Subnet': ['cidrBlock', 'availabilityZone', 'availabilityZoneId', 'vpcId'],
  'aws:ec2/natGateway:NatGateway': ['subnetId', 'allocationId', 'connectivityType'],
  'aws:ec2/eip:Eip': ['domain', 'networkBorderGroup', 'publicIpv4Pool'],
  'aws:ec2/routeTable:RouteTable': ['vpcId'],
  'aws:ec2/securityGroup:SecurityGroup': ['name', 'namePrefix', 'description', 'vpcId'],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ['serviceName', 'vpcEndpointType', 'vpcId'],
  'aws:ec2/vpnGateway:VpnGateway': ['amazonSideAsn', 'availabilityZone'],
  'aws:ec2/customerGateway:CustomerGateway': ['bgpAsn', 'ipAddress', 'type', 'certificateArn'],
  'aws:ec2/instance:Instance': ['ami', 'subnetId', 'availabilityZone', 'keyName'],
  'aws:ebs/volume:Volume': ['availabilityZone', 'encrypted', 'kmsKeyId', 'snapshotId'],
  'aws:eks/cluster:Cluster': ['name', 'roleArn', 'vpcConfig.subnetIds', 'kubernetesNetworkConfig'],
  'aws:eks/nodeGroup:NodeGroup': [
    'instanceTypes',
    'amiType',
    'capacityType',
    'diskSize',
    'subnetIds',
    'nodeRoleArn',
    'clusterName',
  ],
  'aws:rds/instance:Instance': [
    'identifierPrefix',
    'engine',
    'username',
    'dbName',
    'kmsKeyId',
    'storageEncrypted',
    'characterSetName',
    'snapshotIdentifier',
    'availabilityZone',
  ],
  'aws:rds/subnetGroup:SubnetGroup': ['name', 'namePrefix'],
  'aws:s3/bucket:Bucket': ['bucket', 'bucketPrefix', 'objectLockEnabled'],
  'aws:ecr/repository:Repository': ['name', 'encryptionConfigurations'],
  'aws:efs/fileSystem:FileSystem': [
    'creationToken',
    'encrypted',
    'kmsKeyId',
    'performanceMode',
    'availabilityZoneName',
  ],
  'aws:kms/key:Key': ['customerMasterKeySpec', 'keyUsage', 'multiRegion', 'customKeyStoreId'],
  'aws:secretsmanager/secret:Secret': ['name', 'namePrefix'],
  'aws:route53/zone:Zone': ['name'],
  'aws:lb/loadBalancer:LoadBalancer': [
    'name',
    'internal',
    'loadBalancerType',
    'customerOwnedIpv4Pool',
  ],
  'aws:lambda/function:Function': ['name', 'packageType'],
  'aws:iam/role:Role': ['name', 'namePrefix', 'path'],
  'random:index/randomPassword:RandomPassword': ['length', 'special', 'keepers', 'overrideSpecial'],
}

/** Kinds of Kubernetes whose replacement loses data or connections, and what forces it. */
const KUBERNETES_REPLACING: readonly string[] = [
  'apiVersion',
  'kind',
  'metadata.name',
  'metadata.namespace',
]
const KUBERNETES_KINDS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec.selector'],
  StatefulSet: ['spec.selector', 'spec.serviceName', 'spec.volumeClaimTemplates'],
  PersistentVolumeClaim: ['spec.accessModes', 'spec.storageClassName', 'spec.volumeName'],
  StorageClass: ['parameters', 'provisioner', 'reclaimPolicy'],
  Job: ['spec.template', 'spec.selector'],
}

/** True when a change at `inputs.<path>` of a type is known to replace the resource. */
export function replacesOnChange(type: string, path: string): boolean {
  if (!path.startsWith('inputs.')) return false
  const changed = path.slice('inputs.'.length)
  const paths = type.startsWith('kubernetes:')
    ? [...KUBERNETES_REPLACING, ...(KUBERNETES_KINDS[type.split(':')[2] ?? ''] ?? [])]
    : (REPLACING[type] ?? [])
  return paths.some(
    (known) =>
      changed === known || (/^[.[]/.test(changed.slice(known.length)) && changed.startsWith(known)),
  )
}
