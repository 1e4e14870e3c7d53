import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { DataClass, tagsOf } from '../ownership.ts'
import type { EdgeArgs } from './edge-args.ts'
import { firewallRules, visibility } from './firewall-rules.ts'
import type { EdgePlan } from './plan.ts'

/** What an Edge's parts have in common. */
export interface EdgeSite {
  readonly name: string
  readonly args: EdgeArgs
  readonly plan: EdgePlan
  /** The component: parent of everything. */
  readonly parent: pulumi.Resource
}

/** A web ACL with its log. The log has no bodies, and no credentials or query strings either. */
export function makeFirewall(site: EdgeSite): { acl: aws.wafv2.WebAcl; ready: pulumi.Resource } {
  const { name, args, plan, parent } = site
  const acl = new aws.wafv2.WebAcl(
    name,
    {
      description: `Requests to ${plan.hostNames.join(', ')}`,
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: firewallRules(plan),
      visibilityConfig: visibility(name),
      tags: tagsOf(args.ownership, { name }),
    },
    { parent },
  )
  const group = logGroup(site)
  const admission = admitDelivery(site, group)
  const header = (headerName: string) => ({ singleHeader: { name: headerName } })
  const ready = new aws.wafv2.WebAclLoggingConfiguration(
    name,
    {
      resourceArn: acl.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: [
        ...['authorization', 'x-api-key', 'cookie'].map(header),
        { queryString: {} },
        // Paths can hold a patient's id: /api/v1/patients/….
        { uriPath: {} },
      ],
    },
    { parent, dependsOn: [admission] },
  )
  return { acl, ready }
}

function logGroup({ name, args, plan, parent }: EdgeSite): aws.cloudwatch.LogGroup {
  // WAF writes to groups of this prefix alone.
  return new aws.cloudwatch.LogGroup(
    `${name}-firewall`,
    {
      namePrefix: `aws-waf-logs-${name}-`,
      kmsKeyId: args.logKey.arn,
      retentionInDays: plan.logRetentionDays,
      tags: tagsOf(args.ownership, { name, dataClass: DataClass.Confidential }),
    },
    { parent },
  )
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
function admitDelivery(
  { name, args, parent }: EdgeSite,
  group: aws.cloudwatch.LogGroup,
): aws.cloudwatch.LogResourcePolicy {
  const policyDocument = pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'FirewallLog',
        Effect: 'Allow',
        Principal: { Service: 'delivery.logs.amazonaws.com' },
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: pulumi.interpolate`${group.arn}:log-stream:*`,
        Condition: {
          StringEquals: { 'aws:SourceAccount': args.accountId },
          ArnLike: {
            'aws:SourceArn': pulumi.interpolate`arn:aws:logs:${args.region}:${args.accountId}:*`,
          },
        },
      },
    ],
  })
  return new aws.cloudwatch.LogResourcePolicy(
    `${name}-firewall`,
    { policyName: pulumi.interpolate`${name}-firewall-log`, policyDocument },
    { parent },
  )
}
