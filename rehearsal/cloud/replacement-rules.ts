/** Every property: nothing of such a resource can be changed in place. */
const EVERYTHING = ['*']

/**
 * Properties whose change makes the provider replace the resource, by type; a path stands for all
 * below it. Any other change is an update. From the providers' schemas (`willReplaceOnChanges` at
 * https://www.pulumi.com/registry/packages/aws/ and the API reference of Kubernetes).
 */
const REPLACED_BY: Readonly<Record<string, readonly string[]>> = {
  'aws:acm/certificate:Certificate': ['domainName', 'subjectAlternativeNames', 'validationMethod'],
  'aws:acm/certificateValidation:CertificateValidation': EVERYTHING,
  'aws:cloudformation/stack:Stack': ['name', 'disableRollback', 'onFailure', 'timeoutInMinutes'],
  'aws:cloudwatch/eventRule:EventRule': ['name', 'eventBusName'],
  'aws:cloudwatch/logGroup:LogGroup': ['name', 'namePrefix', 'logGroupClass'],
  'aws:cloudwatch/metricAlarm:MetricAlarm': ['name'],
  'aws:ebs/volume:Volume': ['availabilityZone', 'encrypted', 'kmsKeyId', 'snapshotId'],
  'aws:ec2/customerGateway:CustomerGateway': ['bgpAsn', 'ipAddress', 'type', 'deviceName'],
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': ['vpcId'],
  'aws:ec2/eip:Eip': ['domain', 'networkBorderGroup', 'publicIpv4Pool'],
  'aws:ec2/flowLog:FlowLog': EVERYTHING.concat('!tags'),
  // User data in so far as `userDataReplaceOnChange` is on, which it is wherever this package has any.
  'aws:ec2/instance:Instance': ['ami', 'subnetId', 'keyName', 'availabilityZone', 'userData'],
  'aws:ec2/launchTemplate:LaunchTemplate': ['name', 'namePrefix'],
  'aws:ec2/natGateway:NatGateway': ['allocationId', 'subnetId', 'connectivityType', 'privateIp'],
  'aws:ec2/route:Route': ['routeTableId', 'destinationCidrBlock', 'destinationIpv6CidrBlock'],
  'aws:ec2/routeTable:RouteTable': ['vpcId'],
  'aws:ec2/routeTableAssociation:RouteTableAssociation': ['subnetId', 'gatewayId'],
  'aws:ec2/securityGroup:SecurityGroup': ['name', 'namePrefix', 'description', 'vpcId'],
  'aws:ec2/securityGroupRule:SecurityGroupRule': EVERYTHING.concat('!description'),
  'aws:ec2/subnet:Subnet': ['cidrBlock', 'availabilityZone', 'availabilityZoneId', 'vpcId'],
  'aws:ec2/volumeAttachment:VolumeAttachment': ['deviceName', 'instanceId', 'volumeId'],
  'aws:ec2/vpc:Vpc': ['cidrBlock', 'instanceTenancy', 'ipv4IpamPoolId'],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ['serviceName', 'vpcId', 'vpcEndpointType'],
  'aws:ec2/vpnConnection:VpnConnection': ['customerGatewayId', 'type', 'staticRoutesOnly'],
  'aws:ec2/vpnGateway:VpnGateway': ['amazonSideAsn', 'availabilityZone'],
  'aws:ecr/repository:Repository': ['name', 'encryptionConfigurations'],
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': ['repository'],
  'aws:efs/accessPoint:AccessPoint': ['fileSystemId', 'posixUser', 'rootDirectory'],
  'aws:efs/fileSystem:FileSystem': [
    'encrypted',
    'kmsKeyId',
    'creationToken',
    'performanceMode',
    'availabilityZoneName',
  ],
  'aws:efs/mountTarget:MountTarget': ['fileSystemId', 'subnetId', 'ipAddress'],
  'aws:eks/accessEntry:AccessEntry': ['clusterName', 'principalArn', 'type'],
  'aws:eks/accessPolicyAssociation:AccessPolicyAssociation': EVERYTHING,
  'aws:eks/addon:Addon': ['addonName', 'clusterName'],
  'aws:eks/cluster:Cluster': [
    'name',
    'roleArn',
    'bootstrapSelfManagedAddons',
    'encryptionConfig',
    'kubernetesNetworkConfig.serviceIpv4Cidr',
    'kubernetesNetworkConfig.ipFamily',
    'accessConfig.bootstrapClusterCreatorAdminPermissions',
  ],
  'aws:eks/nodeGroup:NodeGroup': [
    'amiType',
    'capacityType',
    'clusterName',
    'diskSize',
    'instanceTypes',
    'nodeGroupName',
    'nodeGroupNamePrefix',
    'nodeRoleArn',
    'remoteAccess',
    'subnetIds',
    'launchTemplate.id',
    'launchTemplate.name',
  ],
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': [
    'clusterName',
    'namespace',
    'serviceAccount',
  ],
  'aws:iam/instanceProfile:InstanceProfile': ['name', 'namePrefix', 'path'],
  'aws:iam/openIdConnectProvider:OpenIdConnectProvider': ['url'],
  'aws:iam/policy:Policy': ['name', 'namePrefix', 'path', 'description'],
  'aws:iam/role:Role': ['name', 'namePrefix', 'path'],
  'aws:iam/rolePolicy:RolePolicy': ['name', 'role'],
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': EVERYTHING,
  'aws:kms/alias:Alias': ['name', 'namePrefix'],
  'aws:kms/key:Key': ['customerMasterKeySpec', 'keyUsage', 'multiRegion', 'customKeyStoreId'],
  'aws:lambda/eventSourceMapping:EventSourceMapping': ['eventSourceArn', 'startingPosition'],
  'aws:lambda/function:Function': ['name', 'packageType'],
  'aws:lambda/permission:Permission': EVERYTHING,
  'aws:lb/listener:Listener': ['loadBalancerArn'],
  'aws:lb/loadBalancer:LoadBalancer': ['name', 'namePrefix', 'internal', 'loadBalancerType'],
  'aws:lb/targetGroup:TargetGroup': ['name', 'port', 'protocol', 'targetType', 'vpcId'],
  'aws:lb/targetGroupAttachment:TargetGroupAttachment': EVERYTHING,
  'aws:rds/instance:Instance': [
    'identifier',
    'identifierPrefix',
    'username',
    'engine',
    'storageEncrypted',
    'kmsKeyId',
    'dbName',
    'characterSetName',
    'availabilityZone',
    'snapshotIdentifier',
  ],
  'aws:rds/parameterGroup:ParameterGroup': ['name', 'namePrefix', 'family', 'description'],
  'aws:rds/subnetGroup:SubnetGroup': ['name', 'namePrefix'],
  'aws:route53/record:Record': ['zoneId', 'name', 'type'],
  'aws:route53/zone:Zone': ['name', 'delegationSetId'],
  'aws:s3/bucket:Bucket': ['bucket', 'bucketPrefix', 'objectLockEnabled'],
  'aws:s3/bucketObject:BucketObject': ['bucket', 'key'],
  'aws:secretsmanager/secret:Secret': ['name', 'namePrefix'],
  'aws:secretsmanager/secretVersion:SecretVersion': ['secretId'],
  'aws:sns/topic:Topic': ['name', 'namePrefix', 'fifoTopic'],
  'aws:sns/topicSubscription:TopicSubscription': ['topic', 'protocol', 'endpoint'],
  'aws:sqs/queue:Queue': ['name', 'namePrefix', 'fifoQueue'],
  'aws:ssm/document:Document': ['name', 'documentType'],
  'aws:ssm/parameter:Parameter': ['name', 'dataType'],
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': ['securityGroupId'],
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': ['securityGroupId'],
  'aws:wafv2/webAcl:WebAcl': ['name', 'namePrefix', 'scope'],
  'aws:wafv2/webAclAssociation:WebAclAssociation': EVERYTHING,
  'kubernetes:apps/v1:DaemonSet': ['spec.selector'],
  'kubernetes:apps/v1:Deployment': ['spec.selector'],
  'kubernetes:apps/v1:StatefulSet': [
    'spec.selector',
    'spec.serviceName',
    'spec.podManagementPolicy',
    'spec.volumeClaimTemplates',
  ],
  'kubernetes:batch/v1:Job': ['spec.selector', 'spec.template', 'spec.completions'],
  'kubernetes:core/v1:ConfigMap': ['data', 'binaryData'],
  'kubernetes:core/v1:PersistentVolumeClaim': ['spec.storageClassName', 'spec.accessModes'],
  'kubernetes:core/v1:Pod': ['spec'],
  'kubernetes:core/v1:Secret': ['type', 'data', 'stringData'],
  'kubernetes:core/v1:Service': ['spec.clusterIP'],
  'kubernetes:helm.sh/v3:Release': ['name', 'namespace'],
  'kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding': ['roleRef'],
  'kubernetes:rbac.authorization.k8s.io/v1:RoleBinding': ['roleRef'],
  'kubernetes:storage.k8s.io/v1:StorageClass': [
    'parameters',
    'provisioner',
    'reclaimPolicy',
    'volumeBindingMode',
  ],
}

const OBJECT_IDENTITY = ['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']

/** True if a change at `path` (`spec.selector.matchLabels.app`) makes the provider replace. */
export function forcesReplacement(type: string, path: string): boolean {
  const rules = rulesOf(type)
  const plain = path.replace(/\[\d+\]/g, '')
  const below = (rule: string): boolean => plain === rule || plain.startsWith(`${rule}.`)
  if (rules.some((rule) => rule.startsWith('!') && below(rule.slice(1)))) return false
  return rules.some((rule) => rule === '*' || below(rule))
}

function rulesOf(type: string): readonly string[] {
  const own = REPLACED_BY[type]
  const [packageName] = type.split(':')
  // Passwords and keys are drawn once: https://www.pulumi.com/registry/packages/random/
  if (packageName === 'random' || packageName === 'tls') return own ?? EVERYTHING
  if (packageName === 'kubernetes') return [...OBJECT_IDENTITY, ...(own ?? [])]
  return own ?? []
}
