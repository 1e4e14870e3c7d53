import type * as pulumi from '@pulumi/pulumi'
import { HARDENED_CONTAINER, spreadOverZones } from '../chart/chart-values.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'

/** Service account of the controller, in `kube-system`. */
export const LOAD_BALANCER_CONTROLLER = 'aws-load-balancer-controller'

/** What the controller's permissions and values depend on. */
export interface LoadBalancerScope {
  readonly clusterName: string
  readonly region: string
  readonly accountId: string
  readonly vpcId: string
}

/**
 * Values of the chart. Load balancers are internal unless an ingress says otherwise, and reach pods
 * without a detour over nodes.
 */
export function loadBalancerControllerValues(
  scope: {
    clusterName: pulumi.Input<string>
    region: pulumi.Input<string>
    vpcId: pulumi.Input<string>
  },
  tags: Record<string, string>,
): Record<string, unknown> {
  return {
    // Given, since a pod cannot ask the instance metadata.
    clusterName: scope.clusterName,
    region: scope.region,
    vpcId: scope.vpcId,
    replicaCount: 2,
    serviceAccount: { create: true, name: LOAD_BALANCER_CONTROLLER },
    defaultLoadBalancerScheme: 'internal',
    defaultTargetType: 'ip',
    defaultTags: tags,
    enableShield: false,
    enableWaf: false,
    enableWafv2: true,
    // The webhook's certificate outlives an upgrade, during which old pods still answer.
    keepTLSSecret: true,
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [spreadOverZones(LOAD_BALANCER_CONTROLLER)],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    securityContext: HARDENED_CONTAINER,
  }
}

const CLUSTER_TAG = 'elbv2.k8s.aws/cluster'

/** Conditions that keep the controller to what is, or becomes, its own. */
function ownership({ clusterName }: LoadBalancerScope) {
  const values = [clusterName]
  return {
    ownRequest: { operator: 'StringEquals', key: `aws:RequestTag/${CLUSTER_TAG}`, values },
    ownResource: { operator: 'StringEquals', key: `aws:ResourceTag/${CLUSTER_TAG}`, values },
    sameCluster: { operator: 'Null', key: `aws:RequestTag/${CLUSTER_TAG}`, values: ['true'] },
  }
}

const READING = [
  'ec2:DescribeAccountAttributes',
  'ec2:DescribeAddresses',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeInstances',
  'ec2:DescribeInternetGateways',
  'ec2:DescribeIpamPools',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSubnets',
  'ec2:DescribeTags',
  'ec2:DescribeVpcPeeringConnections',
  'ec2:DescribeVpcs',
  'ec2:GetSecurityGroupsForVpc',
  'elasticloadbalancing:DescribeCapacityReservation',
  'elasticloadbalancing:DescribeListenerAttributes',
  'elasticloadbalancing:DescribeListenerCertificates',
  'elasticloadbalancing:DescribeListeners',
  'elasticloadbalancing:DescribeLoadBalancerAttributes',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeRules',
  'elasticloadbalancing:DescribeSSLPolicies',
  'elasticloadbalancing:DescribeTags',
  'elasticloadbalancing:DescribeTargetGroupAttributes',
  'elasticloadbalancing:DescribeTargetGroups',
  'elasticloadbalancing:DescribeTargetHealth',
  'elasticloadbalancing:DescribeTrustStores',
  'acm:DescribeCertificate',
  'acm:ListCertificates',
]

/**
 * What the controller may do: upstream's policy of the pinned version, narrowed to one account,
 * region, network and, by the tag that the controller puts on all it makes, one cluster; without
 * Cognito, classic WAF, Shield and IAM server certificates, which are switched off or unused.
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/v3.5.0/docs/install/iam_policy.json
 */
export function loadBalancerStatements(scope: LoadBalancerScope): WorkloadIdentityStatement[] {
  return [
    { sid: 'Read', actions: READING, resources: ['*'] },
    {
      sid: 'FirstLoadBalancerOfTheAccount',
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [
        `arn:aws:iam::${scope.accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`,
      ],
      conditions: [
        {
          operator: 'StringEquals',
          key: 'iam:AWSServiceName',
          values: ['elasticloadbalancing.amazonaws.com'],
        },
      ],
    },
    ...securityGroupStatements(scope),
    ...creationStatements(scope),
    ...changeStatements(scope),
    ...securityGroupTagStatements(scope),
    ...listenerStatements(scope),
  ]
}

function securityGroupStatements(scope: LoadBalancerScope): WorkloadIdentityStatement[] {
  const ec2 = `arn:aws:ec2:${scope.region}:${scope.accountId}`
  const groups = [`${ec2}:security-group/*`]
  const inNetwork = {
    operator: 'ArnEquals',
    key: 'ec2:Vpc',
    values: [`${ec2}:vpc/${scope.vpcId}`],
  }
  return [
    {
      // The nodes' group is EKS's and carries no tag of the controller.
      sid: 'AdmitLoadBalancersToNodes',
      actions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:RevokeSecurityGroupIngress'],
      resources: groups,
      conditions: [inNetwork],
    },
    {
      sid: 'CreateSecurityGroups',
      actions: ['ec2:CreateSecurityGroup'],
      resources: [...groups, `${ec2}:vpc/${scope.vpcId}`],
    },
  ]
}

