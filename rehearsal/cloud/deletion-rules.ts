import type { Properties } from '../engine/wire.ts'

/**
 * Which resources keep another from being deleted while they refer to it, as AWS answers with
 * DependencyViolation, DeleteConflict or ResourceInUse. `*`: any of AWS. A type that is not here goes
 * whenever asked.
 */
const BLOCKED_BY: Readonly<Record<string, readonly string[]>> = {
  'aws:acm/certificate:Certificate': ['aws:lb/listener:Listener'],
  'aws:ec2/customerGateway:CustomerGateway': ['aws:ec2/vpnConnection:VpnConnection'],
  'aws:ec2/eip:Eip': ['aws:ec2/natGateway:NatGateway'],
  'aws:ec2/internetGateway:InternetGateway': ['aws:ec2/route:Route'],
  'aws:ec2/routeTable:RouteTable': ['aws:ec2/routeTableAssociation:RouteTableAssociation'],
  'aws:ec2/securityGroup:SecurityGroup': ['*'],
  'aws:ec2/subnet:Subnet': ['*'],
  'aws:ec2/vpc:Vpc': ['*'],
  'aws:ec2/vpnGateway:VpnGateway': ['aws:ec2/vpnConnection:VpnConnection'],
  'aws:efs/fileSystem:FileSystem': ['aws:efs/mountTarget:MountTarget'],
  'aws:eks/cluster:Cluster': [
    'aws:eks/nodeGroup:NodeGroup',
    'aws:eks/fargateProfile:FargateProfile',
  ],
  'aws:iam/policy:Policy': ['aws:iam/rolePolicyAttachment:RolePolicyAttachment'],
  'aws:iam/role:Role': [
    'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
    'aws:iam/rolePolicy:RolePolicy',
    'aws:iam/instanceProfile:InstanceProfile',
  ],
  'aws:lb/targetGroup:TargetGroup': ['aws:lb/listener:Listener'],
  'aws:rds/parameterGroup:ParameterGroup': ['aws:rds/instance:Instance'],
  'aws:rds/subnetGroup:SubnetGroup': ['aws:rds/instance:Instance'],
  'aws:route53/zone:Zone': ['aws:route53/record:Record'],
  'aws:wafv2/webAcl:WebAcl': ['aws:wafv2/webAclAssociation:WebAclAssociation'],
}

/** True if an existing `referrer` keeps a `target` type from being deleted. */
export function blocksDeletion(target: string, referrer: string): boolean {
  const rules = BLOCKED_BY[target] ?? []
  return (rules.includes('*') && referrer.startsWith('aws:')) || rules.includes(referrer)
}

interface Guard {
  readonly isOn: (inputs: Properties) => boolean
  readonly message: string
}

/** Protection that the cloud itself enforces, whoever asks. */
const GUARDS: Readonly<Record<string, Guard>> = {
  'aws:rds/instance:Instance': {
    isOn: ({ deletionProtection }) => deletionProtection === true,
    message: 'InvalidParameterCombination: Cannot delete protected DB Instance, please disable',
  },
  'aws:eks/cluster:Cluster': {
    isOn: ({ deletionProtection }) => deletionProtection === true,
    message: 'InvalidRequestException: Cannot delete cluster with deletion protection enabled',
  },
  'aws:lb/loadBalancer:LoadBalancer': {
    isOn: ({ enableDeletionProtection }) => enableDeletionProtection === true,
    message: 'OperationNotPermitted: Load balancer cannot be deleted: deletion protection is on',
  },
  'aws:dynamodb/table:Table': {
    isOn: ({ deletionProtectionEnabled }) => deletionProtectionEnabled === true,
    message: 'ValidationException: Table is protected against deletion',
  },
}

/** Why the cloud refuses to delete a resource of these inputs, whatever refers to it. */
export function deletionRefusal(type: string, inputs: Properties): string | undefined {
  const guard = GUARDS[type]
  if (guard?.isOn(inputs)) return guard.message
  // https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
  if (type === 'aws:rds/instance:Instance' && inputs.skipFinalSnapshot !== true)
    return inputs.finalSnapshotIdentifier === undefined
      ? 'finalSnapshotIdentifier is required when skipFinalSnapshot is false'
      : undefined
  return undefined
}

/** Types that hold data: a rehearsal fails when a change of settings would replace or delete one. */
const STATEFUL = new Set([
  'aws:s3/bucket:Bucket',
  'aws:rds/instance:Instance',
  'aws:rds/cluster:Cluster',
  'aws:ebs/volume:Volume',
  'aws:efs/fileSystem:FileSystem',
  'aws:kms/key:Key',
  'aws:ecr/repository:Repository',
  'aws:eks/cluster:Cluster',
  'aws:ec2/vpc:Vpc',
  'aws:dynamodb/table:Table',
  'aws:sqs/queue:Queue',
  'aws:secretsmanager/secret:Secret',
  'aws:cloudwatch/logGroup:LogGroup',
  'aws:route53/zone:Zone',
  'aws:backup/vault:Vault',
  'kubernetes:core/v1:PersistentVolumeClaim',
  'kubernetes:apps/v1:StatefulSet',
  'random:index/randomPassword:RandomPassword',
])

/** True for a type whose loss is the loss of data, or of what all else stands on. */
export const isStateful = (type: string): boolean => STATEFUL.has(type)