function securityGroupTagStatements(scope: LoadBalancerScope): WorkloadIdentityStatement[] {
  const groups = [`arn:aws:ec2:${scope.region}:${scope.accountId}:security-group/*`]
  const { ownRequest, ownResource, sameCluster } = ownership(scope)
  return [
    {
      sid: 'TagNewSecurityGroups',
      actions: ['ec2:CreateTags'],
      resources: groups,
      conditions: [
        { operator: 'StringEquals', key: 'ec2:CreateAction', values: ['CreateSecurityGroup'] },
        ownRequest,
      ],
    },
    {
      sid: 'RetagOwnSecurityGroups',
      actions: ['ec2:CreateTags', 'ec2:DeleteTags'],
      resources: groups,
      conditions: [ownResource, sameCluster],
    },
    {
      sid: 'DeleteOwnSecurityGroups',
      actions: ['ec2:DeleteSecurityGroup'],
      resources: groups,
      conditions: [ownResource],
    },
  ]
}

/** ARNs of load balancers and target groups. */
function balancersOf({ region, accountId }: LoadBalancerScope): string[] {
  const elb = `arn:aws:elasticloadbalancing:${region}:${accountId}`
  return [`${elb}:loadbalancer/app/*/*`, `${elb}:loadbalancer/net/*/*`, `${elb}:targetgroup/*/*`]
}

function creationStatements(scope: LoadBalancerScope): WorkloadIdentityStatement[] {
  const both = balancersOf(scope)
  const { ownRequest, ownResource, sameCluster } = ownership(scope)
  return [
    {
      sid: 'CreateLoadBalancers',
      actions: [
        'elasticloadbalancing:CreateLoadBalancer',
        'elasticloadbalancing:CreateTargetGroup',
      ],
      resources: both,
      conditions: [ownRequest],
    },
    {
      sid: 'TagNewLoadBalancers',
      actions: ['elasticloadbalancing:AddTags'],
      resources: both,
      conditions: [
        {
          operator: 'StringEquals',
          key: 'elasticloadbalancing:CreateAction',
          values: ['CreateLoadBalancer', 'CreateTargetGroup'],
        },
        ownRequest,
      ],
    },
    {
      sid: 'RetagOwnLoadBalancers',
      actions: ['elasticloadbalancing:AddTags', 'elasticloadbalancing:RemoveTags'],
      resources: both,
      conditions: [ownResource, sameCluster],
    },
  ]
}

function changeStatements(scope: LoadBalancerScope): WorkloadIdentityStatement[] {
  const home = `${scope.region}:${scope.accountId}`
  const { ownResource } = ownership(scope)
  return [
    {
      sid: 'ChangeOwnLoadBalancers',
      actions: [
        'elasticloadbalancing:DeleteLoadBalancer',
        'elasticloadbalancing:DeleteTargetGroup',
        'elasticloadbalancing:DeregisterTargets',
        'elasticloadbalancing:ModifyCapacityReservation',
        'elasticloadbalancing:ModifyIpPools',
        'elasticloadbalancing:ModifyLoadBalancerAttributes',
        'elasticloadbalancing:ModifyTargetGroup',
        'elasticloadbalancing:ModifyTargetGroupAttributes',
        'elasticloadbalancing:RegisterTargets',
        'elasticloadbalancing:SetIpAddressType',
        'elasticloadbalancing:SetSecurityGroups',
        'elasticloadbalancing:SetSubnets',
      ],
      resources: balancersOf(scope),
      conditions: [ownResource],
    },
    {
      sid: 'PutFirewallsBefore',
      actions: [
        'elasticloadbalancing:SetWebAcl',
        'wafv2:AssociateWebACL',
        'wafv2:DisassociateWebACL',
        'wafv2:GetWebACL',
        'wafv2:GetWebACLForResource',
      ],
      resources: [
        `arn:aws:elasticloadbalancing:${home}:loadbalancer/app/*/*`,
        `arn:aws:wafv2:${home}:regional/webacl/*/*`,
      ],
    },
  ]
}

// Listeners and rules get their tags with their creation, which upstream does not condition either.
function listenerStatements({ region, accountId }: LoadBalancerScope): WorkloadIdentityStatement[] {
  const elb = `arn:aws:elasticloadbalancing:${region}:${accountId}`
  return [
    {
      sid: 'Listeners',
      actions: [
        'elasticloadbalancing:AddListenerCertificates',
        'elasticloadbalancing:AddTags',
        'elasticloadbalancing:CreateListener',
        'elasticloadbalancing:CreateRule',
        'elasticloadbalancing:DeleteListener',
        'elasticloadbalancing:DeleteRule',
        'elasticloadbalancing:ModifyListener',
        'elasticloadbalancing:ModifyListenerAttributes',
        'elasticloadbalancing:ModifyRule',
        'elasticloadbalancing:RemoveListenerCertificates',
        'elasticloadbalancing:RemoveTags',
        'elasticloadbalancing:SetRulePriorities',
      ],
      resources: [
        `${elb}:listener/app/*/*/*`,
        `${elb}:listener/net/*/*/*`,
        `${elb}:listener-rule/app/*/*/*`,
        `${elb}:listener-rule/net/*/*/*`,
      ],
    },
    {
      sid: 'ListenersOfLoadBalancers',
      actions: ['elasticloadbalancing:CreateListener'],
      resources: [`${elb}:loadbalancer/app/*/*`, `${elb}:loadbalancer/net/*/*`],
    },
  ]
}
